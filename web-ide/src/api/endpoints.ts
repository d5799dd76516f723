import {
  boolean,
  dictionary,
  list,
  literal,
  number,
  optional,
  shape,
  string,
  type Check,
} from './check';
import { loginWay, request } from './http';

export interface User {
  id: string;
  name: string;
  color: string;
  /** The address of a picture. */
  avatar?: string | undefined;
}

export interface LinkedLogin {
  id: string;
  /** A provider's word, or an issuer's address. */
  provider: string;
  /** What it is called, if this server still knows it. */
  name?: string | undefined;
  label: string;
}

export interface Device {
  id: string;
  /** What its browser says of itself. */
  label: string;
  usedAt: string;
  current: boolean;
}

export type TokenPower = 'read' | 'change';

export interface ApiToken {
  id: string;
  name: string;
  power: TokenPower;
  usedAt: string | undefined;
  expiresAt: string;
}

export type Role = 'owner' | 'editor' | 'viewer';

export interface SessionSummary {
  id: string;
  title: string;
  language: string;
  owner: { id: string; name: string };
  role: Role;
  createdAt: string;
  openedAt: string;
}

export type LanguageState = 'ready' | 'building' | 'missing' | 'failed';

export interface Language {
  id: string;
  name: string;
  version: string;
  /** The compiler, its version, its flags. */
  uses: string | undefined;
  entry: string;
  monaco: string;
  state: LanguageState;
  detail: string | undefined;
  percent: number | undefined;
  template: Record<string, string> | undefined;
}

export interface SandboxState {
  state: 'starting' | 'ready' | 'unavailable';
  detail: string | undefined;
  advice: string | undefined;
  kind: string;
  /** What a container would give and these boxes do not, in sentences. */
  notGuaranteed: string[] | undefined;
}

export interface Catalogue {
  items: Language[];
  sandbox: SandboxState;
}

export const user = shape<User>({
  id: string,
  name: string,
  color: string,
  avatar: optional(string),
});
export const readUser = (value: unknown): User => user(value, 'user');
export const role = literal('owner', 'editor', 'viewer');

export interface Moment {
  version: string;
  revision: number;
  from: string;
  to: string;
  edits: number;
  authors: User[];
  /** The version that it was made to be again, if it was. */
  restored: { version: string; time: string } | undefined;
}

export interface FileChange {
  change: 'added' | 'removed' | 'changed' | 'renamed';
  path: string;
  oldPath: string | undefined;
  before: string | undefined;
  after: string | undefined;
}

const moment = shape<Moment>({
  version: string,
  revision: number,
  from: string,
  to: string,
  edits: number,
  authors: list(user),
  restored: optional(shape({ version: string, time: string })),
});

const fileChange = shape<FileChange>({
  change: literal('added', 'removed', 'changed', 'renamed'),
  path: string,
  oldPath: optional(string),
  before: optional(string),
  after: optional(string),
});

const sessionSummary = shape<SessionSummary>({
  id: string,
  title: string,
  language: string,
  owner: shape({ id: string, name: string }),
  role,
  createdAt: string,
  openedAt: string,
});

const catalogue = shape<Catalogue>({
  items: list(
    shape<Language>({
      id: string,
      name: string,
      version: string,
      uses: optional(string),
      entry: string,
      monaco: string,
      state: literal('ready', 'building', 'missing', 'failed'),
      detail: optional(string),
      percent: optional(number),
      template: optional(dictionary(string)),
    }),
  ),
  sandbox: shape<SandboxState>({
    state: literal('starting', 'ready', 'unavailable'),
    detail: optional(string),
    advice: optional(string),
    kind: string,
    notGuaranteed: optional(list(string)),
  }),
});

const apiToken = shape<ApiToken>({
  id: string,
  name: string,
  power: literal('read', 'change'),
  usedAt: optional(string),
  expiresAt: string,
});

const nothing: Check<undefined> = () => undefined;

export const api = {
  me: () => request('GET', '/api/me', user),
  loginByName: (name: string) =>
    request('POST', '/auth/dev', shape({ user }), { name }).then((answer) => answer.user),
  logout: (everywhere = false) => request('POST', '/auth/logout', nothing, { everywhere }),
  changeMe: (changes: { name?: string; color?: string }) =>
    request('PATCH', '/api/me', user, changes),
  deleteMe: (name: string) => request('DELETE', '/api/me', nothing, { name }),
  setAvatar: (png: Blob) => request('PUT', '/api/me/avatar', user, png),
  removeAvatar: () => request('DELETE', '/api/me/avatar', user),
  loginWays: () => request('GET', '/auth/ways', shape({ items: list(loginWay) })),
  logins: () =>
    request(
      'GET',
      '/api/me/logins',
      shape({
        items: list(
          shape<LinkedLogin>({
            id: string,
            provider: string,
            name: optional(string),
            label: string,
          }),
        ),
      }),
    ),
  beginLink: (provider: string) =>
    request('POST', `/auth/link/${provider}`, shape({ location: string }), {}),
  unlink: (id: string) => request('DELETE', `/api/me/logins/${id}`, nothing),
  devices: () =>
    request(
      'GET',
      '/api/me/devices',
      shape({
        items: list(shape<Device>({ id: string, label: string, usedAt: string, current: boolean })),
      }),
    ),
  endDevice: (id: string) => request('DELETE', `/api/me/devices/${id}`, nothing),
  tokens: () => request('GET', '/api/me/tokens', shape({ items: list(apiToken) })),
  makeToken: (name: string, power: TokenPower, days: number) =>
    request('POST', '/api/me/tokens', shape({ token: string }), { name, power, days }),
  revokeToken: (id: string) => request('DELETE', `/api/me/tokens/${id}`, nothing),
  languages: () => request('GET', '/api/languages', catalogue),
  sessions: (after?: string) =>
    request(
      'GET',
      after === undefined ? '/api/sessions' : `/api/sessions?after=${encodeURIComponent(after)}`,
      shape({ items: list(sessionSummary), next: optional(string) }),
    ),
  session: (id: string) => request('GET', `/api/sessions/${id}`, sessionSummary),
  createSession: (language: string, problem?: string) =>
    request('POST', '/api/sessions', shape({ id: string }), { language, problem }),
  renameSession: (id: string, title: string) =>
    request('PATCH', `/api/sessions/${id}`, sessionSummary, { title }),
  history: (id: string, after?: string) =>
    request(
      'GET',
      `/api/sessions/${id}/history${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`,
      shape({ items: list(moment), next: optional(string), retentionDays: number }),
    ),
  filesAt: (id: string, version: string) =>
    request(
      'GET',
      `/api/sessions/${id}/history/${version}`,
      shape({ files: dictionary(string) }),
    ).then((answer) => answer.files),
  changes: (id: string, version: string, since: string) =>
    request(
      'GET',
      `/api/sessions/${id}/history/${version}/changes?since=${since}`,
      shape({ files: list(fileChange) }),
    ).then((answer) => answer.files),
  restoreVersion: (id: string, version: string) =>
    request('POST', `/api/sessions/${id}/history/restore`, shape({ revision: number }), {
      version,
    }),
  deleteSession: (id: string) => request('DELETE', `/api/sessions/${id}`, nothing),
};
