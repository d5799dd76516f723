import 'katex/dist/katex.min.css';
import Markdown from 'react-markdown';
import rehypeKatex from 'rehype-katex';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import styles from './Statement.module.css';

const MATHS: [string, ...(string | RegExp)[]] = [
  'className',
  /^language-./,
  'math-inline',
  'math-display',
];

/** As the default, with the marks that mathematics is found by. */
const SCHEMA = {
  ...defaultSchema,
  attributes: { ...defaultSchema.attributes, code: [MATHS] },
};

/** A statement written by somebody else: Markdown with mathematics, and nothing that could act. */
export default function Statement({ problem, text }: { problem: string; text: string }) {
  return (
    <div className={styles.statement}>
      <Markdown
        remarkPlugins={[remarkGfm, remarkMath]}
        rehypePlugins={[
          [rehypeSanitize, SCHEMA],
          [rehypeKatex, { strict: false, trust: false }],
        ]}
        components={{
          img: ({ src, alt }) => (
            <img src={imageAddress(problem, src)} alt={alt ?? ''} loading="lazy" />
          ),
          a: ({ href, children }) => (
            <a href={href} target="_blank" rel="noreferrer noopener">
              {children}
            </a>
          ),
        }}
      >
        {text}
      </Markdown>
    </div>
  );
}

/** Pictures lie beside the statement, and nowhere else. */
function imageAddress(problem: string, src: unknown): string | undefined {
  return typeof src === 'string' && /^[\w.-]+$/.test(src)
    ? `/api/problems/${problem}/images/${src}`
    : undefined;
}
