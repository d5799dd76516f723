import type { LinkStatus } from '../collab/link';

export interface ConnectionWords {
  tone: 'good' | 'busy' | 'warn' | 'bad';
  words: string;
  /** What it means, and what to do. */
  detail: string;
}

export function describeConnection(
  { phase, unsavedEdits, saved, loaded }: LinkStatus,
  refusedEdit: boolean,
  now: number,
): ConnectionWords {
  if (refusedEdit) {
    return {
      tone: 'bad',
      words: 'Edits not accepted',
      detail: 'The server refused your last edits: they are in this page alone.',
    };
  }
  switch (phase.kind) {
    case 'live':
      return saved
        ? { tone: 'good', words: 'Live · Saved', detail: 'Everything is stored on the server.' }
        : {
            tone: 'busy',
            words: 'Live · Saving…',
            detail: `${edits(unsavedEdits)} on the way to storage.`,
          };
    case 'connecting':
      return {
        tone: 'warn',
        words: loaded ? withEdits('Reconnecting…', unsavedEdits) : 'Connecting…',
        detail: loaded ? KEEP_TYPING : 'Fetching the session.',
      };
    case 'waiting': {
      const seconds = Math.max(1, Math.ceil((phase.retryAt - now) / 1000));
      return {
        tone: 'warn',
        words:
          unsavedEdits > 0
            ? `Offline · ${edits(unsavedEdits, 'unsent ')}`
            : `Reconnecting in ${seconds} s`,
        detail: unsavedEdits > 0 ? `Next attempt in ${seconds} s. ${KEEP_TYPING}` : KEEP_TYPING,
      };
    }
    case 'refused': {
      const { title, detail } = phase.refusal;
      return {
        tone: 'bad',
        words: withEdits(`Refused · ${title}`, unsavedEdits),
        detail,
      };
    }
  }
}

const KEEP_TYPING =
  'Keep typing: your edits are sent when the connection is back. Do not close this page.';

function withEdits(words: string, count: number): string {
  return count > 0 ? `${words} · ${edits(count, 'unsent ')}` : words;
}

function edits(count: number, kind = ''): string {
  return count === 1 ? `1 ${kind}edit` : `${count} ${kind}edits`;
}
