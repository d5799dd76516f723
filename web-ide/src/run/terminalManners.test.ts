import { Terminal } from '@xterm/xterm';
import { expect, test } from 'vitest';
import { teachManners } from './terminalManners';

async function shown(text: string, answers: boolean) {
  const terminal = new Terminal({ allowProposedApi: true });
  teachManners(terminal, () => answers);
  const typed: string[] = [];
  const titles: string[] = [];
  terminal.onData((data) => typed.push(data));
  terminal.onTitleChange((title) => titles.push(title));
  await new Promise<void>((done) => terminal.write(text, done));
  const line = terminal.buffer.active.getLine(0)?.translateToString(true);
  return { typed, titles, line };
}

test.each([
  ['the title', '\x1b]0;owned\x07'],
  ['the title, in full', '\x1b]2;owned\x1b\\'],
  ['the clipboard', '\x1b]52;c;cm0gLXJmIH4=\x07'],
  ['the clipboard, to read it', '\x1b]52;c;?\x07'],
  ['a notification', '\x1b]9;look here\x07'],
])('a program cannot reach %s', async (_, sequence) => {
  const { typed, titles, line } = await shown(`a${sequence}b`, true);

  expect(typed).toEqual([]);
  expect(titles).toEqual([]);
  expect(line).toBe('ab');
});

test('a link is only its text', async () => {
  const { line } = await shown('\x1b]8;;https://evil.example\x07click\x1b]8;;\x07', true);

  expect(line).toBe('click');
});

test.each([
  ['where the cursor is', '\x1b[6n'],
  ['what terminal it is', '\x1b[c'],
  ['what terminal it is, in detail', '\x1b[>c'],
  ['a mode', '\x1b[?25$p'],
  ['a setting', '\x1bP$qm\x1b\\'],
])('who only watches does not answer %s', async (_, question) => {
  expect((await shown(question, false)).typed).toEqual([]);
  expect((await shown(question, true)).typed).not.toEqual([]);
});
