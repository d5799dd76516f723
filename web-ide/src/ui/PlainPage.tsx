import { Link } from 'react-router';
import { Logo } from './Logo';
import { PageLink } from './PageLink';
import styles from './PlainPage.module.css';
import { ThemeMenu } from './ThemeMenu';

interface Props {
  menu?: React.ReactNode;
  children: React.ReactNode;
}

/** A page with nothing but a head and what it is about. */
export function PlainPage({ menu, children }: Props) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Link to="/" className={styles.brand}>
          <Logo />
          Code Run
        </Link>
        <PageLink to="/problems">Problems</PageLink>
        <span className={styles.spacer} />
        <ThemeMenu />
        {menu}
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
