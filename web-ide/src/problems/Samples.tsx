import { Check, Copy, CopyPlus, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import type { Sample } from '../api/problems';
import { showError } from '../ui/errors';
import { IconButton } from '../ui/IconButton';
import styles from './Samples.module.css';

interface Props {
  samples: readonly Sample[];
  /** Makes a sample's input the session's own; absent where there is no session. */
  onUse?: ((input: string) => void) | undefined;
  /** Makes a case of one's own of it; absent where there is no session. */
  onCase?: ((sample: Sample, name: string) => void) | undefined;
}

export function Samples({ samples, onUse, onCase }: Props) {
  return (
    <div className={styles.samples}>
      {samples.map((sample, index) => (
        <section key={sample.name} aria-label={`Sample ${index + 1}`}>
          <header className={styles.head}>
            <h3>Sample {index + 1}</h3>
            {onCase && !sample.interaction && (
              <IconButton
                label="Make it a case of my own"
                onClick={() => onCase(sample, `Sample ${index + 1}, mine`)}
              >
                <CopyPlus size={13} />
              </IconButton>
            )}
          </header>
          {sample.interaction ? (
            <Interaction text={sample.interaction} />
          ) : (
            <div className={styles.pair}>
              <Block title="Input" text={sample.input} onUse={onUse} />
              <Block title="Output" text={sample.answer} />
            </div>
          )}
        </section>
      ))}
    </div>
  );
}

function Block({
  title,
  text,
  onUse,
}: {
  title: string;
  text: string;
  onUse?: ((input: string) => void) | undefined;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <figure className={styles.block}>
      <figcaption>
        {title}
        <span className={styles.spacer} />
        {onUse && (
          <IconButton label="Use as my input" onClick={() => onUse(text)}>
            <FlaskConical size={13} />
          </IconButton>
        )}
        <IconButton
          label={copied ? 'Copied' : `Copy ${title.toLowerCase()}`}
          onClick={() => void copy()}
        >
          {copied ? <Check size={13} /> : <Copy size={13} />}
        </IconButton>
      </figcaption>
      <pre>{text}</pre>
    </figure>
  );
}

/** Who says what: the judge on the left, the program on the right. */
function Interaction({ text }: { text: string }) {
  const lines = text.split('\n').filter((line) => line !== '');
  return (
    <ol className={styles.interaction}>
      {lines.map((line, index) => (
        <li key={index} data-by={line.startsWith('<') ? 'judge' : 'program'}>
          <span className="visually-hidden">{line.startsWith('<') ? 'Judge: ' : 'Program: '}</span>
          {line.slice(1)}
        </li>
      ))}
    </ol>
  );
}
