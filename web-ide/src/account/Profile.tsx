import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, type User } from '../api/endpoints';
import { Avatar } from '../ui/Avatar';
import { Button } from '../ui/Button';
import { showError } from '../ui/errors';
import { Field } from '../ui/Field';
import { CARET_COLORS } from './caretColors';
import { pictureOf } from './picture';
import styles from './Profile.module.css';
import { Section } from './Section';
import { ME } from './useMe';

const MAX_NAME_LENGTH = 40;

/** How others see one: picture, name, and the colour of the caret. */
export function Profile({ me }: { me: User }) {
  const client = useQueryClient();
  const [name, setName] = useState(me.name);
  const file = useRef<HTMLInputElement>(null);

  const change = async (ask: Promise<User>) => {
    try {
      client.setQueryData(ME, await ask);
    } catch (error) {
      showError(error);
    }
  };

  const takePicture = async (chosen: File | undefined) => {
    if (!chosen) return;
    try {
      await change(api.setAvatar(await pictureOf(chosen)));
    } catch (error) {
      showError(error);
    }
  };

  return (
    <Section title="Profile" about="This is how others see you in a session.">
      <div className={styles.profile}>
        <div className={styles.picture}>
          <Avatar name={me.name} color={me.color} picture={me.avatar} size={72} />
          <input
            ref={file}
            type="file"
            accept="image/*"
            hidden
            aria-label="Picture"
            onChange={(event) => void takePicture(event.target.files?.[0])}
          />
          <Button size="s" onClick={() => file.current?.click()}>
            Choose picture
          </Button>
          {me.avatar && (
            <Button size="s" look="ghost" onClick={() => void change(api.removeAvatar())}>
              Remove
            </Button>
          )}
        </div>
        <div className={styles.fields}>
          <form
            className={styles.name}
            onSubmit={(event) => {
              event.preventDefault();
              void change(api.changeMe({ name: name.trim() }));
            }}
          >
            <Field
              label="Name"
              value={name}
              maxLength={MAX_NAME_LENGTH}
              autoComplete="nickname"
              onChange={(event) => setName(event.target.value)}
            />
            <Button
              type="submit"
              look="primary"
              className={styles.save ?? ''}
              disabled={name.trim() === '' || name.trim() === me.name}
            >
              Save
            </Button>
          </form>
          <fieldset className={styles.colors}>
            <legend>Colour of your caret</legend>
            {CARET_COLORS.map(({ value, word }) => (
              <label key={value} className={styles.color} style={{ '--swatch': value }}>
                <input
                  type="radio"
                  name="color"
                  aria-label={word}
                  checked={me.color === value}
                  onChange={() => void change(api.changeMe({ color: value }))}
                />
              </label>
            ))}
          </fieldset>
        </div>
      </div>
    </Section>
  );
}
