import { readUser, type User } from '../api/endpoints';

const KEY = 'coderun.user';

/** Who used this browser last, for when the server cannot be asked. */
export function lastUser(): User | undefined {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === null ? undefined : readUser(JSON.parse(stored));
  } catch {
    return undefined;
  }
}

export function rememberUser(user: User): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(user));
  } catch {
    // Storage may be forbidden or full; the page then asks the server each time.
  }
}

export function forgetLastUser(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}
