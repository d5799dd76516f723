import { History, Link2 } from 'lucide-react';
import { Link } from 'react-router';
import { AccountMenu } from '../account/AccountMenu';
import type { Catalogue, User } from '../api/endpoints';
import type { DocumentView } from '../collab/document';
import type { LinkStatus } from '../collab/link';
import { people, type Peer } from '../collab/presence';
import { RunControls } from '../run/RunControls';
import { startRun } from '../run/useRun';
import { Avatar } from '../ui/Avatar';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copyText';
import { IconButton } from '../ui/IconButton';
import { Logo } from '../ui/Logo';
import { useStore } from '../ui/store';
import { ThemeMenu } from '../ui/ThemeMenu';
import { Tip } from '../ui/Tip';
import { ConnectionChip } from './ConnectionChip';
import { LanguagePicker } from './LanguagePicker';
import type { Session, Standing } from './session';
import styles from './SessionHeader.module.css';
import { SessionTitle } from './SessionTitle';

interface Props {
  session: Session;
  title: string;
  user: User;
  link: LinkStatus;
  view: DocumentView;
  peers: readonly Peer[];
  standing: Standing;
  catalogue: Catalogue | undefined;
  readOnly: boolean;
  /** Whether the history is shown. */
  past: boolean;
  onPast: () => void;
  onGoTo: (peer: Peer) => void;
  onOpen: (file: string) => void;
}

const SHOWN_PEOPLE = 5;

export function SessionHeader(props: Props) {
  const { session, title, user, link, view, peers, standing, catalogue, readOnly } = props;
  const others = people(peers).filter((peer) => peer.user.id !== user.id);
  const share = () =>
    copyText(
      window.location.href,
      'Address copied',
      'Whoever is logged in and has it can edit and run with you.',
    );
  return (
    <header className={styles.header}>
      <Tip label="Your sessions">
        <Link to="/" className={styles.home} aria-label="Your sessions">
          <Logo />
        </Link>
      </Tip>
      <h1 className="visually-hidden">{title}</h1>
      <SessionTitle id={session.id} title={title} readOnly={standing.role === 'viewer'} />
      <ConnectionChip
        link={link}
        refusedEdit={standing.refusedEdit !== undefined}
        keeping={useStore(session.kept.keeping)}
        onRetry={session.link.retryNow}
      />
      <span className={styles.spacer} />
      <span className={styles.row} />
      <LanguagePicker
        document={session.document}
        view={view}
        catalogue={catalogue}
        readOnly={readOnly}
        onOpen={props.onOpen}
      />
      <RunControls
        session={session}
        onRun={() => startRun(session)}
        disabled={standing.role === 'viewer' || link.phase.kind !== 'live'}
      />
      <span className={styles.line} />
      {others.length > 0 && (
        <ul className={styles.people} aria-label="Participants">
          {others.slice(0, SHOWN_PEOPLE).map((peer) => (
            <li key={peer.client}>
              <Tip label={peer.cursor ? `Go to ${peer.user.name}` : peer.user.name}>
                <button
                  type="button"
                  aria-label={`Go to ${peer.user.name}`}
                  onClick={() => props.onGoTo(peer)}
                >
                  <Avatar name={peer.user.name} color={peer.user.color} />
                </button>
              </Tip>
            </li>
          ))}
          {others.length > SHOWN_PEOPLE && (
            <li className={styles.more}>+{others.length - SHOWN_PEOPLE}</li>
          )}
        </ul>
      )}
      <IconButton label="History" aria-pressed={props.past} onClick={props.onPast}>
        <History size={16} />
      </IconButton>
      <Tip label="Copy the address of this session">
        <Button onClick={() => void share()} className={styles.share ?? ''} aria-label="Share">
          <Link2 size={15} />
          <span>Share</span>
        </Button>
      </Tip>
      <span className={styles.account}>
        <ThemeMenu />
        <AccountMenu user={user} />
      </span>
    </header>
  );
}
