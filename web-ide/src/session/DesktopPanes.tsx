import { useEffect, useState } from 'react';
import {
  Group,
  Panel,
  Separator,
  useDefaultLayout,
  usePanelRef,
  type PanelImperativeHandle,
} from 'react-resizable-panels';
import type { Session } from './session';
import styles from './DesktopPanes.module.css';

interface Props {
  session: Session;
  /** Whether a problem is read on the left, which wants more room than files do. */
  hasProblem: boolean;
  files: React.ReactNode;
  editor: React.ReactNode;
  tests: (open: boolean, onOpen: (open: boolean) => void) => React.ReactNode;
  output: React.ReactNode;
  input: React.ReactNode;
}

/** Files, editor and run beside each other; where the lines between them are is remembered. */
export function DesktopPanes({ hasProblem, ...panes }: Props) {
  const name = hasProblem ? 'coderun.problem-columns' : 'coderun.columns';
  return <Columns key={name} name={name} hasProblem={hasProblem} {...panes} />;
}

function Columns({ name, hasProblem, files, editor, ...run }: Props & { name: string }) {
  const columns = useDefaultLayout({ id: name, storage: localStorage });
  return (
    <Group id="coderun-columns" {...pick(columns)} className={styles.group}>
      <Panel
        id="files"
        defaultSize={hasProblem ? '34%' : 190}
        minSize={hasProblem ? 240 : 130}
        maxSize={hasProblem ? '60%' : '35%'}
        groupResizeBehavior="preserve-pixel-size"
        className={hasProblem ? (styles.card ?? '') : ''}
      >
        {files}
      </Panel>
      <Separator
        className={styles.handle}
        aria-label={hasProblem ? 'Width of the problem' : 'Width of the file list'}
      />
      <Panel id="editor" minSize={260} className={styles.card ?? ''}>
        {editor}
      </Panel>
      <Separator className={styles.handle} aria-label="Width of the output" />
      <Panel id="run" defaultSize="36%" minSize={240}>
        <Rows key={name} hasProblem={hasProblem} {...run} />
      </Panel>
    </Group>
  );
}

/** The height of the tests' head and its border. */
const FOLDED = 40;
const LEAST = 160;
const USUAL = '46%';

/** Tests, output and input above each other. The tests begin folded where nothing is to be tested yet. */
function Rows({
  session,
  hasProblem,
  tests,
  output,
  input,
}: Pick<Props, 'session' | 'hasProblem' | 'tests' | 'output' | 'input'>) {
  const rows = useDefaultLayout({
    id: hasProblem ? 'coderun.problem-rows' : 'coderun.test-rows',
    storage: localStorage,
  });
  const panel = usePanelRef();
  const [open, setOpen] = useState(hasProblem);

  const fold = (wanted: boolean) => {
    if (wanted) unfold(panel.current);
    else panel.current?.collapse();
  };
  useEffect(() => session.tests.chosen.subscribe(() => unfold(panel.current)), [session, panel]);

  return (
    <Group id="coderun-rows" orientation="vertical" {...pick(rows)}>
      <Panel
        id="tests"
        panelRef={panel}
        collapsible
        collapsedSize={FOLDED}
        defaultSize={hasProblem ? USUAL : FOLDED}
        minSize={LEAST}
        className={styles.card ?? ''}
        onResize={({ inPixels }) => setOpen(inPixels > FOLDED + 4)}
      >
        {tests(open, fold)}
      </Panel>
      <Separator className={styles.rowHandle} aria-label="Height of the tests" />
      <Panel id="output" minSize={120} className={styles.card ?? ''}>
        {output}
      </Panel>
      <Separator className={styles.rowHandle} aria-label="Height of the output" />
      <Panel id="input" defaultSize="20%" minSize={64} className={styles.card ?? ''}>
        {input}
      </Panel>
    </Group>
  );
}

/** The first time there is no earlier height to go back to, and the least shows too little. */
function unfold(panel: PanelImperativeHandle | null): void {
  if (!panel?.isCollapsed()) return;
  panel.expand();
  if (panel.getSize().inPixels <= LEAST) panel.resize(USUAL);
}

function pick({ defaultLayout, onLayoutChanged }: ReturnType<typeof useDefaultLayout>) {
  return { defaultLayout, onLayoutChanged };
}
