import { Send } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { Sample } from '../api/problems';
import { Level } from '../problems/Level';
import { Samples } from '../problems/Samples';
import { StateMark } from '../problems/StateMark';
import { useProblem, useProgress } from '../problems/useProblems';
import type { Session } from '../session/session';
import { caseTest } from '../tests/testsState';
import { Button } from '../ui/Button';
import { Tip } from '../ui/Tip';
import { History } from './History';
import styles from './ProblemPane.module.css';
import { submit } from './submit';
import { SubmissionView } from './SubmissionView';
import { useSubmission } from './useSubmission';
import { mebibytes, seconds } from './words';

const Statement = lazy(() => import('../problems/Statement'));

interface Props {
  session: Session;
  problem: string;
  readOnly: boolean;
  files: React.ReactNode;
}

type Tab = 'statement' | 'submissions' | 'files';

/** The problem beside its solution: what is asked, what became of what was handed in, and the files. */
export default function ProblemPane({ session, problem: id, readOnly, files }: Props) {
  const { problem, error } = useProblem(id);
  const progress = useProgress(true).get(id);
  const [tab, setTab] = useState<Tab>('statement');
  const [shown, setShown] = useState<string>();
  const [sending, setSending] = useState(false);
  const submission = useSubmission(shown);

  const handIn = useCallback(async () => {
    setSending(true);
    const handedIn = await submit(session, id);
    setSending(false);
    if (handedIn !== undefined) {
      setShown(handedIn);
      setTab('submissions');
    }
  }, [session, id]);
  useSubmitKey(handIn, !readOnly && !sending);

  const useSample = (input: string) => {
    const stdin = session.document.createStdin();
    session.document.doc.transact(() => {
      stdin.delete(0, stdin.length);
      stdin.insert(0, input);
    });
  };

  const makeCase = ({ input, answer }: Sample, name: string) => {
    session.tests.chosen.set(caseTest(session.document.cases.add(name, input, answer)));
  };

  const tabs: readonly { id: Tab; label: string }[] = [
    { id: 'statement', label: 'Problem' },
    { id: 'submissions', label: 'Submissions' },
    { id: 'files', label: 'Files' },
  ];
  return (
    <section className={styles.pane} aria-label="Problem">
      <header className={styles.header}>
        <div className={styles.tabs} role="tablist" aria-label="About the problem">
          {tabs.map((each) => (
            <button
              key={each.id}
              type="button"
              role="tab"
              aria-selected={tab === each.id}
              onClick={() => setTab(each.id)}
            >
              {each.label}
            </button>
          ))}
        </div>
        <span className={styles.spacer} />
        <Tip label="Hand in what the session holds (Ctrl+Shift+Enter)">
          <Button
            look="primary"
            size="s"
            disabled={readOnly || sending}
            onClick={() => void handIn()}
          >
            <Send size={13} />
            Submit
          </Button>
        </Tip>
      </header>
      <div className={styles.body} role="tabpanel">
        {error && <p>{error.message}</p>}
        {tab === 'statement' && problem && (
          <article>
            <h2>
              <StateMark state={progress?.state ?? 'todo'} />
              {problem.name}
            </h2>
            <p className={styles.facts}>
              <Level level={problem.level} />
              {seconds(problem.limits.cpuMs)} · {mebibytes(problem.limits.memoryBytes)} ·{' '}
              {problem.tests} tests
            </p>
            <Suspense>
              <Statement problem={id} text={problem.statement} />
            </Suspense>
            <Samples
              samples={problem.samples}
              {...(!readOnly && { onUse: useSample, onCase: makeCase })}
            />
          </article>
        )}
        {tab === 'submissions' && (
          <div className={styles.submissions}>
            {submission && <SubmissionView key={submission.id} submission={submission} />}
            <History problem={id} shown={shown} live={submission} onShow={setShown} />
          </div>
        )}
        {tab === 'files' && files}
      </div>
    </section>
  );
}

/** Ctrl+Shift+Enter or Cmd+Shift+Enter hands in, wherever the focus is. */
function useSubmitKey(handIn: () => Promise<void>, may: boolean): void {
  useEffect(() => {
    if (!may) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      if (!event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      void handIn();
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [handIn, may]);
}
