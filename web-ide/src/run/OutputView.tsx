import { ArrowDownToLine } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import styles from './OutputView.module.css';
import { lineAt, type OutputText } from './outputText';
import { Mentions } from './Mentions';
import type { Place } from './places';

const LINE_HEIGHT = 20;
const OVERSCAN = 12;
const NEAR_END = LINE_HEIGHT * 1.5;

interface Props {
  output: OutputText;
  /** The files that a message may speak of. */
  paths: readonly string[];
  onPlace: (place: Place) => void;
}

/** Only the lines in sight are in the page, so a million of them scroll like a hundred. */
export function OutputView({ output, paths, onPlace }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const [following, setFollowing] = useState(true);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (element && following) element.scrollTop = element.scrollHeight;
  }, [output, following, height]);

  const scrolled = () => {
    const element = box.current;
    if (!element) return;
    setTop(element.scrollTop);
    setFollowing(element.scrollHeight - element.clientHeight - element.scrollTop < NEAR_END);
  };

  const count = visibleCount(output);
  const first = Math.max(0, Math.floor(top / LINE_HEIGHT) - OVERSCAN);
  const last = Math.min(count, Math.ceil((top + height) / LINE_HEIGHT) + OVERSCAN);
  const lines = [];
  for (let index = first; index < last; index++) {
    lines.push(
      <div key={index + output.dropped} className={styles.line}>
        {lineAt(output, index)?.pieces.map((piece, at) => (
          <span key={at} data-stream={piece.stream}>
            <Mentions text={piece.text} paths={paths} onPlace={onPlace} />
          </span>
        ))}
      </div>,
    );
  }

  return (
    <div className={styles.holder}>
      <div
        ref={box}
        className={styles.scroller}
        onScroll={scrolled}
        tabIndex={0}
        role="group"
        aria-label="Program output"
      >
        {output.dropped > 0 && (
          <div className={styles.dropped}>
            {output.dropped.toLocaleString('en')} earlier lines are not shown
          </div>
        )}
        <div className={styles.canvas} style={{ height: count * LINE_HEIGHT }}>
          <div className={styles.window} style={{ top: first * LINE_HEIGHT }}>
            {lines}
          </div>
        </div>
      </div>
      {!following && (
        <button type="button" className={styles.toEnd} onClick={() => setFollowing(true)}>
          <ArrowDownToLine size={13} />
          To the end
        </button>
      )}
    </div>
  );
}

/** The empty line behind the last line end is not worth showing. */
function visibleCount(output: OutputText): number {
  const last = lineAt(output, output.lineCount - 1);
  return last?.length === 0 ? output.lineCount - 1 : output.lineCount;
}
