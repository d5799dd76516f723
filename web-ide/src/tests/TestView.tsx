import { CopyPlus, RotateCw, Trash2 } from 'lucide-react';
import type { Sample } from '../api/problems';
import { useProblem } from '../problems/useProblems';
import type { Place } from '../run/places';
import type { Session } from '../session/session';
import { TextBlock } from '../submission/TextBlock';
import { IconButton } from '../ui/IconButton';
import { tell } from '../ui/tell';
import { CaseName } from './CaseName';
import { CaseTexts } from './CaseTexts';
import styles from './TestView.module.css';
import { TestResult } from './TestResult';
import { caseOf, caseTest, type Cell } from './testsState';
import { KINDS, testName, usageWords, VERDICTS } from './words';

interface Props {
  session: Session;
  problem: string | undefined;
  cell: Cell;
  readOnly: boolean;
  paths: readonly string[];
  onPlace: (place: Place) => void;
}

/** One test: what it is, what became of it, and what may be done about it. */
export function TestView({ session, problem, cell, readOnly, paths, onPlace }: Props) {
  const { test, end, fresh, running } = cell;
  const { cases } = session.document;
  const own = caseOf(test);
  const name = testName(test);
  const { problem: solved } = useProblem(problem);
  const sample =
    test.kind === 'sample' ? solved?.samples.find((each) => each.name === test.name) : undefined;

  const copy = ({ input, answer }: Sample) =>
    session.tests.chosen.set(caseTest(cases.add(`${name}, mine`, input, answer)));
  const remove = (id: string) => {
    cases.delete(id);
    tell(`Deleted ${name}`, { action: { label: 'Undo', onClick: () => cases.undoDelete() } });
  };

  return (
    <section className={styles.test} aria-label={`Test ${name}`} data-stale={!fresh}>
      <header className={styles.header}>
        {own === undefined ? (
          <h3>{name}</h3>
        ) : (
          <CaseName
            key={name}
            name={name}
            readOnly={readOnly}
            onRename={(name) => cases.rename(own, name)}
          />
        )}
        <span className={styles.kind}>{KINDS[test.kind]}</span>
        {end && (
          <span className={styles.verdict} data-look={VERDICTS[end.verdict].look}>
            {VERDICTS[end.verdict].words}
          </span>
        )}
        {end && <span className={styles.used}>{usageWords(end)}</span>}
        {!end && <span className={styles.used}>{running ? 'running' : 'not tested yet'}</span>}
        {end && !fresh && <span className={styles.used}>before the last change</span>}
        <div className={styles.actions}>
          {test.path !== undefined && test.line !== undefined && (
            <GoTo path={test.path} line={test.line} onPlace={onPlace} />
          )}
          <IconButton
            label="Run only this"
            disabled={readOnly}
            onClick={() => session.tests.run(test.id)}
          >
            <RotateCw size={13} />
          </IconButton>
          {sample && (
            <IconButton
              label="Make it a case of my own"
              disabled={readOnly}
              onClick={() => copy(sample)}
            >
              <CopyPlus size={13} />
            </IconButton>
          )}
          {own !== undefined && (
            <IconButton label={`Delete ${name}`} disabled={readOnly} onClick={() => remove(own)}>
              <Trash2 size={13} />
            </IconButton>
          )}
        </div>
      </header>
      {own !== undefined && <CaseTexts cases={cases} id={own} name={name} readOnly={readOnly} />}
      {sample && (
        <div className={styles.texts}>
          <TextBlock title="Input" text={sample.input} />
          <TextBlock
            title="Expected"
            text={sample.answer}
            mark={end?.difference && { line: end.difference.answerLine, good: true }}
          />
        </div>
      )}
      {end && (
        <TestResult end={end} printsAnswer={test.kind !== 'unit'} paths={paths} onPlace={onPlace} />
      )}
    </section>
  );
}

function GoTo({ path, line, onPlace }: { path: string; line: number; onPlace: Props['onPlace'] }) {
  return (
    <button type="button" className={styles.place} onClick={() => onPlace({ path, line })}>
      {path}:{line}
    </button>
  );
}
