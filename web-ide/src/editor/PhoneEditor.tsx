import type * as Y from 'yjs';
import { SharedTextArea } from '../ui/SharedTextArea';
import styles from './PhoneEditor.module.css';

interface Props {
  text: Y.Text | undefined;
  path: string;
  readOnly: boolean;
}

/** A plain shared text box: what a phone's keyboard, selection and zoom work well with. */
export default function PhoneEditor({ text, path, readOnly }: Props) {
  return (
    <SharedTextArea
      className={styles.editor ?? ''}
      aria-label={`Editor, ${path}`}
      text={text}
      readOnly={readOnly}
      wrap="off"
    />
  );
}
