import { boolean, list, literal, optional, shape, string, type Check } from './check';
import { request } from './http';
import { role, type Role } from './endpoints';

export type GivenRole = Exclude<Role, 'owner'>;
export type RoleOrNone = GivenRole | 'none';

export interface Sharing {
  address: RoleOrNone;
  guests: boolean;
}

export interface Access {
  role: Role;
  lecture: boolean;
  /** Told to the owner alone. */
  sharing: Sharing | undefined;
}

export interface Member {
  id: string;
  name: string;
  role: Role | 'none';
  by: 'owner' | 'share' | 'address';
}

export interface Share {
  id: string;
  role: Role;
  createdAt: string;
  expires: string | undefined;
  /** Only in the answer to who made it. */
  secret: string | undefined;
}

const roleOrNone = literal('editor', 'viewer', 'none');

const access = shape<Access>({
  role,
  lecture: boolean,
  sharing: optional(shape<Sharing>({ address: roleOrNone, guests: boolean })),
});

const member = shape<Member>({
  id: string,
  name: string,
  role: literal('owner', 'editor', 'viewer', 'none'),
  by: literal('owner', 'share', 'address'),
});

const share = shape<Share>({
  id: string,
  role,
  createdAt: string,
  expires: optional(string),
  secret: optional(string),
});

const nothing: Check<undefined> = () => undefined;
const at = (id: string, rest = '') => `/api/sessions/${id}${rest}`;

/** Who may do what in a session, as docs/protocol.md, section 6, has it. */
export const sharing = {
  access: (id: string) => request('GET', at(id), access),
  share: (id: string, wanted: Partial<Sharing>) =>
    request('PATCH', at(id), access, { sharing: wanted }),
  lecture: (id: string, on: boolean) => request('PATCH', at(id), access, { lecture: on }),
  members: (id: string, after?: string) =>
    request(
      'GET',
      at(id, after === undefined ? '/members' : `/members?after=${encodeURIComponent(after)}`),
      shape({ items: list(member), next: optional(string) }),
    ),
  decide: (id: string, user: string, wanted: RoleOrNone) =>
    request('PATCH', at(id, `/members/${encodeURIComponent(user)}`), member, { role: wanted }),
  links: (id: string) =>
    request('GET', at(id, '/shares'), shape({ items: list(share) })).then(({ items }) => items),
  addLink: (id: string, wanted: GivenRole, expiresIn: number | undefined) =>
    request('POST', at(id, '/shares'), share, {
      role: wanted,
      ...(expiresIn !== undefined && { expiresIn }),
    }),
  revokeLink: (id: string, link: string) => request('DELETE', at(id, `/shares/${link}`), nothing),
  join: (id: string, secret: string) =>
    request('POST', at(id, '/join'), shape({ role }), { secret }),
};
