import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import Statement from './Statement';

function shown(text: string): string {
  return renderToStaticMarkup(<Statement problem="doubled" text={text} />);
}

test('mathematics and Markdown are shown', () => {
  const page = shown('Print **twice** $n^2$.');

  expect(page).toContain('<strong>twice</strong>');
  expect(page).toContain('katex');
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror="alert(1)">',
  '<iframe src="https://evil.example"></iframe>',
  '[go](javascript:alert(1))',
  '[go](data:text/html,alert)',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\htmlStyle{position:fixed}{x}$',
  '$\\includegraphics{https://evil.example/x.png}$',
])('nothing in a statement acts: %s', (text) => {
  const page = document(shown(text));

  expect(page.tags).not.toContain('script');
  expect(page.tags).not.toContain('iframe');
  expect(page.tags).not.toContain('img');
  expect(
    page.attributes.filter((each) => /^on|javascript:|data:|position|evil/.test(each)),
  ).toEqual([]);
});

test('pictures lie beside the statement and nowhere else', () => {
  expect(shown('![A map](map.png)')).toContain('src="/api/problems/doubled/images/map.png"');
  for (const elsewhere of ['https://evil.example/x.png', '../../me', '//evil.example/x.png']) {
    expect(shown(`![](${elsewhere})`)).not.toContain('src=');
  }
});

test('whoever follows a link tells nobody where from', () => {
  expect(shown('[more](https://example.org)')).toContain(
    'href="https://example.org" target="_blank" rel="noreferrer noopener"',
  );
});

/** What a browser would make of it: the names of its elements, and `name=value` of their attributes. */
function document(markup: string): { tags: string[]; attributes: string[] } {
  const tags = [...markup.matchAll(/<([a-z][\w-]*)([^>]*)>/g)];
  return {
    tags: tags.map((tag) => tag[1] ?? ''),
    attributes: tags.flatMap((tag) =>
      [...(tag[2] ?? '').matchAll(/([\w-]+)="([^"]*)"/g)].map((each) => `${each[1]}=${each[2]}`),
    ),
  };
}
