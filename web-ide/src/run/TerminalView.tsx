import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'react';
import { terminalSince, type Run } from './runState';
import { teachManners } from './terminalManners';
import styles from './TerminalView.module.css';
import { TERMINAL_FONT_SIZE, TERMINAL_LINE_HEIGHT, terminalSize } from './terminalSize';

interface Props {
  run: Run;
  dark: boolean;
  /** Whether this page's user started the run. */
  mine: boolean;
  onType: (text: string) => void;
  onResize: (columns: number, rows: number) => void;
}

/** A real terminal: colours, a moving cursor, and every key goes to the program. */
export default function TerminalView({ run, dark, mine, onType, onResize }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const [terminal, setTerminal] = useState<Terminal>();
  const written = useRef({ run: run.about.run, bytes: 0 });
  const answers = useRef(false);
  useEffect(() => {
    answers.current = mine && !run.end;
  }, [mine, run.end]);

  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const created = new Terminal({
      fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
      fontSize: TERMINAL_FONT_SIZE,
      lineHeight: TERMINAL_LINE_HEIGHT,
      allowTransparency: true,
      scrollback: 10_000,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      screenReaderMode: false,
    });
    teachManners(created, () => answers.current);
    const fit = new FitAddon();
    created.loadAddon(fit);
    created.open(element);
    const measure = () => {
      fit.fit();
      terminalSize.set({ columns: created.cols, rows: created.rows });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    written.current.bytes = 0;
    created.focus();
    setTerminal(created);
    return () => {
      observer.disconnect();
      created.dispose();
      setTerminal(undefined);
    };
  }, []);

  useEffect(() => {
    if (terminal) paint(terminal, dark ? DARK : LIGHT);
  }, [terminal, dark]);

  useEffect(() => {
    if (!terminal) return;
    const typed = terminal.onData(onType);
    const resized = terminal.onResize(({ cols, rows }) => onResize(cols, rows));
    onResize(terminal.cols, terminal.rows);
    return () => {
      typed.dispose();
      resized.dispose();
    };
  }, [terminal, onType, onResize]);

  useEffect(() => {
    if (!terminal) return;
    const state = written.current;
    if (state.run !== run.about.run) {
      written.current = { run: run.about.run, bytes: 0 };
      terminal.reset();
    }
    const news = terminalSince(run.terminal, written.current.bytes);
    if (news.length === 0) return;
    written.current.bytes = Math.max(written.current.bytes, run.terminal.dropped);
    for (const chunk of news) {
      terminal.write(chunk);
      written.current.bytes += chunk.length;
    }
  }, [terminal, run]);

  return (
    <div className={styles.holder}>
      <div ref={holder} className={styles.terminal} role="group" aria-label="Terminal" />
    </div>
  );
}

function paint(terminal: Terminal, theme: ITheme): void {
  terminal.options.theme = theme;
}

const DARK: ITheme = {
  background: '#00000000',
  foreground: '#e3ebe7',
  cursor: '#4bd6a6',
  selectionBackground: '#22564580',
  black: '#232d29',
  red: '#ff8080',
  green: '#4bd6a6',
  yellow: '#f2b660',
  blue: '#8ec7f5',
  magenta: '#c9a7f2',
  cyan: '#6fd3d3',
  white: '#e3ebe7',
  brightBlack: '#7a8983',
  brightRed: '#ff9d9d',
  brightGreen: '#6be3b8',
  brightYellow: '#f7cb8d',
  brightBlue: '#aed7f8',
  brightMagenta: '#d9c1f7',
  brightCyan: '#93e0e0',
  brightWhite: '#ffffff',
};

const LIGHT: ITheme = {
  background: '#00000000',
  foreground: '#17211c',
  cursor: '#0b8060',
  selectionBackground: '#bfe8d980',
  black: '#17211c',
  red: '#c02a31',
  green: '#0b8060',
  yellow: '#945200',
  blue: '#1e63a8',
  magenta: '#7440b5',
  cyan: '#0f7285',
  white: '#56635d',
  brightBlack: '#6d7973',
  brightRed: '#a3141c',
  brightGreen: '#086a4f',
  brightYellow: '#7a4300',
  brightBlue: '#154f8a',
  brightMagenta: '#5c2f96',
  brightCyan: '#0a5c6c',
  brightWhite: '#17211c',
};
