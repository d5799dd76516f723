import { lazy, Suspense, useId, useState } from 'react';
import type { FileChange, Moment } from '../api/endpoints';
import { Select } from '../ui/Select';
import { byDay, clock, comparedWith, NOW, type Comparison } from './moments';
import { useChanges, useFilesAt } from './useHistory';
import styles from './VersionFiles.module.css';

const VersionText = lazy(() => import('./VersionText'));

interface Props {
  session: string;
  moments: readonly Moment[];
  version: string;
  dark: boolean;
  phone: boolean;
}

interface ShownFile {
  path: string;
  before: string | undefined;
  text: string;
  note: string | undefined;
}

/** What a version changed, or the whole of it. */
export function VersionFiles({ session, moments, version, dark, phone }: Props) {
  // Two texts beside each other do not fit a phone.
  const [comparison, setComparison] = useState<Comparison | 'nothing'>(
    phone ? 'nothing' : 'before',
  );
  const [wanted, setWanted] = useState<string>();
  const select = useId();

  const since = comparison === 'nothing' ? undefined : comparedWith(moments, version, comparison);
  const whole = since === undefined;
  const changes = useChanges(session, version, since);
  const files = useFilesAt(session, version, whole);
  const { error, isPending } = whole ? files : changes;
  const shown: ShownFile[] = whole
    ? Object.entries(files.data ?? {}).map(([path, text]) => ({
        path,
        before: undefined,
        text,
        note: undefined,
      }))
    : (changes.data ?? []).map(changed);
  const file = shown.find(({ path }) => path === wanted) ?? shown[0];

  return (
    <>
      <div className={styles.bar}>
        <div className={styles.files} role="group" aria-label="Files of this version">
          {shown.map(({ path, note }) => (
            <button
              key={path}
              type="button"
              aria-pressed={path === file?.path}
              onClick={() => setWanted(path)}
            >
              {path}
              {note !== undefined && <span className={styles.kind}>{note}</span>}
            </button>
          ))}
        </div>
        {!phone && (
          <span className={styles.compare}>
            <label htmlFor={select}>Compare with</label>
            <Select
              size="s"
              id={select}
              value={comparison}
              onChange={(event) => setComparison(event.target.value)}
            >
              <option value="before">the version before</option>
              <option value={NOW}>the session now</option>
              <option value="nothing">nothing</option>
              {byDay(moments, new Date()).map((day) => (
                <optgroup key={day.title} label={day.title}>
                  {day.moments
                    .filter((moment) => moment.version !== version)
                    .map((moment) => (
                      <option key={moment.version} value={moment.version}>
                        {clock(moment.to)}
                      </option>
                    ))}
                </optgroup>
              ))}
            </Select>
          </span>
        )}
      </div>
      <div className={styles.text}>
        {error && <p className={styles.note}>{error.message}</p>}
        {!error && !isPending && !file && (
          <p className={styles.note}>
            {whole ? 'This version had no files.' : 'Both are the same, file by file.'}
          </p>
        )}
        {file && phone && (
          <pre className={styles.plain} tabIndex={0} aria-label={`Version of ${file.path}`}>
            {file.text}
          </pre>
        )}
        {file && !phone && (
          <Suspense>
            <VersionText {...file} dark={dark} />
          </Suspense>
        )}
      </div>
    </>
  );
}

function changed({ change, path, oldPath, before, after }: FileChange): ShownFile {
  return { path, before: before ?? '', text: after ?? '', note: note(change, oldPath) };
}

function note(change: FileChange['change'], oldPath: string | undefined): string | undefined {
  switch (change) {
    case 'added':
      return 'new';
    case 'removed':
      return 'deleted';
    case 'renamed':
      return `was ${oldPath ?? 'another'}`;
    case 'changed':
      return undefined;
  }
}
