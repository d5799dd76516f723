import { useSyncExternalStore } from 'react';
import type { SessionDocument } from '../collab/document';
import { SharedTextArea } from '../ui/SharedTextArea';
import styles from './InputBox.module.css';

interface Props {
  document: SessionDocument;
  readOnly: boolean;
}

/** What the program is given to read, shared by everybody in the session. */
export function InputBox({ document, readOnly }: Props) {
  const text = useSyncExternalStore(document.subscribe, () => document.stdin());
  return (
    <section className={styles.pane} aria-label="Input box">
      <header className={styles.header}>
        <h2>Input</h2>
        <span className={styles.note}>given to the program when it starts</span>
      </header>
      <SharedTextArea
        className={styles.text ?? ''}
        aria-label="Input"
        placeholder="Empty: type while it runs instead"
        text={text}
        create={() => document.createStdin()}
        readOnly={readOnly}
      />
    </section>
  );
}
