import { ShieldAlert } from 'lucide-react';
import type { SandboxState } from '../api/endpoints';
import styles from './LocalSandboxNote.module.css';

/** Says what programs run in where that is no container, and what it cannot promise. */
export function LocalSandboxNote({ sandbox }: { sandbox: SandboxState }) {
  if (sandbox.kind !== 'local' || sandbox.state !== 'ready') return null;
  return (
    <div className={styles.note} role="note" aria-label="Sandbox">
      <ShieldAlert size={16} />
      <div>
        <strong>Programs run on this machine without containers.</strong>{' '}
        {sandbox.notGuaranteed?.join(' ')}
      </div>
    </div>
  );
}
