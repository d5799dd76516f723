import type * as Y from 'yjs';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copyText';
import styles from './RefusedEdits.module.css';

interface Props {
  reason: string;
  text: Y.Text | undefined;
}

/** This page holds text that the server refused: it says so, lets nothing more be typed, and offers a copy. */
export function RefusedEdits({ reason, text }: Props) {
  return (
    <div className={styles.banner} role="alert">
      <span>
        <strong>Your last edits were not accepted.</strong> {reason} Copy what you need, then
        reload.
      </span>
      {text && (
        <Button size="s" onClick={() => void copyText(text.toString(), 'This file was copied')}>
          Copy this file
        </Button>
      )}
      <Button size="s" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </div>
  );
}
