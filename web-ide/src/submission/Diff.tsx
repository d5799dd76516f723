import type { Difference } from '../api/problems';
import styles from './Diff.module.css';
import { differenceWords, visible } from './words';

/** The checker's own words and tokens, white space made visible. */
export function Diff({ difference }: { difference: Difference }) {
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
