import { FlaskConical, Hammer, Hourglass } from 'lucide-react';
import type { Stages } from '../api/problems';
import styles from './StageTimes.module.css';
import { seconds } from './words';

/** How long a submission waited, was built, and ran. */
export function StageTimes({ stages }: { stages: Stages }) {
  return (
    <dl className={styles.stages} aria-label="Time of each stage">
      <div>
        <dt>
          <Hourglass size={13} aria-hidden /> waited
        </dt>
        <dd>{seconds(stages.queuedMs)}</dd>
      </div>
      <div>
        <dt>
          <Hammer size={13} aria-hidden /> built in
        </dt>
        <dd>{seconds(stages.buildMs)}</dd>
      </div>
      <div>
        <dt>
          <FlaskConical size={13} aria-hidden /> tested in
        </dt>
        <dd>{seconds(stages.testsMs)}</dd>
      </div>
    </dl>
  );
}
