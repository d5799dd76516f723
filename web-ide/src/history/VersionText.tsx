import { useEffect, useRef, useState } from 'react';
import type { editor } from 'monaco-editor/editor';
import 'monaco-editor/features/diffEditor/register';
import { CODE_FONT, FONT_SIZE, LINE_HEIGHT } from '../editor/metrics';
import { languageFor, monaco } from '../editor/monaco';
import styles from './VersionText.module.css';

interface Props {
  path: string;
  /** What it is compared with; the text alone is shown if absent. */
  before: string | undefined;
  text: string;
  dark: boolean;
}

/** A file of a version, to be read; beside what it was before, with the changes marked. */
export default function VersionText({ path, before, text, dark }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const compares = before !== undefined;
  const [shown, setShown] = useState<(texts: Texts) => () => void>();

  useEffect(() => {
    if (!holder.current) return;
    const { show, dispose } = compares ? diffEditor(holder.current) : editorOf(holder.current);
    setShown(() => show);
    return () => {
      setShown(undefined);
      dispose();
    };
  }, [compares]);

  useEffect(() => {
    monaco.editor.setTheme(dark ? 'coderun-dark' : 'coderun-light');
  }, [dark]);

  useEffect(() => shown?.({ path, before: before ?? '', text }), [shown, path, before, text]);

  return <div ref={holder} className={styles.editor} data-testid="version" />;
}

interface Texts {
  path: string;
  before: string;
  text: string;
}

interface Shower {
  /** Shows the texts until what it returns is called. */
  show: (texts: Texts) => () => void;
  dispose: () => void;
}

function editorOf(holder: HTMLElement): Shower {
  const created = monaco.editor.create(holder, OPTIONS);
  return {
    show: ({ path, text }) => {
      const model = monaco.editor.createModel(text, languageFor(path));
      created.setModel(model);
      created.updateOptions({ ariaLabel: `Version of ${path}` });
      return () => model.dispose();
    },
    dispose: () => created.dispose(),
  };
}

function diffEditor(holder: HTMLElement): Shower {
  const created = monaco.editor.createDiffEditor(holder, {
    ...OPTIONS,
    originalEditable: false,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderOverviewRuler: false,
    hideUnchangedRegions: { enabled: true },
  });
  let disposed = false;
  return {
    show: ({ path, before, text }) => {
      const language = languageFor(path);
      const original = monaco.editor.createModel(before, language);
      const modified = monaco.editor.createModel(text, language);
      created.setModel({ original, modified });
      created.getOriginalEditor().updateOptions({ ariaLabel: `${path} before` });
      created.getModifiedEditor().updateOptions({ ariaLabel: `Version of ${path}` });
      return () => {
        // React tidies up in the order of the effects: the editor may have gone first, and would throw.
        if (!disposed) created.setModel(null);
        original.dispose();
        modified.dispose();
      };
    },
    dispose: () => {
      disposed = true;
      created.dispose();
    },
  };
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  model: null,
  readOnly: true,
  domReadOnly: true,
  automaticLayout: true,
  fontFamily: CODE_FONT,
  fontSize: FONT_SIZE,
  lineHeight: LINE_HEIGHT,
  fontLigatures: false,
  padding: { top: 12, bottom: 12 },
  minimap: { enabled: false },
  lineNumbersMinChars: 3,
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  renderLineHighlight: 'none',
  tabFocusMode: true,
  unicodeHighlight: { ambiguousCharacters: false },
  fixedOverflowWidgets: true,
};
