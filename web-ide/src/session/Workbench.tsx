import { CloudOff } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { User } from '../api/endpoints';
import type { Diagnostic } from '../api/outcome';
import { offsetIn } from '../collab/offsets';
import type { Peer } from '../collab/presence';
import { FileList } from '../files/FileList';
import { useCatalogue } from '../home/useCatalogue';
import { FollowBar } from '../people/FollowBar';
import { useFollow } from '../people/useFollow';
import { InputBox } from '../run/InputBox';
import { OutputPane } from '../run/OutputPane';
import { offsetOf, type Place } from '../run/places';
import { startRun, useStale } from '../run/useRun';
import { useStore } from '../ui/store';
import { isDark } from '../ui/theme';
import { useMedia } from '../ui/useMedia';
import { whyNotSaved } from './connectionWords';
import { DesktopPanes } from './DesktopPanes';
import { PhonePanes } from './PhonePanes';
import { RefusedEdits } from './RefusedEdits';
import type { RefusedEdit, Session } from './session';
import { SessionHeader } from './SessionHeader';
import { useDocumentView, useLink, usePeers } from './useSession';
import styles from './Workbench.module.css';

const CodeEditor = lazy(() => import('../editor/CodeEditor'));
const HistoryView = lazy(() => import('../history/HistoryView'));
const TestsPane = lazy(() => import('../tests/TestsPane'));
const ProblemPane = lazy(() => import('../submission/ProblemPane'));
const PhoneEditor = lazy(() => import('../editor/PhoneEditor'));

interface Props {
  session: Session;
  title: string;
  user: User;
  /** For a guest. */
  onLogIn?: () => void;
}

