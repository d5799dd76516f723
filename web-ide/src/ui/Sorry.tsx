import { RotateCw } from 'lucide-react';
import { ApiError } from '../api/http';
import { Button } from './Button';
import styles from './Sorry.module.css';

/** In the place of what could not be shown: what happened and what to do. */
export function Sorry({ error, retry }: { error: Error; retry?: () => void }) {
  const told = error instanceof ApiError ? error : undefined;
  return (
    <div className={styles.sorry} role="alert">
      <h1>{told?.title ?? 'Something went wrong in this page'}</h1>
      <p>{told?.detail ?? 'Reload it. What was saved is safe.'}</p>
      {told?.requestId !== undefined && <p className={styles.request}>Request {told.requestId}</p>}
      <div className={styles.actions}>
        {retry && (
          <Button look="primary" onClick={retry}>
            <RotateCw size={14} />
            Try again
          </Button>
        )}
        <a className={styles.home} href="/">
          To the start page
        </a>
      </div>
    </div>
  );
}
