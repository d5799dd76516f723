import { useQueries } from '@tanstack/react-query';
import { diffLines } from 'diff';
import { problemsApi } from '../api/problems';
import styles from './CodeDiff.module.css';

/** What changed from one submission's source to another's, line by line. */
export function CodeDiff({ older, newer }: { older: string; newer: string }) {
  const [before, after] = useQueries({
    queries: [older, newer].map((id) => ({
      queryKey: ['submission', id],
      queryFn: () => problemsApi.submission(id),
      staleTime: Infinity,
    })),
  });
  const one = before?.data?.files;
  const other = after?.data?.files;
  if (!one || !other) return null;
  const paths = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return (
    <section aria-label="Changes" className={styles.diff}>
      {paths.map((path) => (
        <figure key={path}>
          <figcaption>{path}</figcaption>
          <pre>
            {diffLines(one[path] ?? '', other[path] ?? '').map((part, index) => (
              <span
                key={index}
                data-change={part.added ? 'added' : part.removed ? 'removed' : undefined}
              >
                {marked(part.value, part.added ? '+ ' : part.removed ? '− ' : '  ')}
              </span>
            ))}
          </pre>
        </figure>
      ))}
    </section>
  );
}

function marked(text: string, mark: string): string {
  return text.replace(/\n$/, '').replace(/^/gm, mark) + '\n';
}
