import styles from './IconButton.module.css';
import { Tip } from './Tip';

interface Props extends Omit<React.ComponentProps<'button'>, 'aria-label'> {
  /** Its name for those who cannot see it, and its tooltip for those who can. */
  label: string;
  keys?: string;
}

export function IconButton({ label, keys, className, type, ...rest }: Props) {
  return (
    <Tip label={label} {...(keys !== undefined && { keys })}>
      <button
        type={type ?? 'button'}
        aria-label={label}
        className={`${styles.button} ${className ?? ''}`}
        {...rest}
      />
    </Tip>
  );
}
