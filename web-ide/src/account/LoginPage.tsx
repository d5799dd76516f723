import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { PlainPage } from '../ui/PlainPage';
import { Login } from './Login';
import styles from './LoginPage.module.css';
import { loginProblem } from './loginWords';
import { useMe } from './useMe';

/** Where a login that went wrong ends, with what went wrong and the ways to try again. */
export default function LoginPage() {
  const me = useMe();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const problem = loginProblem(parameters.get('problem'));
  const isDone = me.state === 'known' && problem === undefined;

  useEffect(() => {
    if (isDone) void navigate('/', { replace: true });
  }, [isDone, navigate]);

  return (
    <PlainPage>
      <section className={styles.card} aria-label="Log in">
        <h1>Log in</h1>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
        {me.state === 'unknown' && <Login ways={me.ways} returnTo="/" />}
        {me.state === 'known' && <a href="/account">Back to your account</a>}
      </section>
    </PlainPage>
  );
}
