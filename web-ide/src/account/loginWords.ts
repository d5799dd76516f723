/** What went wrong with a login, by the kind that the server led back with. */
const SENTENCES: Record<string, string> = {
  'login-refused': 'You were not logged in. Try again, or choose another way.',
  'login-not-begun-here':
    'That login was begun in another browser, was finished before, or took longer than ten minutes. Start it again.',
  'login-unbelievable':
    'What the login provider answered does not hold. Try again; if it stays, tell whoever runs this server.',
  'login-taken':
    'That login belongs to another account here. Log in with it and unlink it there first.',
  'too-many-logins': 'Your account has as many logins as fit. Unlink one first.',
  'provider-down': 'The login provider does not answer. Try again in a moment.',
  'no-such-provider': 'This server does not log in that way.',
  'return-not-ours': 'That link led away from this server, so it was not followed.',
  'store-down': 'The database does not answer. Try again in a moment.',
};

export function loginProblem(kind: string | null): string | undefined {
  if (kind === null) return undefined;
  return SENTENCES[kind] ?? 'That did not work. Try again in a moment.';
}

/** A provider as people call it; an issuer of one's own by its host. */
export function providerName(realm: string): string {
  const known: Record<string, string> = {
    google: 'Google',
    'https://accounts.google.com': 'Google',
    github: 'GitHub',
    facebook: 'Facebook',
    dev: 'Development login',
  };
  return known[realm] ?? realm.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

/** Whose sign stands beside it. */
export function providerIcon(realm: string): string {
  return realm === 'https://accounts.google.com' ? 'google' : realm;
}
