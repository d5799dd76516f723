import { dictionary, list, literal, number, optional, shape, string, type Check } from './check';
import { request } from './http';

export interface User {
  id: string;
  name: string;
  color: string;
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
}

export interface Catalogue {
  items: Language[];
  sandbox: SandboxState;
}

export const user = shape<User>({ id: string, name: string, color: string });
export const role = literal('owner', 'editor', 'viewer');

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
  }),
});

const nothing: Check<undefined> = () => undefined;

export const api = {
  me: () => request('GET', '/api/me', user),
  loginByName: (name: string) =>
    request('POST', '/auth/dev', shape({ user }), { name }).then((answer) => answer.user),
  logout: () => request('POST', '/auth/logout', nothing, {}),
  languages: () => request('GET', '/api/languages', catalogue),
  sessions: (after?: string) =>
    request(
      'GET',
      after === undefined ? '/api/sessions' : `/api/sessions?after=${encodeURIComponent(after)}`,
      shape({ items: list(sessionSummary), next: optional(string) }),
    ),
  session: (id: string) => request('GET', `/api/sessions/${id}`, sessionSummary),
  createSession: (language: string) =>
    request('POST', '/api/sessions', shape({ id: string }), { language }),
  renameSession: (id: string, title: string) =>
    request('PATCH', `/api/sessions/${id}`, sessionSummary, { title }),
  deleteSession: (id: string) => request('DELETE', `/api/sessions/${id}`, nothing),
};
