import type { ProblemState, ProblemSummary, Progress } from '../api/problems';

export interface Filter {
  words: string;
  state: ProblemState | 'all';
}

export interface Row {
  problem: ProblemSummary;
  progress: Progress | undefined;
}

/** Those that have every word in their name, keywords or level, and the state that is asked for. */
export function matching(rows: readonly Row[], { words, state }: Filter): Row[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ problem, progress }) => {
    const text = [problem.name, ...problem.keywords, `level ${problem.level}`]
      .join(' ')
      .toLowerCase();
    return (
      wanted.every((word) => text.includes(word)) &&
      (state === 'all' || (progress?.state ?? 'todo') === state)
    );
  });
}
