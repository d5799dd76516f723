import { ChevronDown, LoaderCircle, Play, Square, SquareTerminal, Text } from 'lucide-react';
import type { Session } from '../session/session';
import { Button } from '../ui/Button';
import { RUN_KEYS } from '../ui/keys';
import { Menu, MenuChoice } from '../ui/Menu';
import { useStore } from '../ui/store';
import { Tip } from '../ui/Tip';
import styles from './RunControls.module.css';
import { runMode } from './useRun';

interface Props {
  session: Session;
  onRun: () => void;
  disabled: boolean;
}

export function RunControls({ session, onRun, disabled }: Props) {
  const run = useStore(session.runs.run);
  const starting = useStore(session.runs.starting);
  const mode = useStore(runMode);
  const running = run !== undefined && !run.end;

  if (running) {
    return (
      <Button look="danger" onClick={() => session.runs.cancel()} disabled={disabled}>
        <Square size={12} fill="currentColor" />
        Stop
      </Button>
    );
  }
  return (
    <div className={styles.split}>
      <Tip label="Run for everyone here" keys={RUN_KEYS}>
        <Button
          look="primary"
          className={styles.run ?? ''}
          onClick={onRun}
          disabled={disabled || starting}
        >
          {starting ? (
            <LoaderCircle size={14} className={styles.spinner} />
          ) : (
            <Play size={13} fill="currentColor" />
          )}
          Run
        </Button>
      </Tip>
      <Menu
        label="How to run"
        trigger={
          <Button
            look="primary"
            className={styles.how ?? ''}
            aria-label="How to run"
            disabled={disabled}
          >
            <ChevronDown size={14} />
          </Button>
        }
      >
        <MenuChoice
          value={mode}
          onChange={(value) => runMode.set(value)}
          options={[
            {
              value: 'pipes',
              label: 'Plain output',
              detail: 'Output and errors told apart, input from the box',
              icon: <Text size={15} />,
            },
            {
              value: 'terminal',
              label: 'Terminal',
              detail: 'Colours and keys, as in a real terminal',
              icon: <SquareTerminal size={15} />,
            },
          ]}
        />
      </Menu>
    </div>
  );
}
