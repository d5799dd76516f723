import { Lightbulb } from 'lucide-react';
import type { Difference, TestResult } from '../api/problems';
import styles from './TestDetails.module.css';
import { differenceWords, mebibytes, outcomeWords, seconds, VERDICT_WORDS, visible } from './words';

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
          <Text title="Input" text={test.input} />
          <Text
            title="Expected"
            text={test.answer ?? ''}
            mark={test.difference && { line: test.difference.answerLine, good: true }}
          />
          <Text
            title="Your output"
            text={test.stdout ?? ''}
            mark={test.difference && { line: test.difference.line, good: false }}
          />
          {test.stderr !== undefined && test.stderr !== '' && (
            <Text title="Your errors" text={test.stderr} />
          )}
        </div>
      )}
      {test.input === undefined && test.verdict !== 'AC' && (
        <p className={styles.secret}>This test is secret: its data are not shown.</p>
      )}
    </section>
  );
}

/** The checker's own words and tokens, white space made visible. */
function Diff({ difference }: { difference: Difference }) {
  return (
    <div className={styles.diff} role="group" aria-label="Difference">
      <p>{differenceWords(difference)}</p>
      <dl>
        <dt>expected</dt>
        <dd data-good>{difference.expected === '' ? 'the end' : visible(difference.expected)}</dd>
        <dt>got</dt>
        <dd>{difference.got === '' ? 'the end' : visible(difference.got)}</dd>
      </dl>
    </div>
  );
}

function Text({
  title,
  text,
  mark,
}: {
  title: string;
  text: string;
  mark?: { line: number; good: boolean } | undefined;
}) {
  return (
    <figure className={styles.text}>
      <figcaption>{title}</figcaption>
      <pre aria-label={title}>
        {text === '' ? (
          <span className={styles.empty}>nothing</span>
        ) : (
          text
            .replace(/\n$/, '')
            .split('\n')
            .map((line, index) => (
              <span
                key={index}
                className={styles.line}
                data-mark={mark?.line === index + 1 ? (mark.good ? 'good' : 'bad') : undefined}
              >
                {line}
                {'\n'}
              </span>
            ))
        )}
      </pre>
    </figure>
  );
}
