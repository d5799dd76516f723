import { describe, expect, it } from 'vitest';
import { matching, type Row } from './filter';

function row(name: string, keywords: string[], state?: 'tried' | 'solved'): Row {
  return {
    problem: { id: name, name, level: 2, keywords, scoring: false, interactive: false },
    progress: state && {
      problem: name,
      state,
      firstSolvedAt: undefined,
      languages: [],
      attempts: 1,
    },
  };
}

const ROWS = [
  row('Tea Time', ['arithmetic']),
  row('Night Ride', ['graphs'], 'tried'),
  row('Rope', ['geometry'], 'solved'),
];

describe('matching', () => {
  it('finds every word in names and keywords', () => {
    expect(matching(ROWS, { words: 'night GRAPH', state: 'all' })).toEqual([ROWS[1]]);
    expect(matching(ROWS, { words: 'night geometry', state: 'all' })).toEqual([]);
  });

  it('knows what is still to do', () => {
    expect(matching(ROWS, { words: '', state: 'todo' })).toEqual([ROWS[0]]);
    expect(matching(ROWS, { words: '', state: 'solved' })).toEqual([ROWS[2]]);
    expect(matching(ROWS, { words: '', state: 'all' })).toHaveLength(3);
  });
});
