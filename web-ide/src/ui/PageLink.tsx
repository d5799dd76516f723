import { Link } from 'react-router';
import styles from './PageLink.module.css';

/** The way to another page, in a page's head. */
export function PageLink({ to, children }: { to: string; children: React.ReactNode }) {
  return (
    <Link to={to} className={styles.link}>
      {children}
    </Link>
  );
}
