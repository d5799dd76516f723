import { Check, Copy, History } from 'lucide-react';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { Catalogue } from '../api/endpoints';
import type { Session } from '../session/session';
import { showError } from '../ui/errors';
import { IconButton } from '../ui/IconButton';
import { useStore } from '../ui/store';
import { isDark } from '../ui/theme';
import { Tip } from '../ui/Tip';
import { NothingRunYet } from './NothingRunYet';
import styles from './OutputPane.module.css';
import { OutputView } from './OutputView';
import { allText } from './outputText';
import type { Place } from './places';
import { Problems } from './Problems';
import { RunStatus } from './RunStatus';
import type { Run } from './runState';
import { StdinLine } from './StdinLine';
import { useTerminalEstimate } from './terminalSize';

const TerminalView = lazy(() => import('./TerminalView'));

interface Props {
  session: Session;
  catalogue: Catalogue | undefined;
  language: string | undefined;
  stale: boolean;
  me: string;
  paths: readonly string[];
  onPlace: (place: Place) => void;
}

export function OutputPane(props: Props) {
  const { session, catalogue, language, stale, me, paths, onPlace } = props;
  const run = useStore(session.runs.run);
  const live = run !== undefined && !run.end;
  const body = useRef<HTMLDivElement>(null);
  useTerminalEstimate(body, run?.about.mode !== 'terminal');
  return (
    <section className={styles.pane} aria-label="Output" data-stale={stale}>
      <header className={styles.header}>
        <h2>Output</h2>
        {run && <About run={run} me={me} uses={usesOf(catalogue, run)} />}
        <span className={styles.spacer} />
        {stale && (
          <Tip label="The text has changed since. Run again to see what it does now.">
            <span className={styles.stale} tabIndex={0}>
              <History size={12} />
              ran an older version
            </span>
          </Tip>
        )}
        {run?.about.mode === 'pipes' && <CopyButton run={run} />}
      </header>
      {run && <Problems diagnostics={run.diagnostics} onPlace={onPlace} />}
      <div ref={body} className={styles.body}>
        {!run && <NothingRunYet catalogue={catalogue} language={language} />}
        {run?.about.mode === 'pipes' && (
          <OutputView key={run.about.run} output={run.text} paths={paths} onPlace={onPlace} />
        )}
        {run?.about.mode === 'terminal' && <LiveTerminal session={session} run={run} me={me} />}
      </div>
      {live && run.about.mode === 'pipes' && run.about.stdinOpen && (
        <StdinLine
          key={run.about.run}
          onLine={(line) => session.runs.type(line)}
          onEnd={() => session.runs.endInput()}
        />
      )}
      {run && (
        <div className={styles.result}>
          <RunStatus run={run} />
        </div>
      )}
    </section>
  );
}

/** The compiler and its flags; empty while the list of languages is not there. */
function usesOf(catalogue: Catalogue | undefined, run: Run): string {
  return catalogue?.items.find(({ id }) => id === run.about.language)?.uses ?? '';
}

function About({ run, me, uses }: { run: Run; me: string; uses: string }) {
  const { entry, startedBy } = run.about;
  return (
    <span className={styles.about} title={uses}>
      {entry}, run by {startedBy.id === me ? 'you' : startedBy.name}
      {uses !== '' && <> · {uses}</>}
    </span>
  );
}

function LiveTerminal({ session, run, me }: { session: Session; run: Run; me: string }) {
  const dark = useStore(isDark);
  const mine = run.about.startedBy.id === me;
  const type = useCallback((text: string) => session.runs.type(text), [session]);
  const resize = useCallback(
    (columns: number, rows: number) => {
      if (mine) session.runs.resize(columns, rows);
    },
    [session, mine],
  );
  return (
    <Suspense>
      <TerminalView run={run} dark={dark} mine={mine} onType={type} onResize={resize} />
    </Suspense>
  );
}

function CopyButton({ run }: { run: Run }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(allText(run.text));
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <IconButton label={copied ? 'Copied' : 'Copy output'} onClick={() => void copy()}>
      {copied ? <Check size={14} /> : <Copy size={14} />}
    </IconButton>
  );
}
