import { expect, test } from 'vitest';
import { readServerMessage } from './messages';

test('a message of a known kind is read', () => {
  expect(readServerMessage('{"t":"saved","received":3}')).toEqual({ t: 'saved', received: 3 });
});

test('a kind that this page does not know is passed over', () => {
  expect(readServerMessage('{"t":"chat"}')).toBeUndefined();
  expect(readServerMessage('{"t":"constructor"}')).toBeUndefined();
});

test.each(['{"t":"saved"}', '{"t":"saved","received":"3"}', '{"t":7}', '[]', 'null'])(
  'what does not fit is an error: %s',
  (json) => {
    expect(() => readServerMessage(json)).toThrow();
  },
);

test('an outcome that is not known is a fault of the sandbox, not a success', () => {
  const done = {
    t: 'run.done',
    run: 1,
    outcome: { kind: 'evaporated' },
    usage: { wallMs: 1, cpuMs: 1, memoryBytes: 1 },
    length: 0,
  };

  expect(readServerMessage(JSON.stringify(done))).toMatchObject({
    outcome: { kind: 'sandbox-failed', reason: 'evaporated' },
  });
});
