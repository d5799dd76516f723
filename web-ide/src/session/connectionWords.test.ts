import { expect, test } from 'vitest';
import type { LinkPhase, LinkStatus } from '../collab/link';
import { refusalFor } from '../collab/refusal';
import { describeConnection, whyNotSaved } from './connectionWords';

const FINE = { refusedEdit: undefined, unsavedBecause: '' };

function words(phase: LinkPhase, rest: Partial<LinkStatus> = {}, standing = {}): string {
  const status = { phase, loaded: true, unsavedEdits: 0, saved: true, ...rest };
  return describeConnection(status, { ...FINE, ...standing }, 'yes', 1000).words;
}

test('saved is said only when everything is stored', () => {
  expect(words({ kind: 'live' })).toBe('Live · Saved');
  expect(words({ kind: 'live' }, { saved: false, unsavedEdits: 2 })).toBe('Live · Saving…');
});

test('a lost connection counts down, or counts what is not yet sent', () => {
  const waiting: LinkPhase = { kind: 'waiting', retryAt: 3500 };

  expect(words(waiting)).toBe('Reconnecting in 3 s');
  expect(words(waiting, { unsavedEdits: 1 })).toBe('Offline · 1 unsent edit');
  expect(words(waiting, { unsavedEdits: 12 })).toBe('Offline · 12 unsent edits');
});

test('the first connection is not called a reconnection', () => {
  expect(words({ kind: 'connecting' }, { loaded: false })).toBe('Connecting…');
  expect(words({ kind: 'connecting' })).toBe('Reconnecting…');
});

test('a refusal says why and what is at stake', () => {
  const refused: LinkPhase = { kind: 'refused', refusal: refusalFor(4404, '') };

  expect(words(refused, { unsavedEdits: 3 })).toBe('Refused · No such session · 3 unsent edits');
});

test('a refused edit is never called saved', () => {
  const refusedEdit = { forRole: true, reason: 'No.' };

  expect(words({ kind: 'live' }, {}, { refusedEdit })).toBe('Edits not accepted');
});

test('whether the page may be closed depends on what the browser keeps', () => {
  const status = {
    phase: { kind: 'waiting', retryAt: 3500 },
    loaded: true,
    unsavedEdits: 1,
    saved: false,
  } as const;

  expect(describeConnection(status, FINE, 'yes', 1000).detail).toContain('kept in this browser');
  for (const keeping of ['no', 'full'] as const) {
    expect(describeConnection(status, FINE, keeping, 1000).detail).toContain('do not close');
  }
});

test('that nothing is stored for the time being is said to whoever waits for it alone', () => {
  const standing = { unsavedBecause: 'The database does not answer.' };

  expect(words({ kind: 'live' }, { saved: false, unsavedEdits: 1 }, standing)).toBe(
    'Live · Not saved',
  );
  expect(words({ kind: 'live' }, {}, standing)).toBe('Live · Saved');
  expect(whyNotSaved(standing.unsavedBecause, 'yes')).toContain('kept in this browser');
  expect(whyNotSaved(standing.unsavedBecause, 'no')).toContain('Do not close');
  expect(whyNotSaved('', 'no')).toBe('');
});
