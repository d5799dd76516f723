import { expect, test } from 'vitest';
import { endWords } from './words';

test('a link says how long it lasts', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  expect(endWords(undefined, now)).toBe('until revoked');
  expect(endWords('2026-03-01T12:20:00Z', now)).toBe('20 min left');
  expect(endWords('2026-03-02T12:00:00Z', now)).toBe('24 h left');
  expect(endWords('2026-03-08T12:00:00Z', now)).toBe('7 days left');
  expect(endWords('2026-03-01T11:00:00Z', now)).toBe('0 min left');
});
