import { CornerDownLeft } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/Button';
import { Tip } from '../ui/Tip';
import styles from './StdinLine.module.css';

interface Props {
  onLine: (line: string) => void;
  onEnd: () => void;
}

/** Types a line to the running program; Ctrl+D in an empty line ends its input, as in a terminal. */
export function StdinLine({ onLine, onEnd }: Props) {
  const [line, setLine] = useState('');
  const [ended, setEnded] = useState(false);

  const end = () => {
    if (line !== '') onLine(line);
    setLine('');
    setEnded(true);
    onEnd();
  };

  const pressed = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onLine(`${line}\n`);
      setLine('');
    } else if (event.key.toLowerCase() === 'd' && event.ctrlKey) {
      event.preventDefault();
      end();
    }
  };

  return (
    <div className={styles.line}>
      <CornerDownLeft size={14} />
      <input
        aria-label="Program input"
        placeholder={ended ? 'The input has ended' : 'Type a line for the program, then Enter'}
        value={line}
        disabled={ended}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => setLine(event.target.value)}
        onKeyDown={pressed}
      />
      <Tip label="Tells the program that no more input comes" keys="Ctrl D">
        <Button size="s" look="ghost" disabled={ended} onClick={end}>
          End of input
        </Button>
      </Tip>
    </div>
  );
}
