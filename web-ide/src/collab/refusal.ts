/** Why the server closed for good, and what a person can do about it. */
export interface Refusal {
  code: number;
  title: string;
  detail: string;
  remedy: 'login' | 'home' | 'reload';
}

/** Codes after which coming back at once would change nothing. */
export function isFinal(code: number): boolean {
  return [1002, 1003, 1007, 1009].includes(code) || (code >= 4400 && code < 4500);
}

export function refusalFor(code: number, reason: string): Refusal {
  switch (code) {
    case 4401:
      return {
        code,
        title: 'Log in',
        detail: 'You are no longer logged in. What you typed comes along when you log in again.',
        remedy: 'login',
      };
    case 4403:
      return {
        code,
        title: 'Not allowed',
        detail: 'You may not open this session. Ask its owner for access.',
        remedy: 'home',
      };
    case 4404:
      return {
        code,
        title: 'No such session',
        detail: 'This session does not exist, or it was deleted. Ask for a new link.',
        remedy: 'home',
      };
    case 1009:
      return {
        code,
        title: 'Too big',
        detail: 'These edits are larger than a session may be. Copy what you need, then reload.',
        remedy: 'reload',
      };
    default:
      return {
        code,
        title: 'Refused',
        detail: reason || `The server ended the connection (code ${code}). Reload the page.`,
        remedy: 'reload',
      };
  }
}
