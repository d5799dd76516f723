import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { LinkStatus } from '../collab/link';
import type { Keeping } from '../kept/keptDocument';
import { Button } from '../ui/Button';
import { Tip } from '../ui/Tip';
import styles from './ConnectionChip.module.css';
import { describeConnection } from './connectionWords';
import type { Standing } from './session';

interface Props {
  link: LinkStatus;
  standing: Standing;
  keeping: Keeping;
  onRetry: () => void;
}

/** Tells the truth about the connection, and says "saved" only when everything is. */
export function ConnectionChip({ link, standing, keeping, onRetry }: Props) {
  const now = useClock(link.phase.kind === 'waiting');
  const { tone, words, detail } = describeConnection(link, standing, keeping, now);
  return (
    <div className={styles.connection} data-tone={tone}>
      <Tip label={detail}>
        <span className={styles.chip} tabIndex={0}>
          <span className={styles.dot} />
          <span role="status" aria-label="Connection">
            {words}
          </span>
        </span>
      </Tip>
      {link.phase.kind === 'waiting' && (
        <Button size="s" look="ghost" onClick={onRetry}>
          Try now
        </Button>
      )}
      {link.phase.kind === 'refused' && <Remedy remedy={link.phase.refusal.remedy} />}
    </div>
  );
}

function Remedy({ remedy }: { remedy: 'login' | 'home' | 'reload' }) {
  switch (remedy) {
    case 'login':
      return (
        <Button size="s" look="primary" onClick={() => window.location.reload()}>
          Log in
        </Button>
      );
    case 'home':
      return (
        <Link to="/" className={styles.remedy}>
          Your sessions
        </Link>
      );
    case 'reload':
      return (
        <Button size="s" look="primary" onClick={() => window.location.reload()}>
          Reload
        </Button>
      );
  }
}

function useClock(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const tick = () => setNow(Date.now());
    const first = setTimeout(tick, 0);
    const timer = setInterval(tick, 250);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [running]);
  return now;
}
