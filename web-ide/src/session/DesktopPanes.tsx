import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import styles from './DesktopPanes.module.css';

interface Props {
  files: React.ReactNode;
  editor: React.ReactNode;
  output: React.ReactNode;
  input: React.ReactNode;
}

/** Files, editor and run beside each other; where the lines between them are is remembered. */
export function DesktopPanes({ files, editor, output, input }: Props) {
  const columns = useDefaultLayout({ id: 'coderun.columns', storage: localStorage });
  const rows = useDefaultLayout({ id: 'coderun.rows', storage: localStorage });
  return (
    <Group id="coderun-columns" {...pick(columns)} className={styles.group}>
      <Panel
        id="files"
        defaultSize={190}
        minSize={130}
        maxSize="35%"
        groupResizeBehavior="preserve-pixel-size"
      >
        {files}
      </Panel>
      <Separator className={styles.handle} aria-label="Width of the file list" />
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
