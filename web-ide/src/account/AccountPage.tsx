import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { SessionList } from '../home/SessionList';
import { PlainPage } from '../ui/PlainPage';
import { Sorry } from '../ui/Sorry';
import { tell } from '../ui/tell';
import { AccountMenu } from './AccountMenu';
import styles from './AccountPage.module.css';
import { ApiTokens } from './ApiTokens';
import { Devices } from './Devices';
import { Leaving } from './Leaving';
import { LinkedLogins } from './LinkedLogins';
import { Login } from './Login';
import { LoginCard } from './LoginCard';
import { providerName } from './loginWords';
import { Profile } from './Profile';
import { useLoginWays } from './useLoginWays';
import { useMe } from './useMe';

/** Everything that is one's own. */
export default function AccountPage() {
  const me = useMe();
  useLinkedNotice();
  return (
    <PlainPage menu={me.state === 'known' && <AccountMenu user={me.user} />}>
      {me.state === 'unknown' && (
        <LoginCard title="Log in">
          <Login ways={me.ways} returnTo="/account" />
        </LoginCard>
      )}
      {me.state === 'known' && (
        <div className={styles.account}>
          <h1>Your account</h1>
          <Profile me={me.user} />
          <LinkedLogins />
          <Devices me={me.user} />
          <ApiTokens />
          <SessionList me={me.user} howToBegin="None yet. The start page begins one." searchable />
          <Leaving me={me.user} />
        </div>
      )}
      {me.state === 'failed' && <Sorry error={me.error} retry={me.retry} />}
    </PlainPage>
  );
}

/** Says once that a login was linked, when the provider has led back here. */
function useLinkedNotice() {
  const [parameters, setParameters] = useSearchParams();
  const linked = parameters.get('linked');
  const { data, isPending } = useLoginWays(linked !== null);
  useEffect(() => {
    if (linked === null || isPending) return;
    const way = data?.items.find(({ id }) => id === linked);
    tell(`${way?.name ?? providerName(linked)} is linked to your account`, { kind: 'success' });
    setParameters({}, { replace: true });
  }, [linked, isPending, data, setParameters]);
}
