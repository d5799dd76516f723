import { Link2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Role } from '../api/endpoints';
import { Button } from '../ui/Button';
import { copyText } from '../ui/copyText';
import { Tip } from '../ui/Tip';
import styles from './ShareButton.module.css';

const ShareDialog = lazy(() => import('./ShareDialog'));

/** For the owner everything about sharing; for others the address, which lets in whom the owner lets in. */
export function ShareButton({ session, role }: { session: string; role: Role }) {
  const [open, setOpen] = useState(false);
  const press = () =>
    role === 'owner'
      ? setOpen(true)
      : void copyText(
          window.location.origin + window.location.pathname,
          'Address copied',
          'It opens for whom the owner of this session lets in.',
        );
  return (
    <>
      <Tip label={role === 'owner' ? 'Who may be here' : 'Copy the address of this session'}>
        <Button onClick={press} className={styles.share ?? ''} aria-label="Share">
          <Link2 size={15} />
          <span>Share</span>
        </Button>
      </Tip>
      {open && (
        <Suspense>
          <ShareDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
