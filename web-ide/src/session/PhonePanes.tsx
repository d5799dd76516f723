import { BookOpenText, Code, Files, FlaskConical, SquareTerminal } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Session } from './session';
import styles from './PhonePanes.module.css';

interface Props {
  session: Session;
  /** Then it is beside the files, and what one begins with. */
  hasProblem: boolean;
  files: React.ReactNode;
  editor: React.ReactNode;
  tests: React.ReactNode;
  output: React.ReactNode;
  input: React.ReactNode;
}

type Tab = 'files' | 'code' | 'tests' | 'output';

interface TabLook {
  id: Tab;
  label: string;
  icon: React.ReactNode;
}

const FILES: TabLook = { id: 'files', label: 'Files', icon: <Files size={18} /> };
const PROBLEM: TabLook = { id: 'files', label: 'Problem', icon: <BookOpenText size={18} /> };
const OTHERS: readonly TabLook[] = [
  { id: 'code', label: 'Code', icon: <Code size={18} /> },
  { id: 'tests', label: 'Tests', icon: <FlaskConical size={18} /> },
  { id: 'output', label: 'Output', icon: <SquareTerminal size={18} /> },
];

/** One pane at a time; a run that begins brings its output to the front. */
export function PhonePanes({ session, hasProblem, files, editor, tests, output, input }: Props) {
  const [chosen, setTab] = useState<Tab>();
  const tab = chosen ?? (hasProblem ? 'files' : 'code');

  useEffect(() => {
    let seen = session.runs.run.value()?.about.run;
    return session.runs.run.subscribe(() => {
      const run = session.runs.run.value();
      // Not for one that was there before us.
      if (run?.about.run !== seen && run?.about.stage === 'queued') setTab('output');
      seen = run?.about.run;
    });
  }, [session]);

  return (
    <div className={styles.phone}>
      <div className={styles.pane}>
        {/* It stays, with the submission that is shown in it. */}
        <div className={hasProblem ? styles.problem : styles.files} hidden={tab !== 'files'}>
          {files}
        </div>
        {tab === 'code' && editor}
        {tab === 'tests' && tests}
        {tab === 'output' && (
          <div className={styles.run}>
            <div className={styles.output}>{output}</div>
            <div className={styles.input}>{input}</div>
          </div>
        )}
      </div>
      <nav className={styles.tabs} aria-label="Panes">
        {[hasProblem ? PROBLEM : FILES, ...OTHERS].map(({ id, label, icon }) => (
          <button key={id} type="button" aria-current={id === tab} onClick={() => setTab(id)}>
            {icon}
            {label}
          </button>
        ))}
      </nav>
    </div>
  );
}
