import type { Language, SandboxState } from '../api/endpoints';
import styles from './LanguageStateWords.module.css';

interface Props {
  language: Language;
  sandbox: SandboxState;
}

/** Whether programs in this language can be run now, in a few words. */
export function LanguageStateWords({ language, sandbox }: Props) {
  if (sandbox.state === 'unavailable') {
    return <span className={styles.state}>Edit only for now</span>;
  }
  switch (language.state) {
    case 'ready':
      return (
        <span className={styles.state} data-tone="good">
          Ready to run
        </span>
      );
    case 'building':
      return (
        <span className={styles.state} title={language.detail}>
          Being set up{language.percent === undefined ? ' …' : `, ${language.percent} %`}
          <progress
            className={styles.bar}
            max={100}
            value={language.percent}
            aria-label={`${language.name} is being set up`}
          />
        </span>
      );
    case 'missing':
      return <span className={styles.state}>{language.detail ?? 'Not set up yet'}</span>;
    case 'failed':
      return (
        <span className={styles.state} data-tone="bad" title={language.detail}>
          Could not be set up
        </span>
      );
  }
}
