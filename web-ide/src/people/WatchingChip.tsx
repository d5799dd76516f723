import { Eye } from 'lucide-react';
import type { Role } from '../api/endpoints';
import { Tip } from '../ui/Tip';
import styles from './WatchingChip.module.css';

interface Props {
  role: Role;
  lecture: boolean;
}

/** Why nothing can be typed here; nothing for whoever may. */
export function WatchingChip({ role, lecture }: Props) {
  if (role !== 'viewer') return null;
  const detail = lecture
    ? 'The owner holds a lecture: for now everybody else watches.'
    : 'You may watch this session. To edit and run, ask its owner.';
  return (
    <Tip label={detail}>
      <span className={styles.chip} tabIndex={0} role="status" aria-label="Your role">
        <Eye size={13} />
        {lecture ? 'Lecture · watching' : 'Watching'}
      </span>
    </Tip>
  );
}
