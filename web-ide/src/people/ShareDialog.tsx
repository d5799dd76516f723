import { useQuery, useQueryClient } from '@tanstack/react-query';
import { sharing, type Sharing } from '../api/sharing';
import { Choice } from '../ui/Choice';
import { Dialog } from '../ui/Dialog';
import { showError } from '../ui/errors';
import { Links } from './Links';
import { Members } from './Members';
import styles from './ShareDialog.module.css';
import { ADDRESS_WORDS } from './words';

interface Props {
  session: string;
  onClose: () => void;
}

const ADDRESS = (['none', 'viewer', 'editor'] as const).map((value) => ({
  value,
  ...ADDRESS_WORDS[value],
}));

/** Everything by which the owner says who else may be in the session. */
export default function ShareDialog({ session, onClose }: Props) {
  return (
    <Dialog title="Share this session" onClose={onClose}>
      <div className={styles.body}>
        <Links session={session} />
        <AddressSetting session={session} />
        <Members session={session} />
      </div>
    </Dialog>
  );
}

function AddressSetting({ session }: { session: string }) {
  const client = useQueryClient();
  const key = ['access', session];
  const { data } = useQuery({ queryKey: key, queryFn: () => sharing.access(session) });
  const set = async (wanted: Partial<Sharing>) => {
    try {
      client.setQueryData(key, await sharing.share(session, wanted));
      await client.invalidateQueries({ queryKey: ['members', session] });
    } catch (error) {
      showError(error);
    }
  };
  const current = data?.sharing;
  return (
    <section className={styles.section} aria-labelledby="share-address">
      <h3 id="share-address">With the address alone</h3>
      <div className={styles.row}>
        <span className={styles.words}>
          People who are logged in
          <small>{ADDRESS_WORDS[current?.address ?? 'none'].detail}</small>
        </span>
        <Choice
          label="People who have the address"
          value={current?.address ?? 'none'}
          options={ADDRESS}
          disabled={!current}
          onChange={(address) => void set({ address })}
        />
      </div>
      <div className={styles.row}>
        <span className={styles.words}>
          Guests
          <small>Anybody with the address, without a login. They never edit or run.</small>
        </span>
        <Choice
          label="Guests"
          value={current?.guests === true ? 'watch' : 'none'}
          options={[
            { value: 'none', label: 'Nobody' },
            { value: 'watch', label: 'Can watch' },
          ]}
          disabled={!current}
          onChange={(choice) => void set({ guests: choice === 'watch' })}
        />
      </div>
    </section>
  );
}
