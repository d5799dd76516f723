import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import styles from './DesktopPanes.module.css';

interface Props {
  /** Whether a problem is read on the left, which wants more room than files do. */
  hasProblem: boolean;
  files: React.ReactNode;
  editor: React.ReactNode;
  output: React.ReactNode;
  input: React.ReactNode;
}

/** Files, editor and run beside each other; where the lines between them are is remembered. */
export function DesktopPanes({ hasProblem, ...panes }: Props) {
  const name = hasProblem ? 'coderun.problem-columns' : 'coderun.columns';
  return <Columns key={name} name={name} hasProblem={hasProblem} {...panes} />;
}

function Columns({ name, hasProblem, files, editor, output, input }: Props & { name: string }) {
  const columns = useDefaultLayout({ id: name, storage: localStorage });
  const rows = useDefaultLayout({ id: 'coderun.rows', storage: localStorage });
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
        <Group id="coderun-rows" orientation="vertical" {...pick(rows)}>
          <Panel id="output" minSize={120} className={styles.card ?? ''}>
            {output}
          </Panel>
          <Separator className={styles.rowHandle} aria-label="Height of the output" />
          <Panel id="input" defaultSize="24%" minSize={64} className={styles.card ?? ''}>
            {input}
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}

function pick({ defaultLayout, onLayoutChanged }: ReturnType<typeof useDefaultLayout>) {
  return { defaultLayout, onLayoutChanged };
}
