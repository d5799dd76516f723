import type { TestEnded } from '../api/tests';

/** The end of a test as the server tells it, for tests. */
export function testEnded(test: string, more: Partial<TestEnded> = {}): TestEnded {
  return {
    t: 'test.ended',
    round: 1,
    test,
    verdict: 'passed',
    usage: { wallMs: 1, cpuMs: 1, memoryBytes: 1 },
    stdout: '',
    stderr: '',
    cut: undefined,
    outcome: undefined,
    difference: undefined,
    message: undefined,
    at: undefined,
    stack: undefined,
    ...more,
  };
}
