import { describe, expect, it } from 'vitest';
import type { TestResult } from '../api/problems';
import { differenceWords, outcomeWords, visible } from './words';

const TEST: TestResult = {
  index: 0,
  group: 'secret',
  sample: false,
  verdict: 'TLE',
  cpuMs: 1250,
  wallMs: 1300,
  memoryBytes: 0,
  outcome: {
    kind: 'timed-out',
    clock: 'cpu',
    limitMs: 1000,
    code: undefined,
    name: undefined,
    limitBytes: undefined,
  },
  runs: 1,
  hint: undefined,
  message: undefined,
  difference: undefined,
  input: undefined,
  answer: undefined,
  stdout: undefined,
  stderr: undefined,
};

describe('outcomeWords', () => {
  it('never says only that it was too slow', () => {
    expect(outcomeWords(TEST)).toContain('1.00 s');
    expect(outcomeWords(TEST)).toContain('1.25 s');
  });

  it('tells one that waits from one that works', () => {
    const waits = { ...TEST, cpuMs: 20, outcome: { ...TEST.outcome, clock: 'wall' } };
    expect(outcomeWords(waits)).toContain('never comes');
  });
});

describe('differenceWords', () => {
  it('says where, and by how much a number is off', () => {
    const words = differenceWords({
      kind: 'number',
      line: 2,
      column: 5,
      answerLine: 2,
      answerColumn: 5,
      token: 3,
      expected: '1',
      got: '1.4',
      absoluteError: 0.4,
      relativeError: 0.4,
    });
    expect(words).toBe('The number at line 2, column 5 is off by 0.400 (relatively by 0.400).');
  });
});

describe('visible', () => {
  it('shows white space', () => {
    expect(visible('a b\t\n')).toBe('a·b→↵');
  });
});
