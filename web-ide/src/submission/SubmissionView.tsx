import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import type { Submission } from '../api/problems';
import styles from './SubmissionView.module.css';
import { StageTimes } from './StageTimes';
import { TestDetails } from './TestDetails';
import { VerdictStrip } from './VerdictStrip';
import { mebibytes, seconds, standing } from './words';

/** One submission: how it stands, its tests, and the first that failed opened. */
export function SubmissionView({ submission }: { submission: Submission }) {
  const [wanted, setWanted] = useState<number>();
  const tests = submission.tests ?? [];
  const chosen =
    tests.find((test) => test.index === wanted) ?? tests.find((test) => test.verdict !== 'AC');
  const { build, stages } = submission;
  const slowest = Math.max(0, ...tests.map((test) => test.cpuMs));
  const largest = Math.max(0, ...tests.map((test) => test.memoryBytes));
  return (
    <section className={styles.submission} aria-label="Submission">
      <header className={styles.head}>
        <strong
          className={styles.standing}
          data-verdict={submission.verdict}
          aria-live="polite"
          aria-label="Verdict"
        >
          {standing(submission)}
        </strong>
        {submission.verdict !== undefined && (submission.possibleScore ?? 0) > 1 && (
          <span className={styles.score}>
            {submission.score} of {submission.possibleScore} points
          </span>
        )}
        {submission.stage === 'judged' && tests.length > 0 && (
          <span className={styles.used}>
            {seconds(slowest)} · {mebibytes(largest)}
          </span>
        )}
      </header>
      <VerdictStrip submission={submission} chosen={chosen?.index} onChoose={setWanted} />
      {submission.waitsFor !== undefined && (
        <p className={styles.waitsFor} role="status">
          <Hourglass size={15} aria-hidden />
          {submission.waitsFor}
        </p>
      )}
      {submission.reason !== undefined && <p className={styles.reason}>{submission.reason}</p>}
      {build && build.messages !== '' && (
        <pre className={styles.messages} aria-label="Compiler messages">
          {build.messages}
        </pre>
      )}
      {stages && <StageTimes stages={stages} />}
      {chosen && <TestDetails test={chosen} />}
      {Object.entries(submission.files ?? {}).map(([path, text]) => (
        <details key={path} className={styles.source}>
          <summary>{path}</summary>
          <pre aria-label={`Source of ${path}`}>{text}</pre>
        </details>
      ))}
      {build && submission.stage === 'judged' && (
        <p className={styles.about}>
          {build.compiler}
          {build.command.length > 0 && (
            <>
              : <code>{build.command.join(' ')}</code>
            </>
          )}
        </p>
      )}
    </section>
  );
}
