import { useId } from 'react';
import styles from './Field.module.css';

interface Props extends React.ComponentProps<'input'> {
  label: string;
}

export function Field({ label, ...rest }: Props) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} {...rest} />
    </div>
  );
}
