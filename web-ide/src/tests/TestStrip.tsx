import { useRef } from 'react';
import { TestCell } from '../submission/TestCell';
import styles from './TestStrip.module.css';
import type { Cell } from './testsState';
import { cellLabel, testName, VERDICTS } from './words';

interface Props {
  shown: readonly Cell[];
  chosen: string | undefined;
  onChoose: (test: string) => void;
}

/** More than these are drawn smaller. */
const MANY = 36;

/** A cell for each test. One stop for the Tab key; arrows go from test to test. */
export function TestStrip({ shown, chosen, onChoose }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const stop = Math.max(
    0,
    shown.findIndex(({ test }) => test.id === chosen),
  );

  const pressed = (event: React.KeyboardEvent) => {
    const to = neighbour(event.key, stop, shown.length);
    const cell = to === undefined ? undefined : shown[to];
    if (to === undefined || !cell) return;
    event.preventDefault();
    onChoose(cell.test.id);
    list.current?.querySelectorAll('button')[to]?.focus();
  };

  return (
    <ol
      ref={list}
      className={styles.strip}
      aria-label="Tests"
      data-many={shown.length > MANY}
      onKeyDown={pressed}
    >
      {shown.map((cell, index) => {
        const { test, end, fresh, running } = cell;
        const verdict = end && VERDICTS[end.verdict];
        return (
          <li key={test.id}>
            <TestCell
              look={verdict?.look ?? 'none'}
              letter={verdict?.letter ?? ''}
              label={cellLabel(cell)}
              title={testName(test)}
              running={running}
              stale={!fresh}
              chosen={test.id === chosen}
              tabIndex={index === stop ? 0 : -1}
              onClick={() => onChoose(test.id)}
            />
          </li>
        );
      })}
    </ol>
  );
}

function neighbour(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
