import { Eye, Megaphone, PencilLine, Presentation } from 'lucide-react';
import { useState } from 'react';
import { sharing } from '../api/sharing';
import type { Session } from '../session/session';
import { Button } from '../ui/Button';
import { showError } from '../ui/errors';
import { Menu, MenuItem } from '../ui/Menu';
import { useStore } from '../ui/store';
import styles from './LectureMenu.module.css';

/** What the owner does in front of a class: everybody watches, everybody follows. */
export function LectureMenu({ session, me }: { session: Session; me: string }) {
  const { lecture, leader } = useStore(session.company.view);
  const leads = leader?.id === me;
  const [busy, setBusy] = useState(false);

  const setLecture = async (on: boolean) => {
    setBusy(true);
    try {
      await sharing.lecture(session.id, on);
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Menu
      label="Lecture"
      trigger={
        <Button
          look={lecture || leads ? 'plain' : 'ghost'}
          className={styles.trigger ?? ''}
          data-on={lecture || leads}
          aria-label={`Lecture, ${words(lecture, leads)}`}
        >
          <Presentation size={15} />
          <span>{words(lecture, leads)}</span>
        </Button>
      }
    >
      <MenuItem
        icon={lecture ? <PencilLine size={15} /> : <Eye size={15} />}
        detail={
          lecture
            ? 'Whoever could edit before can again.'
            : 'Nobody but you edits and runs for now.'
        }
        disabled={busy}
        onSelect={() => void setLecture(!lecture)}
      >
        {lecture ? 'Give everybody their role back' : 'Everybody watches'}
      </MenuItem>
      <MenuItem
        icon={<Megaphone size={15} />}
        detail={
          leads
            ? 'Their editors stay where they are.'
            : 'Their editors go where you go, until they stop.'
        }
        onSelect={() => session.lead(!leads)}
      >
        {leads ? 'Let everybody go their own way' : 'Everybody follows me'}
      </MenuItem>
    </Menu>
  );
}

function words(lecture: boolean, leads: boolean): string {
  if (lecture) return leads ? 'Lecturing' : 'Only you edit';
  return leads ? 'Leading' : 'Lecture';
}
