import { EllipsisVertical, FilePlus2, Pencil, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { DocumentView, FileEntry, SessionDocument } from '../collab/document';
import { pathFault } from '../collab/paths';
import type { Peer } from '../collab/presence';
import { IconButton } from '../ui/IconButton';
import { Menu, MenuItem } from '../ui/Menu';
import { tell } from '../ui/tell';
import styles from './FileList.module.css';
import { PathInput } from './PathInput';

interface Props {
  document: SessionDocument;
  view: DocumentView;
  active: string | undefined;
  peers: readonly Peer[];
  readOnly: boolean;
  onOpen: (id: string) => void;
}

/** What is being named: a new file, or one that has a name already. */
type Naming = { kind: 'new' } | { kind: 'rename'; id: string };

export function FileList({ document, view, active, peers, readOnly, onOpen }: Props) {
  const [naming, setNaming] = useState<Naming>();

  const add = (path: string) => {
    setNaming(undefined);
    onOpen(document.addFile(path));
  };

  const rename = (id: string, path: string) => {
    setNaming(undefined);
    document.renameFile(id, path);
  };

  const remove = ({ id, path }: FileEntry) => {
    document.deleteFile(id);
    tell(`Deleted ${path}`, {
      action: { label: 'Undo', onClick: () => document.undoDelete() },
    });
  };

  const pressed = (event: React.KeyboardEvent, file: FileEntry) => {
    if (readOnly) return;
    if (event.key === 'F2') setNaming({ kind: 'rename', id: file.id });
    else if (event.key === 'Delete') remove(file);
  };

  return (
    <nav className={styles.files} aria-label="Files">
      <header className={styles.header}>
        <h2>Files</h2>
        <IconButton label="New file" disabled={readOnly} onClick={() => setNaming({ kind: 'new' })}>
          <FilePlus2 size={15} />
        </IconButton>
      </header>
      <ul className={styles.list}>
        {view.files.map((file) =>
          naming?.kind === 'rename' && naming.id === file.id ? (
            <li key={file.id}>
              <PathInput
                label={`New name of ${file.path}`}
                initial={file.path}
                fault={pathFault}
                onDone={(path) => rename(file.id, path)}
                onCancel={() => setNaming(undefined)}
              />
            </li>
          ) : (
            <li key={file.id} className={styles.row} data-active={file.id === active}>
              <button
                type="button"
                className={styles.file}
                aria-current={file.id === active}
                onClick={() => onOpen(file.id)}
                onDoubleClick={() => !readOnly && setNaming({ kind: 'rename', id: file.id })}
                onKeyDown={(event) => pressed(event, file)}
              >
                <FilePath path={file.path} />
              </button>
              <Present peers={peers.filter((peer) => peer.cursor?.file === file.id)} />
              {file.id === view.entry && view.files.length > 1 && (
                <span className={styles.entry} title="Run starts here">
                  <Play size={10} fill="currentColor" aria-label="Run starts here" />
                </span>
              )}
              {!readOnly && (
                <Menu
                  label={`Actions for ${file.path}`}
                  trigger={
                    <button
                      type="button"
                      className={styles.more}
                      aria-label={`Actions for ${file.path}`}
                    >
                      <EllipsisVertical size={14} />
                    </button>
                  }
                >
                  <MenuItem
                    icon={<Play size={14} />}
                    disabled={file.id === view.entry}
                    onSelect={() => document.setEntry(file.id)}
                  >
                    Start the run here
                  </MenuItem>
                  <MenuItem
                    icon={<Pencil size={14} />}
                    hint="F2"
                    onSelect={() => setNaming({ kind: 'rename', id: file.id })}
                  >
                    Rename
                  </MenuItem>
                  <MenuItem
                    danger
                    icon={<Trash2 size={14} />}
                    hint="Del"
                    onSelect={() => remove(file)}
                  >
                    Delete
                  </MenuItem>
                </Menu>
              )}
            </li>
          ),
        )}
        {naming?.kind === 'new' && (
          <li>
            <PathInput
              label="Name of the new file"
              initial=""
              fault={pathFault}
              onDone={add}
              onCancel={() => setNaming(undefined)}
            />
          </li>
        )}
      </ul>
    </nav>
  );
}

function FilePath({ path }: { path: string }) {
  const slash = path.lastIndexOf('/') + 1;
  return (
    <span className={styles.path} title={path}>
      {slash > 0 && <span className={styles.folder}>{path.slice(0, slash)}</span>}
      {path.slice(slash)}
    </span>
  );
}

function Present({ peers }: { peers: readonly Peer[] }) {
  return peers
    .slice(0, 3)
    .map(({ client, user }) => (
      <span
        key={client}
        className={styles.peer}
        style={{ '--peer': user.color }}
        title={`${user.name} is here`}
      />
    ));
}
