import { useSyncExternalStore } from 'react';
import type { Cases } from '../collab/cases';
import { SharedTextArea } from '../ui/SharedTextArea';
import styles from './CaseTexts.module.css';

interface Props {
  cases: Cases;
  id: string;
  name: string;
  readOnly: boolean;
}

const FIELDS = [
  { field: 'input', title: 'Input', empty: 'Nothing is given to it' },
  { field: 'expected', title: 'Expected', empty: 'Nothing has to come out' },
] as const;

/** What a case gives and expects; several people may type in it at once. */
export function CaseTexts({ cases, id, name, readOnly }: Props) {
  return (
    <div className={styles.texts}>
      {FIELDS.map((each) => (
        <CaseText
          key={each.field}
          cases={cases}
          id={id}
          name={name}
          readOnly={readOnly}
          {...each}
        />
      ))}
    </div>
  );
}

function CaseText({ cases, id, name, readOnly, field, title, empty }: Props & Field) {
  const text = useSyncExternalStore(cases.subscribe, () => cases.text(id, field));
  return (
    <div className={styles.text}>
      <span>{title}</span>
      <SharedTextArea
        text={text}
        aria-label={`${title} of ${name}`}
        placeholder={empty}
        rows={3}
        readOnly={readOnly || text === undefined}
      />
    </div>
  );
}

type Field = (typeof FIELDS)[number];
