import { expect, test } from 'vitest';
import type { Moment } from '../api/endpoints';
import { byDay, comparedWith, span, what, who } from './moments';

const NOW = new Date(2026, 4, 14, 12, 0);

function moment(version: string, to: Date, more: Partial<Moment> = {}): Moment {
  return {
    version,
    revision: 1,
    from: to.toISOString(),
    to: to.toISOString(),
    edits: 1,
    authors: [],
    restored: undefined,
    ...more,
  };
}

test('versions stand under their days, the newest first', () => {
  const days = byDay(
    [
      moment('5', new Date(2026, 4, 14, 11, 0)),
      moment('4', new Date(2026, 4, 14, 0, 1)),
      moment('3', new Date(2026, 4, 13, 23, 59)),
      moment('2', new Date(2026, 4, 11, 9, 0)),
      moment('1', new Date(2025, 11, 31, 9, 0)),
    ],
    NOW,
  );

  expect(days.map(({ title }) => title)).toEqual([
    'Today',
    'Yesterday',
    'Monday',
    'Wed, Dec 31, 2025',
  ]);
  expect(days[0]?.moments.map(({ version }) => version)).toEqual(['5', '4']);
});

test('a version says when, what and who', () => {
  const told = moment('1', new Date(2026, 4, 14, 11, 5), {
    from: new Date(2026, 4, 14, 10, 59).toISOString(),
    edits: 12,
    authors: [
      { id: 'a', name: 'Ada', color: '#112233' },
      { id: 'b', name: 'Bob', color: '#332211' },
    ],
  });

  expect(span(told)).toBe('10:59 – 11:05');
  expect(what(told)).toBe('12 edits');
  expect(who(told)).toBe('Ada, Bob');
});

test('a restored version says of when it is', () => {
  const time = new Date(2026, 4, 14, 9, 30);
  const told = moment('2', NOW, { restored: { version: '1', time: time.toISOString() } });

  expect(what(told)).toBe('Restored the version of 09:30');
});

test('a version is compared with the one before it, or with another', () => {
  const all = [moment('2', NOW), moment('1', NOW)];

  expect(comparedWith(all, '2', 'before')).toBe('1');
  expect(comparedWith(all, '1', 'before')).toBeUndefined();
  expect(comparedWith(all, '1', 'now')).toBe('now');
  expect(comparedWith(all, '1', '2')).toBe('2');
});
