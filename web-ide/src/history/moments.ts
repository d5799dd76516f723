import type { Moment } from '../api/endpoints';

/** The session as it is now, beside the versions that it had. */
export const NOW = 'now';

/** What a version is compared with: the one before it, the session now, or another version. */
export type Comparison = 'before' | 'now' | (string & {});

export interface Day {
  title: string;
  moments: Moment[];
}

/** The versions under the days on which they ended, as a person in this place counts days. */
export function byDay(moments: readonly Moment[], now: Date): Day[] {
  const days: Day[] = [];
  for (const moment of moments) {
    const title = dayOf(new Date(moment.to), now);
    const last = days.at(-1);
    if (last?.title === title) last.moments.push(moment);
    else days.push({ title, moments: [moment] });
  }
  return days;
}

function dayOf(time: Date, now: Date): string {
  const days = Math.round((startOfDay(now) - startOfDay(time)) / (24 * 60 * 60 * 1000));
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return time.toLocaleDateString('en', {
    weekday: days < 7 ? 'long' : 'short',
    ...(days >= 7 && { day: 'numeric', month: 'short' }),
    ...(time.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
  });
}

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

export function clock(time: string): string {
  return new Date(time).toLocaleTimeString('en', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** From when to when, or once if that is one minute. */
export function span({ from, to }: Moment): string {
  const [begin, end] = [clock(from), clock(to)];
  return begin === end ? end : `${begin} – ${end}`;
}

export function what({ edits, restored }: Moment): string {
  if (restored) return `Restored the version of ${clock(restored.time)}`;
  return edits === 1 ? '1 edit' : `${edits} edits`;
}

export function who({ authors }: Moment): string {
  return authors.map(({ name }) => name).join(', ');
}

/** The version that a comparison stands for; `undefined` if there was none before. */
export function comparedWith(
  moments: readonly Moment[],
  version: string,
  comparison: Comparison,
): string | undefined {
  if (comparison !== 'before') return comparison;
  const at = moments.findIndex((moment) => moment.version === version);
  return at < 0 ? undefined : moments[at + 1]?.version;
}
