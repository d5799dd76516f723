import { ChevronDown } from 'lucide-react';
import styles from './Select.module.css';

interface Props extends Omit<React.ComponentProps<'select'>, 'size'> {
  size?: 's' | 'm';
}

/** The browser's own choice of one of many, in the look of the page. */
export function Select({ size = 'm', ...rest }: Props) {
  return (
    <span className={`${styles.select ?? ''} ${styles[size] ?? ''}`}>
      <select {...rest} />
      <ChevronDown size={14} aria-hidden />
    </span>
  );
}
