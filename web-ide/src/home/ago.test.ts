import { expect, test } from 'vitest';
import { ago } from './ago';

const now = Date.parse('2026-03-10T12:00:00Z');

test.each([
  ['2026-03-10T11:59:30Z', 'just now'],
  ['2026-03-10T12:00:30Z', 'just now'],
  ['2026-03-10T11:15:00Z', '45 min ago'],
  ['2026-03-10T09:00:00Z', '3 h ago'],
  ['2026-03-09T10:00:00Z', 'yesterday'],
  ['2026-03-06T10:00:00Z', '4 days ago'],
  ['2026-02-01T10:00:00Z', 'Feb 1, 2026'],
])('%s reads %s', (then, words) => expect(ago(Date.parse(then), now)).toBe(words));
