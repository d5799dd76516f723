import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Copy, Link2, Plus } from 'lucide-react';
import { useState } from 'react';
import { sharing, type GivenRole, type Share } from '../api/sharing';
import { Button } from '../ui/Button';
import { Choice } from '../ui/Choice';
import { copyText } from '../ui/copyText';
import { showError } from '../ui/errors';
import { invitationAddress } from './invitation';
import styles from './ShareDialog.module.css';
import { endWords, LIFETIMES, ROLE_WORDS, type Lifetime } from './words';

const ROLES = (['editor', 'viewer'] as const).map((value) => ({ value, label: ROLE_WORDS[value] }));

/** Links that make whoever opens them an editor or a viewer: made, shown once, revoked. */
export function Links({ session }: { session: string }) {
  const client = useQueryClient();
  const key = ['links', session];
  const { data: links, dataUpdatedAt } = useQuery({
    queryKey: key,
    queryFn: () => sharing.links(session),
    refetchInterval: 60_000,
  });
  const [role, setRole] = useState<GivenRole>('editor');
  const [lifetime, setLifetime] = useState<Lifetime>('day');
  const [made, setMade] = useState<Share>();
  const [busy, setBusy] = useState(false);

  const change = async (action: () => Promise<void>) => {
    setBusy(true);
    try {
      await action();
      await client.invalidateQueries({ queryKey: key });
      await client.invalidateQueries({ queryKey: ['members', session] });
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };

  const add = () =>
    change(async () => {
      const seconds = LIFETIMES.find(({ value }) => value === lifetime)?.seconds;
      const link = await sharing.addLink(session, role, seconds);
      setMade(link);
      await copy(link);
    });

  const copy = (link: Share) =>
    copyText(
      invitationAddress(session, link.secret ?? ''),
      'Link copied',
      `Whoever logs in and opens it ${link.role === 'editor' ? 'can edit and run' : 'can watch'}.`,
    );

  return (
    <section className={styles.section} aria-labelledby="share-links">
      <h3 id="share-links">Invite with a link</h3>
      <div className={styles.make}>
        <Choice label="Role" value={role} options={ROLES} onChange={setRole} />
        <Choice label="Lifetime" value={lifetime} options={LIFETIMES} onChange={setLifetime} />
        <Button look="primary" size="s" disabled={busy} onClick={() => void add()}>
          <Plus size={14} />
          Make a link
        </Button>
      </div>
      {made?.secret !== undefined && (
        <div className={styles.made}>
          <input
            readOnly
            aria-label="New link"
            value={invitationAddress(session, made.secret)}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Button size="s" onClick={() => void copy(made)}>
            <Copy size={13} />
            Copy
          </Button>
          <small>It is shown only now: the server keeps no more than its fingerprint.</small>
        </div>
      )}
      {links?.map((link) => (
        <div key={link.id} className={styles.row}>
          <Link2 size={15} className={styles.icon ?? ''} />
          <span className={styles.words}>
            {ROLE_WORDS[link.role]}
            <small>
              Made {new Date(link.createdAt).toLocaleDateString()} ·{' '}
              {endWords(link.expires, dataUpdatedAt)}
            </small>
          </span>
          <Button
            size="s"
            look="danger"
            disabled={busy}
            onClick={() =>
              void change(async () => {
                await sharing.revokeLink(session, link.id);
                setMade((before) => (before?.id === link.id ? undefined : before));
              })
            }
          >
            Revoke
          </Button>
        </div>
      ))}
    </section>
  );
}
