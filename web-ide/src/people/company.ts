import type { PeopleMessage, ServerMessage } from '../api/messages';
import type { Person, Peer } from '../collab/presence';
import { Store } from '../ui/store';

export interface CompanyView {
  /** Who is here by the server's word; empty until it has spoken. */
  people: PeopleMessage['items'];
  more: number;
  lecture: boolean;
  /** Whom everybody is asked to follow. */
  leader: Person | undefined;
  /** Whom this page follows, by the id of the user. */
  following: string | undefined;
}

/** The others in a session: who they are, who leads, and whom this page follows. */
export class Company {
  readonly view = new Store<CompanyView>({
    people: [],
    more: 0,
    lecture: false,
    leader: undefined,
    following: undefined,
  });

  constructor(private readonly me: string) {}

  /** A new connection tells everything anew. */
  connected(): void {
    this.view.update((before) => ({ ...before, lecture: false, leader: undefined }));
  }

  receive(message: Extract<ServerMessage, { t: 'people' | 'lecture' | 'leads' }>): void {
    switch (message.t) {
      case 'people':
        this.view.update((before) => ({ ...before, people: message.items, more: message.more }));
        break;
      case 'lecture':
        this.view.update((before) => ({ ...before, lecture: message.on }));
        break;
      case 'leads':
        this.#leads(message.user);
        break;
    }
  }

  follow(user: string): void {
    this.view.update((before) => ({ ...before, following: user }));
  }

  readonly stopFollowing = (): void => {
    if (this.view.value().following === undefined) return;
    this.view.update((before) => ({ ...before, following: undefined }));
  };

  get leads(): boolean {
    return this.view.value().leader?.id === this.me;
  }

  /** Whoever leads is followed until one stops; when they end, so does following them. */
  #leads(leader: Person | undefined): void {
    this.view.update((before) => {
      const followedLeader =
        before.following !== undefined && before.following === before.leader?.id;
      const rest = followedLeader ? undefined : before.following;
      return {
        ...before,
        leader,
        following: leader === undefined || leader.id === this.me ? rest : leader.id,
      };
    });
  }
}

/** Names the peers as the server knows them: what their presence claims counts only until it has. */
export function named(peers: readonly Peer[], people: PeopleMessage['items']): Peer[] {
  const byClient = new Map(
    people.flatMap(({ clients, id, name, color }) =>
      clients.map((client) => [client, { id, name, color }] as const),
    ),
  );
  return peers.map((peer) => ({ ...peer, user: byClient.get(peer.client) ?? peer.user }));
}
