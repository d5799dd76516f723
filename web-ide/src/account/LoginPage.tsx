import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '../ui/Button';
import { PlainPage } from '../ui/PlainPage';
import { Sorry } from '../ui/Sorry';
import { AccountMenu } from './AccountMenu';
import { Login } from './Login';
import { LoginCard } from './LoginCard';
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
    <PlainPage menu={me.state === 'known' && <AccountMenu user={me.user} />}>
      {me.state === 'unknown' && (
        <LoginCard title="Log in" problem={problem}>
          <Login ways={me.ways} returnTo="/" />
        </LoginCard>
      )}
      {me.state === 'known' && problem && (
        <LoginCard title="Nothing was linked" problem={problem}>
          <Button look="primary" size="l" onClick={() => void navigate('/account')}>
            Back to your account
          </Button>
        </LoginCard>
      )}
      {me.state === 'failed' && <Sorry error={me.error} retry={me.retry} />}
    </PlainPage>
  );
}
