import { Eye } from 'lucide-react';
import type { Peer } from '../collab/presence';
import type { Session } from '../session/session';
import { Button } from '../ui/Button';
import { useStore } from '../ui/store';
import styles from './FollowBar.module.css';

interface Props {
  session: Session;
  me: string;
  peers: readonly Peer[];
}

/** Says whom this page follows, or who asks to be followed; nothing if neither. */
export function FollowBar({ session, me, peers }: Props) {
  const { following, leader } = useStore(session.company.view);
  const followed =
    following === undefined
      ? undefined
      : (peers.find((peer) => peer.user.id === following)?.user ??
        (leader?.id === following ? leader : undefined));
  if (followed) {
    return (
      <div className={styles.bar} style={{ '--peer': followed.color }} role="status">
        <Eye size={14} />
        <span>
          You follow <strong>{followed.name}</strong>
        </span>
        <Button size="s" onClick={session.company.stopFollowing}>
          Stop
        </Button>
      </div>
    );
  }
  if (leader && leader.id !== me) {
    return (
      <div className={styles.bar} style={{ '--peer': leader.color }} role="status">
        <span>
          <strong>{leader.name}</strong> asks everybody to follow
        </span>
        <Button size="s" onClick={() => session.company.follow(leader.id)}>
          Follow
        </Button>
      </div>
    );
  }
  return null;
}
