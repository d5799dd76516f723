import { Copy, TriangleAlert } from 'lucide-react';
import type * as Y from 'yjs';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copyText';
import styles from './RefusedEdits.module.css';

interface Props {
  title: string;
  reason: string;
  /** The file that is open. */
  path: string | undefined;
  text: Y.Text | undefined;
  /** Forgets the edits, so that the page can begin with what the server holds. */
  onDiscard?: () => Promise<void>;
}

/** This page holds text that nobody else will get: it says so, lets nothing more be typed, and offers a copy. */
export function RefusedEdits({ title, reason, path = '', text, onDiscard }: Props) {
  return (
    <div className={styles.banner} role="alert">
      <TriangleAlert size={16} />
      <span>
        <strong>{title}</strong> {reason}
      </span>
      {text && (
        <Button size="s" onClick={() => void copyText(text.toString(), `${path} was copied`)}>
          <Copy size={13} />
          Copy {path}
        </Button>
      )}
      {onDiscard && (
        <Button size="s" onClick={() => void onDiscard().then(() => window.location.reload())}>
          Discard my edits
        </Button>
      )}
    </div>
  );
}
