import { CirclePlay, TriangleAlert } from 'lucide-react';
import type { Catalogue } from '../api/endpoints';
import { LocalSandboxNote } from '../home/LocalSandboxNote';
import { LanguageStateWords } from '../home/LanguageStateWords';
import { RUN_KEYS } from '../ui/keys';
import styles from './NothingRunYet.module.css';

interface Props {
  catalogue: Catalogue | undefined;
  language: string | undefined;
}

export function NothingRunYet({ catalogue, language }: Props) {
  if (catalogue?.sandbox.state === 'unavailable') {
    const { detail, advice } = catalogue.sandbox;
    return (
      <div className={styles.empty}>
        <TriangleAlert size={22} className={styles.warn} />
        <p className={styles.title}>Programs cannot run yet</p>
        <p>
          {detail} {advice}
        </p>
      </div>
    );
  }
  const current = catalogue?.items.find((each) => each.id === language);
  return (
    <div className={styles.empty}>
      <CirclePlay size={22} />
      <p className={styles.title}>
        Press Run or <kbd>{RUN_KEYS}</kbd>
      </p>
      <p>The program runs once, and everyone here sees its output.</p>
      {catalogue && <LocalSandboxNote sandbox={catalogue.sandbox} />}
      {catalogue && current && current.state !== 'ready' && (
        <p className={styles.state}>
          {current.name}: <LanguageStateWords language={current} sandbox={catalogue.sandbox} />
        </p>
      )}
    </div>
  );
}