/** Everything that is seen of one session. */
export function Workbench({ session, title, user, onLogIn }: Props) {
  const view = useDocumentView(session);
  const link = useLink(session);
  const peers = usePeers(session);
  const standing = useStore(session.standing);
  const catalogue = useCatalogue();
  const stale = useStale(session);
  const run = useStore(session.runs.run);
  const dark = useStore(isDark);
  // Monaco's makers do not support phones; a plain text box does its work there.
  const phone = useMedia('(max-width: 720px)');
  const [wanted, setWanted] = useState<string>();
  const [past, setPast] = useState(false);
  const [reveal, setReveal] = useState<{ offset: number }>();

  const active =
    view.files.find((file) => file.id === wanted) ??
    view.files.find((file) => file.id === view.entry) ??
    view.files[0];
  const followed = useFollow(session, peers, setWanted);
  const { leader } = useStore(session.company.view);
  const readOnly =
    !link.loaded ||
    standing.role === 'viewer' ||
    standing.readOnlyBecause !== '' ||
    standing.refusedEdit !== undefined ||
    link.phase.kind === 'refused';

  const keeping = useStore(session.kept.keeping);
  const notice = link.saved
    ? standing.readOnlyBecause
    : standing.readOnlyBecause || whyNotSaved(standing.unsavedBecause, keeping);

  useRunKey(session, standing.role !== 'viewer');
  useEffect(() => {
    document.title = `${title} – Code Run`;
  }, [title]);

  const goTo = (peer: Peer) => {
    if (!peer.cursor) return;
    const text = session.document.text(peer.cursor.file);
    const offset = text && offsetIn(text, peer.cursor.head);
    if (offset === undefined) return;
    setWanted(peer.cursor.file);
    setReveal({ offset });
  };

  const goToPlace = (place: Place) => {
    const file = view.files.find((each) => each.path === place.path);
    const text = file && session.document.text(file.id);
    if (!text) return;
    setWanted(file.id);
    setReveal({ offset: offsetOf(text.toString(), place) });
  };

  const open = (id: string) => {
    session.company.stopFollowing();
    setWanted(id);
    setReveal(undefined);
  };

  const files = (
    <FileList
      document={session.document}
      view={view}
      active={active?.id}
      peers={peers}
      readOnly={readOnly}
      onOpen={open}
    />
  );
  const editor = active && (
    <Suspense fallback={<EditorSkeleton />}>
      {phone ? (
        <PhoneEditor
          key={active.id}
          text={session.document.text(active.id)}
          path={active.path}
          readOnly={readOnly}
        />
      ) : (
        <CodeEditor
          session={session}
          file={active.id}
          path={active.path}
          dark={dark}
          readOnly={readOnly}
          reveal={reveal}
          diagnostics={run?.diagnostics ?? NO_DIAGNOSTICS}
          hash={run?.about.hashes[active.path]}
          followed={followed?.file === active.id ? followed : undefined}
          leading={leader?.id === user.id}
        />
      )}
    </Suspense>
  );
  const stop = session.company.stopFollowing;
  const place = editor ? (
    <div className={styles.place} onPointerDown={stop} onWheel={stop} onKeyDown={stop}>
      {editor}
      <FollowBar session={session} me={user.id} peers={peers} />
    </div>
  ) : (
    emptyPlace(link.loaded)
  );
  const paths = view.files.map((file) => file.path);
  const output = (
    <OutputPane
      session={session}
      catalogue={catalogue}
      language={view.language}
      stale={stale}
      me={user.id}
      paths={paths}
      onPlace={goToPlace}
    />
  );
  const input = <InputBox document={session.document} readOnly={readOnly} />;
  const problem = view.problem;
  const side =
    problem === undefined ? (
      files
    ) : (
      <Suspense>
        <ProblemPane session={session} problem={problem} readOnly={readOnly} files={files} />
      </Suspense>
    );
  const tests = (open: boolean, onOpen?: (open: boolean) => void) => (
    <Suspense>
      <TestsPane
        session={session}
        readOnly={readOnly}
        paths={paths}
        onPlace={goToPlace}
        open={open}
        {...(onOpen && { onOpen })}
      />
    </Suspense>
  );
  const hasProblem = problem !== undefined;
  const panes = { session, hasProblem, files: side, editor: place, output, input };

  return (
    <div className={styles.workbench}>
      <SessionHeader
        session={session}
        title={title}
        user={user}
        link={link}
        view={view}
        peers={peers}
        standing={standing}
        catalogue={catalogue}
        readOnly={readOnly}
        past={past}
        onPast={() => setPast(!past)}
        onGoTo={goTo}
        onOpen={open}
        onLogIn={onLogIn}
      />
      {notice !== '' && (
        <div className={styles.banner} role="alert">
          <CloudOff size={16} />
          {notice}
        </div>
      )}
      {standing.refusedEdit !== undefined && (
        <RefusedEdits
          {...refusedWords(standing.refusedEdit)}
          path={active?.path}
          text={active && session.document.text(active.id)}
          onDiscard={() => session.kept.forget()}
        />
      )}
      {link.phase.kind === 'refused' && link.unsavedEdits > 0 && (
        <RefusedEdits
          title={link.phase.refusal.title + '.'}
          reason={`${link.phase.refusal.detail} ${lostEdits(link.unsavedEdits)} this page alone. Copy what you need.`}
          path={active?.path}
          text={active && session.document.text(active.id)}
        />
      )}
      <main className={styles.main}>
        {past && (
          <Suspense>
            <HistoryView
              session={session.id}
              mayRestore={standing.role !== 'viewer'}
              dark={dark}
              phone={phone}
              onClose={() => setPast(false)}
            />
          </Suspense>
        )}
        {/* They stay, with what is open in them. */}
        <div className={styles.panes} hidden={past}>
          {phone ? (
            <PhonePanes {...panes} tests={tests(true)} />
          ) : (
            <DesktopPanes {...panes} tests={tests} />
          )}
        </div>
      </main>
    </div>
  );
}

/** Where the text is that was refused, and what becomes of it. */
function refusedWords({ forRole, reason }: RefusedEdit) {
  return forRole
    ? {
        title: 'What you typed last is in this page alone.',
        reason:
          'You may only watch now. It goes in by itself if you may edit again; until then, copy what you need.',
      }
    : { title: 'Your last edits were not accepted.', reason: `${reason} Copy what you need.` };
}

function lostEdits(count: number): string {
  return count === 1 ? 'Your last edit is in' : `Your last ${count} edits are in`;
}

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

function emptyPlace(loaded: boolean) {
  return loaded ? <NoFiles /> : <EditorSkeleton />;
}

function EditorSkeleton() {
  return (
    <div className={styles.skeleton} aria-label="The editor is loading" role="img">
      {[42, 68, 55, 30, 61].map((width) => (
        <span key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

function NoFiles() {
  return <p className={styles.noFiles}>This session has no files. Add one on the left.</p>;
}

/** Ctrl+Enter or Cmd+Enter runs, wherever the focus is; before the editor takes it for a new line. */
function useRunKey(session: Session, mayRun: boolean): void {
  useEffect(() => {
    if (!mayRun) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      if (event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      startRun(session);
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [session, mayRun]);
}
