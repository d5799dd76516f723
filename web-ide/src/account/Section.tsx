import styles from './Section.module.css';

interface Props {
  title: string;
  /** One sentence that says what it is for. */
  about: string;
  action?: React.ReactNode;
  children: React.ReactNode;
}

/** One part of the account. */
export function Section({ title, about, action, children }: Props) {
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.head}>
        <div>
          <h2>{title}</h2>
          <p>{about}</p>
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}

export function Rows({ children }: { children: React.ReactNode }) {
  return <ul className={styles.rows}>{children}</ul>;
}

/** In the place of rows, where there are none. */
export function Nothing({ children }: { children: React.ReactNode }) {
  return <p className={styles.nothing}>{children}</p>;
}

interface RowProps {
  icon?: React.ReactNode;
  title: string;
  detail: string;
  children?: React.ReactNode;
}

export function Row({ icon, title, detail, children }: RowProps) {
  return (
    <li className={styles.row}>
      {icon}
      <div className={styles.words}>
        <strong>{title}</strong>
        <span>{detail}</span>
      </div>
      {children}
    </li>
  );
}
