import { Lightbulb } from 'lucide-react';
import type { TestResult } from '../api/problems';
import { Diff } from './Diff';
import styles from './TestDetails.module.css';
import { TextBlock } from './TextBlock';
import { mebibytes, outcomeWords, seconds, VERDICT_WORDS } from './words';

/** What is known of one test, and why it fell as it did. */
export function TestDetails({ test }: { test: TestResult }) {
  const why = test.verdict === 'AC' ? '' : outcomeWords(test);
  return (
    <section className={styles.details} aria-label={`Test ${test.index + 1}`}>
      <header>
        <h4>
          Test {test.index + 1}
          {test.sample && <span className={styles.sample}>sample</span>}
        </h4>
        <span className={styles.verdict} data-good={test.verdict === 'AC'}>
          {VERDICT_WORDS[test.verdict]}
        </span>
        <span className={styles.used}>
          {seconds(test.cpuMs)} CPU · {seconds(test.wallMs)} in all · ≥{' '}
          {mebibytes(test.memoryBytes)}
          {test.runs > 1 && ` · run ${test.runs} times`}
        </span>
      </header>
      {why && <p>{why}</p>}
      {test.message !== undefined && <p>{test.message}</p>}
      {test.hint !== undefined && (
        <p className={styles.hint}>
          <Lightbulb size={15} aria-hidden />
          <span>
            <strong>Hint:</strong> {test.hint}
          </span>
        </p>
      )}
      {test.difference && <Diff difference={test.difference} />}
      {test.input !== undefined && (
        <div className={styles.texts}>
          <TextBlock title="Input" text={test.input} />
          <TextBlock
            title="Expected"
            text={test.answer ?? ''}
            mark={test.difference && { line: test.difference.answerLine, good: true }}
          />
          <TextBlock
            title="Your output"
            text={test.stdout ?? ''}
            mark={test.difference && { line: test.difference.line, good: false }}
          />
          {test.stderr !== undefined && test.stderr !== '' && (
            <TextBlock title="Your errors" text={test.stderr} />
          )}
        </div>
      )}
      {test.input === undefined && test.verdict !== 'AC' && (
        <p className={styles.secret}>This test is secret: its data are not shown.</p>
      )}
    </section>
  );
}
