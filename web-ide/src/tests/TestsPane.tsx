import { ChevronDown, ChevronUp, FlaskConical, Pause, Play, Plus, RotateCw } from 'lucide-react';
import { MAX_CASES } from '../collab/cases';
import type { Place } from '../run/places';
import { Problems } from '../run/Problems';
import type { Session } from '../session/session';
import { useDocumentView } from '../session/useSession';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { useStore } from '../ui/store';
import { TestView } from './TestView';
import styles from './TestsPane.module.css';
import { caseTest, firstFailure, isFresh, lastKnown } from './testsState';
import { TestStrip } from './TestStrip';
import { useTests } from './useTests';
import { nextCaseName, summary } from './words';

interface Props {
  session: Session;
  readOnly: boolean;
  paths: readonly string[];
  onPlace: (place: Place) => void;
  /** Whether there is room for more than the strip. */
  open: boolean;
  /** Absent where it is always open. */
  onOpen?: (open: boolean) => void;
}

/** What the session's tests say of what is typed, for everybody in it. */
export default function TestsPane({ session, readOnly, paths, onPlace, open, onOpen }: Props) {
  const { state, held, shown } = useTests(session);
  const { testsPaused: paused, problem } = useDocumentView(session);
  const wanted = useStore(session.tests.chosen);
  const { cases } = session.document;
  const { round } = state;
  const stands = summary(state, shown, held, paused);
  const chosen = shown.find(({ test }) => test.id === wanted) ?? firstFailure(shown);
  const fresh = isFresh(round?.about, held);
  const why = stands.tone === 'bad' ? round?.done?.reason : undefined;

  const choose = (test: string) => {
    session.tests.chosen.set(test);
    onOpen?.(true);
  };
  const add = () => choose(caseTest(cases.add(nextCaseName(cases.view().map(({ name }) => name)))));
  const full = cases.view().length >= MAX_CASES;
  const strip = (
    <TestStrip shown={shown} chosen={open ? chosen?.test.id : undefined} onChoose={choose} />
  );

  return (
    <section className={styles.pane} aria-label="Tests" data-open={open}>
      <header className={styles.header}>
        <h2>Tests</h2>
        <span className={styles.summary} data-tone={stands.tone} title={stands.words}>
          {stands.words}
        </span>
        {/* Every change of it would be too much to listen to. */}
        <span className="visually-hidden" role="status" aria-label="Test status">
          {stands.tone === 'busy' || stands.words === 'Changed since' ? '' : stands.words}
        </span>
        <div className={styles.glance}>{!open && strip}</div>
        <IconButton label="Test now" disabled={readOnly} onClick={() => session.tests.run()}>
          <RotateCw size={14} />
        </IconButton>
        <IconButton
          label={paused ? 'Go on testing while we type' : 'Pause testing, for everybody'}
          aria-pressed={paused}
          disabled={readOnly}
          onClick={() => session.document.pauseTests(!paused)}
        >
          {paused ? <Play size={14} /> : <Pause size={14} />}
        </IconButton>
        <IconButton
          label={full ? `There may be ${MAX_CASES} cases` : 'Add a case'}
          disabled={readOnly || full}
          onClick={add}
        >
          <Plus size={15} />
        </IconButton>
        {onOpen && (
          <IconButton
            label={open ? 'Fold the tests' : 'Unfold the tests'}
            aria-expanded={open}
            onClick={() => onOpen(!open)}
          >
            {open ? <ChevronUp size={15} /> : <ChevronDown size={15} />}
          </IconButton>
        )}
      </header>
      {open && (
        <div className={styles.body}>
          {shown.length > 0 && <div className={styles.strip}>{strip}</div>}
          {round && (
            <div className={styles.compiler} data-stale={!fresh || round.earlier.length > 0}>
              <Problems diagnostics={lastKnown(round)} onPlace={onPlace} />
              {round.done?.compiler !== undefined && round.diagnostics.length === 0 && (
                <pre aria-label="Compiler messages">{round.done.compiler}</pre>
              )}
            </div>
          )}
          {why !== undefined && <p className={styles.why}>{why}</p>}
          {chosen && (
            <TestView
              key={chosen.test.id}
              session={session}
              problem={problem}
              cell={chosen}
              readOnly={readOnly}
              paths={paths}
              onPlace={onPlace}
            />
          )}
          {shown.length === 0 && (
            <NoTests hasSamples={problem !== undefined} readOnly={readOnly} onAdd={add} />
          )}
          {shown.length > 0 && !chosen && (
            <p className={styles.hint}>Choose a test to see what it gave and got.</p>
          )}
        </div>
      )}
    </section>
  );
}

interface NoTestsProps {
  hasSamples: boolean;
  readOnly: boolean;
  onAdd: () => void;
}

function NoTests({ hasSamples, readOnly, onAdd }: NoTestsProps) {
  return (
    <div className={styles.none}>
      <FlaskConical size={22} aria-hidden />
      <p className={styles.noneTitle}>See what works while you type</p>
      <p>
        {hasSamples && 'The samples are run as soon as the program is changed. '}
        Add a case, an input and what has to come out, or write unit tests: they are found by
        themselves. Everybody here sees the same results.
      </p>
      {!readOnly && (
        <Button size="s" onClick={onAdd}>
          <Plus size={13} />
          Add a case
        </Button>
      )}
    </div>
  );
}
