const PREFIX = 'coderun.join.';

/**
 * Takes a link's secret out of the address, where it would stay in the history, and keeps it for this tab until it has
 * been used: a login in between may lead away from this page.
 */
export function receiveInvitation(session: string): void {
  const secret = new URLSearchParams(window.location.hash.slice(1)).get('join');
  if (secret === null) return;
  sessionStorage.setItem(PREFIX + session, secret);
  window.history.replaceState(window.history.state, '', window.location.pathname);
}

export function invitation(session: string): string | undefined {
  return sessionStorage.getItem(PREFIX + session) ?? undefined;
}

export function forgetInvitation(session: string): void {
  sessionStorage.removeItem(PREFIX + session);
}

export function invitationAddress(session: string, secret: string): string {
  return `${window.location.origin}/s/${session}#join=${secret}`;
}
