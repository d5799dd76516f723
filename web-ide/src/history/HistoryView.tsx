import { ArrowLeft, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Moment } from '../api/endpoints';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { showError } from '../ui/errors';
import { IconButton } from '../ui/IconButton';
import { tell } from '../ui/tell';
import styles from './HistoryView.module.css';
import { span, what, who } from './moments';
import { useTimeline } from './useHistory';
import { VersionFiles } from './VersionFiles';
import { VersionList } from './VersionList';

interface Props {
  session: string;
  mayRestore: boolean;
  dark: boolean;
  phone: boolean;
  onClose: () => void;
}

/** A session's past in the place of its panes: the timeline, one version, and the way back to it. */
export default function HistoryView({ session, mayRestore, dark, phone, onClose }: Props) {
  const client = useQueryClient();
  const timeline = useTimeline(session);
  const [wanted, setWanted] = useState<string>();
  const [restoring, setRestoring] = useState<Moment>();
  const { moments } = timeline;
  // On a phone the list comes first, and fills the screen.
  const picked =
    moments.find(({ version }) => version === wanted) ?? (phone ? undefined : moments[0]);

  const restore = async (moment: Moment) => {
    try {
      await api.restoreVersion(session, moment.version);
      await client.invalidateQueries({ queryKey: ['history', session] });
      tell('Restored', {
        kind: 'success',
        description: 'Everybody has it now. The version before it stays in the history.',
      });
      onClose();
    } catch (error) {
      showError(error);
    }
  };

  return (
    <section
      className={styles.history}
      aria-label="History"
      data-picked={picked !== undefined}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className={styles.side}>
        <header className={styles.header}>
          <h2>History</h2>
          <span className={styles.spacer} />
          <IconButton label="Close the history" onClick={onClose}>
            <X size={16} />
          </IconButton>
        </header>
        {timeline.error && <p className={styles.note}>{timeline.error.message}</p>}
        {timeline.data && moments.length === 0 && (
          <p className={styles.note}>{nothing(timeline.data.pages[0]?.retentionDays ?? 0)}</p>
        )}
        {moments.length > 0 && (
          <VersionList
            moments={moments}
            picked={picked?.version}
            onPick={setWanted}
            onMore={timeline.hasNextPage ? () => void timeline.fetchNextPage() : undefined}
          />
        )}
      </div>
      {picked && (
        <div className={styles.version}>
          <header className={styles.header}>
            {phone && (
              <IconButton label="All versions" onClick={() => setWanted(undefined)}>
                <ArrowLeft size={16} />
              </IconButton>
            )}
            <h3>{span(picked)}</h3>
            <span className={styles.about}>
              {what(picked)} · {who(picked)}
            </span>
            <span className={styles.spacer} />
            {mayRestore && (
              <Button look="primary" size="s" onClick={() => setRestoring(picked)}>
                <RotateCcw size={13} />
                Restore
              </Button>
            )}
          </header>
          <VersionFiles
            key={picked.version}
            session={session}
            moments={moments}
            version={picked.version}
            dark={dark}
            phone={phone}
          />
        </div>
      )}
      {restoring && (
        <Confirm
          title={`Restore the version of ${span(restoring)}?`}
          detail="The files become what they were then, for everybody in the session. Whoever types goes on typing, and the present version stays in the history."
          action="Restore"
          look="primary"
          onConfirm={() => void restore(restoring)}
          onClose={() => setRestoring(undefined)}
        />
      )}
    </section>
  );
}

function nothing(retentionDays: number): string {
  return retentionDays === 0
    ? 'This server keeps no versions.'
    : `Nothing was written in the last ${retentionDays} days, for which versions are kept.`;
}
