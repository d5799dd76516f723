import { Ban, CircleCheck, CircleX, LoaderCircle, ServerCrash } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Run } from './runState';
import styles from './RunStatus.module.css';
import { bytes, duration, explain, STAGE_WORDS, type Tone } from './words';

const ICONS: Record<Tone, React.ReactNode> = {
  good: <CircleCheck size={15} />,
  bad: <CircleX size={15} />,
  quiet: <Ban size={15} />,
  fault: <ServerCrash size={15} />,
};

/** How far the run is, or how it ended: in words, with what it used. */
export function RunStatus({ run }: { run: Run }) {
  if (!run.end) {
    return (
      <footer className={styles.status}>
        <span role="status" aria-label="Run status" className={styles.words}>
          <LoaderCircle size={15} className={styles.spinner} />
          <strong>{STAGE_WORDS[run.about.stage]}</strong>
        </span>
        <Elapsed since={run.beganAt} />
      </footer>
    );
  }
  const { outcome, usage } = run.end;
  const { tone, title, detail } = explain(outcome, usage, run.about.stage);
  return (
    <footer className={styles.status} data-tone={tone}>
      <span role="status" aria-label="Run status" className={styles.words}>
        {ICONS[tone]}
        <strong>{title}</strong>
        {detail !== '' && <span className={styles.detail}>{detail}</span>}
      </span>
      <span
        className={styles.usage}
        title={`Wall ${duration(usage.wallMs)}, processor ${duration(usage.cpuMs)}`}
      >
        <span>{duration(usage.wallMs)}</span>
        {usage.memoryBytes > 0 && <span>{bytes(usage.memoryBytes)}</span>}
      </span>
    </footer>
  );
}

function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, now - since) / 1000;
  return (
    <span className={styles.usage} aria-hidden="true">
      {seconds < 60 ? `${seconds.toFixed(1)} s` : duration(seconds * 1000)}
    </span>
  );
}
