import { AccountMenu } from '../account/AccountMenu';
import { Login } from '../account/Login';
import { useMe } from '../account/useMe';
import { PlainPage } from '../ui/PlainPage';
import { Sorry } from '../ui/Sorry';
import styles from './HomePage.module.css';
import { NewSession } from './NewSession';
import { Preview } from './Preview';
import { SessionList } from './SessionList';

export default function HomePage() {
  const me = useMe();
  return (
    <PlainPage menu={me.state === 'known' && <AccountMenu user={me.user} />}>
      {me.state === 'unknown' && (
        <div className={styles.welcome}>
          <div className={styles.pitch}>
            <h1>Write code together. Run it together.</h1>
            <p>
              One session, everyone’s cursors, one output. Send the address, start typing, press
              Run: the program runs once, for all of you.
            </p>
            <Preview />
          </div>
          <section className={styles.card} aria-label="Log in">
            <h2>Log in</h2>
            <Login ways={me.ways} />
          </section>
        </div>
      )}
      {me.state === 'known' && (
        <>
          <h1 className={styles.hello}>Hello, {me.user.name}</h1>
          <NewSession />
          <SessionList
            me={me.user}
            howToBegin="None yet. Pick a language above, and share the session’s address with whoever should join."
          />
        </>
      )}
      {me.state === 'failed' && <Sorry error={me.error} retry={me.retry} />}
    </PlainPage>
  );
}
