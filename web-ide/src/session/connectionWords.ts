import type { LinkStatus } from '../collab/link';
import type { Keeping } from '../kept/keptDocument';
import type { Standing } from './session';

export interface ConnectionWords {
  tone: 'good' | 'busy' | 'warn' | 'bad';
  words: string;
  /** What it means, and what to do. */
  detail: string;
}

export function describeConnection(
  { phase, unsavedEdits, saved, loaded }: LinkStatus,
  { refusedEdit, unsavedBecause }: Pick<Standing, 'refusedEdit' | 'unsavedBecause'>,
  keeping: Keeping,
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
      if (saved) {
        return {
          tone: 'good',
          words: 'Live · Saved',
          detail: 'Everything is stored on the server.',
        };
      }
      return unsavedBecause !== ''
        ? {
            tone: 'warn',
            words: 'Live · Not saved',
            detail: whyNotSaved(unsavedBecause, keeping),
          }
        : {
            tone: 'busy',
            words: 'Live · Saving…',
            detail: `${edits(unsavedEdits)} on the way to storage.`,
          };
    case 'connecting':
      return {
        tone: 'warn',
        words: loaded ? withEdits('Reconnecting…', unsavedEdits) : 'Connecting…',
        detail: loaded ? KEEP_TYPING[keeping] : 'Fetching the session.',
      };
    case 'waiting': {
      const seconds = Math.max(1, Math.ceil((phase.retryAt - now) / 1000));
      return {
        tone: 'warn',
        words:
          unsavedEdits > 0
            ? `Offline · ${edits(unsavedEdits, 'unsent ')}`
            : `Reconnecting in ${seconds} s`,
        detail: `Next attempt in ${seconds} s. ${KEEP_TYPING[keeping]}`,
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

/** Nothing if there is no reason. */
export function whyNotSaved(reason: string, keeping: Keeping): string {
  return reason === '' ? '' : `${reason} ${KEPT_MEANWHILE[keeping]}`;
}

const KEPT_MEANWHILE: Record<Keeping, string> = {
  yes: 'Your edits are kept in this browser meanwhile.',
  no: 'Do not close this page meanwhile: this browser keeps nothing for it.',
  full: 'Do not close this page meanwhile: this browser has no room left to keep your edits.',
};

const KEEP_TYPING: Record<Keeping, string> = {
  yes: 'Keep typing: your edits are kept in this browser, and are sent when the connection is back.',
  no: 'Keep typing, but do not close this page: this browser keeps nothing for it. Your edits are sent when the connection is back.',
  full: 'Keep typing, but do not close this page: this browser has no room left to keep your edits. They are sent when the connection is back.',
};

function withEdits(words: string, count: number): string {
  return count > 0 ? `${words} · ${edits(count, 'unsent ')}` : words;
}

function edits(count: number, kind = ''): string {
  return count === 1 ? `1 ${kind}edit` : `${count} ${kind}edits`;
}
