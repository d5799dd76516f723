import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { api, type TokenPower } from '../api/endpoints';
import { Button } from '../ui/Button';
import { showError } from '../ui/errors';
import { Field } from '../ui/Field';
import { Select } from '../ui/Select';
import styles from './NewToken.module.css';

const MAX_NAME_LENGTH = 60;
const LIFETIMES = [7, 30, 90, 365];

/** Makes a token and shows it, this once. */
export function NewToken({ onMade }: { onMade: () => Promise<void> }) {
  const [name, setName] = useState('');
  const [power, setPower] = useState<TokenPower>('read');
  const [days, setDays] = useState(30);
  const [made, setMade] = useState<string>();
  const [copied, setCopied] = useState(false);

  const make = async (event: React.SyntheticEvent) => {
    event.preventDefault();
    try {
      const token = await api.makeToken(name.trim(), power, days);
      setMade(token.token);
      setCopied(false);
      setName('');
      await onMade();
    } catch (error) {
      showError(error);
    }
  };

  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch (error) {
      showError(error);
    }
  };

  return (
    <>
      <form className={styles.form} onSubmit={make}>
        <Field
          label="Name of the token"
          placeholder="What is it for?"
          value={name}
          maxLength={MAX_NAME_LENGTH}
          onChange={(event) => setName(event.target.value)}
        />
        <label className={styles.choice}>
          It may
          <Select
            value={power}
            onChange={(event) => setPower(event.target.value === 'change' ? 'change' : 'read')}
          >
            <option value="read">read</option>
            <option value="change">read and change</option>
          </Select>
        </label>
        <label className={styles.choice}>
          for
          <Select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {LIFETIMES.map((each) => (
              <option key={each} value={each}>
                {each} days
              </option>
            ))}
          </Select>
        </label>
        <Button
          type="submit"
          look="primary"
          className={styles.make ?? ''}
          disabled={name.trim() === ''}
        >
          Make token
        </Button>
      </form>
      {made !== undefined && (
        <div className={styles.made} role="status">
          <p>Copy it now: it is not shown again.</p>
          <div className={styles.token}>
            <code>{made}</code>
            <Button size="s" onClick={() => void copy(made)}>
              {copied ? <Check size={14} /> : <Copy size={14} />}
              {copied ? 'Copied' : 'Copy'}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
