import { History, RotateCcw } from 'lucide-react';
import type { Moment } from '../api/endpoints';
import { Avatar } from '../ui/Avatar';
import { Button } from '../ui/Button';
import { byDay, span, what, who } from './moments';
import styles from './VersionList.module.css';

interface Props {
  moments: readonly Moment[];
  picked: string | undefined;
  onPick: (version: string) => void;
  onMore: (() => void) | undefined;
}

const SHOWN_AUTHORS = 4;

/** The timeline: who wrote when. Arrow keys go up and down in it. */
export function VersionList({ moments, picked, onPick, onMore }: Props) {
  const move = (event: React.KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-version]')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[at + step]?.focus();
    event.preventDefault();
  };
  return (
    <nav className={styles.list} aria-label="Versions" onKeyDown={move}>
      {byDay(moments, new Date()).map(({ title, moments: ofDay }) => (
        <section key={title} aria-label={title}>
          <h3 className={styles.day}>{title}</h3>
          <ol>
            {ofDay.map((moment) => (
              <li key={moment.version}>
                <button
                  type="button"
                  className={styles.version}
                  data-version={moment.version}
                  aria-current={moment.version === picked}
                  autoFocus={moment.version === picked}
                  onClick={() => onPick(moment.version)}
                >
                  <span className={styles.mark}>
                    {moment.restored ? <RotateCcw size={13} /> : <History size={13} />}
                  </span>
                  <span className={styles.words}>
                    <span className={styles.time}>{span(moment)}</span>
                    <span className={styles.what}>{what(moment)}</span>
                    <span className={styles.who}>{who(moment)}</span>
                  </span>
                  <span className={styles.authors} aria-hidden="true">
                    {moment.authors.slice(0, SHOWN_AUTHORS).map(({ id, name, color }) => (
                      <Avatar key={id} name={name} color={color} />
                    ))}
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {onMore && (
        <Button className={styles.more ?? ''} onClick={onMore}>
          Show earlier versions
        </Button>
      )}
    </nav>
  );
}
