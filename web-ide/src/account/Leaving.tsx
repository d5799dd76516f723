import { Download } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, type User } from '../api/endpoints';
import { forgetUser } from '../kept/forget';
import { forgetLastUser } from '../kept/lastUser';
import { Button } from '../ui/Button';
import { showError } from '../ui/errors';
import { Field } from '../ui/Field';
import styles from './Leaving.module.css';
import { Section } from './Section';
import { useForgetEverything } from './useMe';

/** Taking along what is one's own, and going. */
export function Leaving({ me }: { me: User }) {
  const navigate = useNavigate();
  const forget = useForgetEverything();
  const [name, setName] = useState('');

  const leave = async (event: React.SyntheticEvent) => {
    event.preventDefault();
    try {
      await api.deleteMe(name);
      forgetLastUser();
      await forgetUser(me.id);
      await navigate('/');
      await forget();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Section
      title="Your data"
      about="Take along all that is kept of you, or delete it: your sessions go with it, for everyone."
      action={
        <a className={styles.download} href="/api/me/export" download>
          <Download size={15} />
          Download
        </a>
      }
    >
      <form className={styles.form} onSubmit={leave}>
        <Field
          label={`To delete your account, type your name: ${me.name}`}
          value={name}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          type="submit"
          look="danger"
          className={styles.delete ?? ''}
          disabled={name !== me.name}
        >
          Delete account
        </Button>
      </form>
    </Section>
  );
}
