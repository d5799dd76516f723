import type { Submission, Verdict } from '../api/problems';
import { EmptyCell, TestCell, type Look } from './TestCell';
import styles from './VerdictStrip.module.css';
import { VERDICT_WORDS } from './words';

interface Props {
  submission: Submission;
  chosen: number | undefined;
  onChoose: (index: number) => void;
}

const LETTERS: Record<Verdict, string> = {
  AC: 'A',
  WA: 'W',
  TLE: 'T',
  MLE: 'M',
  OLE: 'O',
  RTE: 'R',
  CE: 'C',
  JE: 'J',
};

const LOOKS: Record<Verdict, Look> = {
  AC: 'right',
  WA: 'wrong',
  TLE: 'limit',
  MLE: 'limit',
  OLE: 'limit',
  RTE: 'crashed',
  CE: 'wrong',
  JE: 'apart',
};

/** One cell a test, growing as they fall: told by a letter, a colour and a shape. */
export function VerdictStrip({ submission, chosen, onChoose }: Props) {
  const tests = new Map(submission.tests?.map((test) => [test.index, test]));
  const count = Math.max(submission.testCount ?? 0, tests.size);
  return (
    <ol className={styles.strip} aria-label="Tests">
      {Array.from({ length: count }, (_, index) => {
        const test = tests.get(index);
        const running = submission.running === index;
        return (
          <li key={index}>
            {test ? (
              <TestCell
                look={LOOKS[test.verdict]}
                letter={LETTERS[test.verdict]}
                label={`Test ${index + 1}: ${VERDICT_WORDS[test.verdict]}`}
                chosen={chosen === index}
                onClick={() => onChoose(index)}
              />
            ) : (
              <EmptyCell
                label={`Test ${index + 1}: ${running ? 'running' : 'not run'}`}
                running={running}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}
