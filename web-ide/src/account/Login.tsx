import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { api } from '../api/endpoints';
import type { LoginWay } from '../api/http';
import { Button } from '../ui/Button';
import { showError } from '../ui/errors';
import { Field } from '../ui/Field';
import styles from './Login.module.css';
import { ProviderIcon } from './ProviderIcon';
import { useForgetEverything } from './useMe';

const MAX_NAME_LENGTH = 40;

interface Props {
  ways: readonly LoginWay[];
  /** The path to end on; where one is, if it is not said. */
  returnTo?: string;
}

export function Login({ ways, returnTo }: Props) {
  const named = ways.some((way) => way.kind === 'name');
  return (
    <div className={styles.login}>
      {ways
        .filter((way) => way.kind !== 'name')
        .map((way) => (
          <a key={way.id} className={styles.way} href={loginAddress(way.id, returnTo)}>
            <ProviderIcon id={way.id} />
            Continue with {way.name}
          </a>
        ))}
      {named && <NameLogin />}
      {ways.length === 0 && (
        <p>This server offers no way to log in. Whoever runs it has to set up a login provider.</p>
      )}
    </div>
  );
}

function loginAddress(provider: string, returnTo: string | undefined): string {
  const { pathname, search } = globalThis.location;
  return `/auth/login/${provider}?return=${encodeURIComponent(returnTo ?? pathname + search)}`;
}

function NameLogin() {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const forget = useForgetEverything();

  const submit = async (event: React.SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await api.loginByName(name.trim());
      await forget();
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        label="Your name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoFocus
        autoComplete="nickname"
        maxLength={MAX_NAME_LENGTH}
        placeholder="Ada"
      />
      <Button type="submit" look="primary" size="l" disabled={busy || name.trim() === ''}>
        Continue
        <ArrowRight size={16} />
      </Button>
      <p className={styles.note}>
        This server runs in development mode: anyone on this machine can log in with any name.
      </p>
    </form>
  );
}
