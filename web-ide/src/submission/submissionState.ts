import { number, optional, shape, string } from '../api/check';
import {
  build,
  stage,
  submission,
  testResult,
  type Submission,
  type TestResult,
} from '../api/problems';

/** What the events of a submission make of what is known of it; see docs/protocol.md, section 6. */
export function next(
  before: Submission | undefined,
  event: string,
  data: unknown,
): Submission | undefined {
  if (event === 'submission' || event === 'judged') {
    const told = submission(data, event);
    // The last word comes without the source, which does not change.
    return { ...told, files: told.files ?? before?.files };
  }
  if (!before) return before;
  switch (event) {
    case 'stage': {
      const now = shape({ stage })(data, event).stage;
      const anew = now === 'queued' || now === 'building';
      return {
        ...before,
        stage: now,
        position: now === 'queued' ? before.position : undefined,
        waitsFor: undefined,
        ...(anew && { tests: [], running: undefined }),
      };
    }
    case 'position':
      return { ...before, position: shape({ position: number })(data, event).position };
    case 'waits':
      return { ...before, ...shape({ waitsFor: optional(string) })(data, event) };
    case 'build':
      return { ...before, build: build(data, event) };
    case 'test.started':
      return { ...before, running: shape({ index: number })(data, event).index };
    case 'test.done':
      return { ...before, running: undefined, tests: added(before.tests, testResult(data, event)) };
    default:
      return before;
  }
}

/** One result for a test, in the order of the tests. */
function added(tests: TestResult[] = [], test: TestResult): TestResult[] {
  return [...tests.filter((each) => each.index !== test.index), test].sort(
    (one, other) => one.index - other.index,
  );
}

export const EVENTS = [
  'submission',
  'stage',
  'position',
  'waits',
  'build',
  'test.started',
  'test.done',
  'judged',
] as const;
