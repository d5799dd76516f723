import { CircleAlert } from 'lucide-react';
import styles from './LoginCard.module.css';

interface Props {
  title: string;
  /** What went wrong with the login before. */
  problem?: string | undefined;
  children: React.ReactNode;
}

/** What a page shows that has nothing else to show: how to get in. */
export function LoginCard({ title, problem, children }: Props) {
  return (
    <section className={styles.card} aria-label={title}>
      <h1>{title}</h1>
      {problem && (
        <p role="alert" className={styles.problem}>
          <CircleAlert size={16} aria-hidden />
          {problem}
        </p>
      )}
      {children}
    </section>
  );
}
