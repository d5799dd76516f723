import type { Role } from '../api/endpoints';
import type { RoleOrNone } from '../api/sharing';

/** What a role lets one do, in a few words. */
export const ROLE_WORDS: Record<Role | 'none', string> = {
  owner: 'Owner',
  editor: 'Can edit',
  viewer: 'Can watch',
  none: 'No access',
};

export const ADDRESS_WORDS: Record<RoleOrNone, { label: string; detail: string }> = {
  none: { label: 'Nobody', detail: 'The address alone lets nobody in.' },
  viewer: { label: 'Can watch', detail: 'Whoever is logged in and has the address.' },
  editor: { label: 'Can edit and run', detail: 'Whoever is logged in and has the address.' },
};

const HOUR = 3600;

export const LIFETIMES = [
  { value: 'hour', label: 'For an hour', seconds: HOUR },
  { value: 'day', label: 'For a day', seconds: 24 * HOUR },
  { value: 'week', label: 'For a week', seconds: 7 * 24 * HOUR },
  { value: 'ever', label: 'Until I revoke it', seconds: undefined },
] as const;

export type Lifetime = (typeof LIFETIMES)[number]['value'];

/** When a link ends, as seen from now. */
export function endWords(expires: string | undefined, now: number): string {
  if (expires === undefined) return 'until revoked';
  const minutes = Math.max(0, Math.ceil((Date.parse(expires) - now) / 60_000));
  if (minutes < 60) return `${minutes} min left`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h left` : `${Math.round(hours / 24)} days left`;
}
