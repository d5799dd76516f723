import { Link } from 'react-router';
import { AccountMenu } from '../account/AccountMenu';
import { useMe } from '../account/useMe';
import { Logo } from '../ui/Logo';
import { ThemeMenu } from '../ui/ThemeMenu';
import styles from './PageFrame.module.css';

/** What the pages about problems have in common. */
export function PageFrame({ children }: { children: React.ReactNode }) {
  const me = useMe();
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link to="/" className={styles.brand}>
          <Logo />
          Code Run
        </Link>
        <Link to="/problems" className={styles.link}>
          Problems
        </Link>
        <span className={styles.spacer} />
        <ThemeMenu />
        {me.state === 'known' && <AccountMenu user={me.user} />}
        {me.state === 'unknown' && (
          <Link to="/" className={styles.link}>
            Log in
          </Link>
        )}
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
