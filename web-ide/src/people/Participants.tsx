import { Eye, EyeOff, Locate } from 'lucide-react';
import type { Role } from '../api/endpoints';
import { sharing, type RoleOrNone } from '../api/sharing';
import { people as eachOnce, type Peer } from '../collab/presence';
import type { Session } from '../session/session';
import { Avatar } from '../ui/Avatar';
import { showError } from '../ui/errors';
import { Menu, MenuChoice, MenuHeading, MenuItem, MenuLine } from '../ui/Menu';
import { useStore } from '../ui/store';
import styles from './Participants.module.css';
import { ROLE_WORDS } from './words';

interface Props {
  session: Session;
  me: string;
  role: Role;
  peers: readonly Peer[];
  onGoTo: (peer: Peer) => void;
}

const SHOWN = 5;

const ROLES = (['editor', 'viewer', 'none'] as const).map((value) => ({
  value,
  label: value === 'none' ? 'Remove from session' : ROLE_WORDS[value],
}));

/** Who else is here; each with a menu: follow, go there, and for the owner what they may do. */
export function Participants({ session, me, role, peers, onGoTo }: Props) {
  const { people, following, lecture } = useStore(session.company.view);
  const others = eachOnce(peers).filter((peer) => peer.user.id !== me || me === '');
  if (others.length === 0) return null;

  const decide = async (user: string, wanted: RoleOrNone) => {
    try {
      await sharing.decide(session.id, user, wanted);
    } catch (error) {
      showError(error);
    }
  };

  return (
    <ul className={styles.people} aria-label="Participants">
      {others.slice(0, SHOWN).map((peer) => {
        const { id, name, color } = peer.user;
        const theirs = people.find((each) => each.id === id)?.role;
        const followed = following === id;
        return (
          <li key={peer.client}>
            <Menu
              label={name}
              trigger={
                <button
                  type="button"
                  aria-label={theirs ? `${name}, ${ROLE_WORDS[theirs].toLowerCase()}` : name}
                  title={name}
                  data-followed={followed}
                  data-watching={theirs === 'viewer'}
                  style={{ '--peer': color }}
                >
                  <Avatar name={name} color={color} />
                </button>
              }
            >
              <MenuHeading>
                <strong>{name}</strong>
                {theirs && ` · ${ROLE_WORDS[theirs].toLowerCase()}`}
              </MenuHeading>
              <MenuItem
                icon={followed ? <EyeOff size={15} /> : <Eye size={15} />}
                onSelect={() =>
                  followed ? session.company.stopFollowing() : session.company.follow(id)
                }
              >
                {followed ? 'Stop following' : 'Follow'}
              </MenuItem>
              <MenuItem
                icon={<Locate size={15} />}
                disabled={!peer.cursor}
                onSelect={() => onGoTo(peer)}
              >
                Go to their caret
              </MenuItem>
              {role === 'owner' && id !== '' && theirs !== undefined && theirs !== 'owner' && (
                <>
                  <MenuLine />
                  {lecture && <MenuHeading>After the lecture:</MenuHeading>}
                  <MenuChoice
                    value={lecture ? '' : theirs}
                    options={ROLES}
                    onChange={(wanted) => wanted !== '' && void decide(id, wanted)}
                  />
                </>
              )}
            </Menu>
          </li>
        );
      })}
      {others.length > SHOWN && <li className={styles.more}>+{others.length - SHOWN}</li>}
    </ul>
  );
}
