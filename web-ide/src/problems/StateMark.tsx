import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import type { ProblemState } from '../api/problems';
import styles from './StateMark.module.css';

const WORDS: Record<ProblemState, string> = { todo: 'To do', tried: 'Tried', solved: 'Solved' };

/** Told by its shape and its words, not by colour alone. */
export function StateMark({ state }: { state: ProblemState }) {
  const Icon = state === 'solved' ? CircleCheck : state === 'tried' ? CircleDot : Circle;
  return (
    <span className={styles.mark} data-state={state} title={WORDS[state]}>
      <Icon size={17} aria-hidden />
      <span className="visually-hidden">{WORDS[state]}</span>
    </span>
  );
}
