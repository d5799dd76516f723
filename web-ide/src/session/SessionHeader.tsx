import { History } from 'lucide-react';
import { Link } from 'react-router';
import { AccountMenu } from '../account/AccountMenu';
import type { Catalogue, User } from '../api/endpoints';
import type { DocumentView } from '../collab/document';
import type { LinkStatus } from '../collab/link';
import type { Peer } from '../collab/presence';
import { LectureMenu } from '../people/LectureMenu';
import { Participants } from '../people/Participants';
import { ShareButton } from '../people/ShareButton';
import { WatchingChip } from '../people/WatchingChip';
import { RunControls } from '../run/RunControls';
import { startRun } from '../run/useRun';
import { Button } from '../ui/Button';
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
  /** For a guest. */
  onLogIn: (() => void) | undefined;
}

export function SessionHeader(props: Props) {
  const { session, title, user, link, view, peers, standing, catalogue, readOnly, onLogIn } = props;
  const { lecture } = useStore(session.company.view);
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
        standing={standing}
        keeping={useStore(session.kept.keeping)}
        onRetry={session.link.retryNow}
      />
      <WatchingChip role={standing.role} lecture={lecture} />
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
      <Participants
        session={session}
        me={user.id}
        role={standing.role}
        peers={peers}
        onGoTo={props.onGoTo}
      />
      {standing.role === 'owner' && <LectureMenu session={session} me={user.id} />}
      {!onLogIn && (
        <IconButton label="History" aria-pressed={props.past} onClick={props.onPast}>
          <History size={16} />
        </IconButton>
      )}
      <ShareButton session={session.id} role={standing.role} />
      <span className={styles.account}>
        <ThemeMenu />
        {onLogIn ? (
          <Button look="primary" onClick={onLogIn}>
            Log in
          </Button>
        ) : (
          <AccountMenu user={user} />
        )}
      </span>
    </header>
  );
}
