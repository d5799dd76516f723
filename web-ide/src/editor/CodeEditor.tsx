import { useEffect, useRef, useState } from 'react';
import type { editor } from 'monaco-editor/editor';
import type { Diagnostic } from '../api/outcome';
import type { Session } from '../session/session';
import { Carets } from './carets';
import styles from './CodeEditor.module.css';
import { CODE_FONT, FONT_SIZE, LINE_HEIGHT } from './metrics';
import { mark } from './markers';
import { languageFor, monaco } from './monaco';
import { SharedSight, showSight, type Sight } from './sight';
import { TextBinding } from './textBinding';
import { useTestMarks } from './useTestMarks';

interface Props {
  session: Session;
  file: string;
  path: string;
  dark: boolean;
  readOnly: boolean;
  /** A place to show, as where another person is. */
  reveal: { offset: number } | undefined;
  /** What the newest run says about the session's files. */
  diagnostics: readonly Diagnostic[];
  /** Of this file's text in that run. */
  hash: string | undefined;
  /** What somebody who is followed has in sight, without moving this person's caret. */
  followed: Sight | undefined;
  /** Whether others follow this page, and so need to know what it has in sight. */
  leading: boolean;
}

interface OpenFile {
  model: editor.ITextModel;
  binding: TextBinding;
  view: editor.ICodeEditorViewState | null;
}

/** One Monaco editor for a session; each file keeps its model, its undo and where one was in it. */
export default function CodeEditor(props: Props) {
  const { session, file, path, dark, readOnly, reveal, followed, leading } = props;
  const { diagnostics, hash } = props;
  const holder = useRef<HTMLDivElement>(null);
  const [instance, setInstance] = useState<editor.IStandaloneCodeEditor>();
  const open = useRef(new Map<string, OpenFile>());

  useEffect(() => {
    if (!holder.current) return;
    const files = open.current;
    const created = monaco.editor.create(holder.current, OPTIONS);
    setInstance(created);
    // Fonts that arrive late change the width of a character.
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
    return () => {
      setInstance(undefined);
      created.dispose();
      for (const { binding, model } of files.values()) {
        binding.dispose();
        model.dispose();
      }
      files.clear();
    };
  }, []);

  useEffect(() => {
    monaco.editor.setTheme(dark ? 'coderun-dark' : 'coderun-light');
  }, [dark]);

  useEffect(() => {
    instance?.updateOptions({ readOnly, ariaLabel: `Editor, ${path}` });
  }, [instance, readOnly, path]);

  useEffect(() => {
    const text = session.document.text(file);
    if (!instance || !text) return;
    const opened = open.current.get(file) ?? openFile(text, instance);
    open.current.set(file, opened);
    instance.setModel(opened.model);
    instance.restoreViewState(opened.view);
    instance.focus();
    const carets = new Carets(instance, opened.model, session.awareness, file, text, session.peers);
    return () => {
      opened.view = instance.saveViewState();
      carets.dispose();
    };
  }, [instance, session, file]);

  const tested = useTestMarks(session, instance, path);

  useEffect(() => {
    const opened = open.current.get(file);
    if (opened) monaco.editor.setModelLanguage(opened.model, languageFor(path));
  }, [instance, file, path]);

  useEffect(() => {
    const opened = open.current.get(file);
    if (!instance || !opened || !reveal) return;
    const position = opened.model.getPositionAt(reveal.offset);
    instance.setPosition(position);
    instance.revealPositionInCenterIfOutsideViewport(position);
    instance.focus();
  }, [instance, file, reveal]);

  useEffect(() => {
    const model = open.current.get(file)?.model;
    if (!instance || !model) return;
    // What the tests say too is said once.
    const said = new Set((tested ?? []).map(({ line, text }) => `${line} ${text}`));
    const found = diagnostics.filter((each) => each.path === path);
    return mark(
      model,
      found.filter(({ line, text }) => !said.has(`${line} ${text}`)),
      hash,
    );
  }, [instance, file, path, diagnostics, hash, tested]);

  useEffect(() => {
    const opened = open.current.get(file);
    if (instance && opened && followed) showSight(instance, opened.model, followed);
  }, [instance, file, followed]);

  useEffect(() => {
    const text = session.document.text(file);
    if (!instance || !leading || !text) return;
    const sight = new SharedSight(instance, session.awareness, file, text);
    return () => sight.dispose();
  }, [instance, session, file, leading]);

  return <div ref={holder} className={styles.editor} data-testid="editor" />;
}

function openFile(
  text: ConstructorParameters<typeof TextBinding>[0],
  instance: editor.IStandaloneCodeEditor,
): OpenFile {
  const model = monaco.editor.createModel('');
  const shown = () => instance.getModel() === model;
  const binding = new TextBinding(text, model, {
    selections: () => (shown() ? (instance.getSelections() ?? []) : []),
    select: (selections) => instance.setSelections(selections),
    undone: (offset) => {
      if (!shown()) return;
      const position = model.getPositionAt(offset);
      instance.setPosition(position);
      instance.revealPositionInCenterIfOutsideViewport(position);
    },
  });
  return { model, binding, view: null };
}

const OPTIONS: editor.IStandaloneEditorConstructionOptions = {
  model: null,
  automaticLayout: true,
  fontFamily: CODE_FONT,
  fontSize: FONT_SIZE,
  lineHeight: LINE_HEIGHT,
  fontLigatures: false,
  padding: { top: 12, bottom: 12 },
  minimap: { enabled: false },
  lineNumbersMinChars: 3,
  lineDecorationsWidth: 12,
  glyphMargin: false,
  scrollBeyondLastLine: false,
  smoothScrolling: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  cursorBlinking: 'smooth',
  renderLineHighlight: 'all',
  renderLineHighlightOnlyWhenFocus: true,
  roundedSelection: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  guides: { indentation: true, bracketPairs: false },
  bracketPairColorization: { enabled: true },
  wordBasedSuggestions: 'currentDocument',
  unusualLineTerminators: 'off',
  renderFinalNewline: 'on',
  unicodeHighlight: { ambiguousCharacters: false },
  fixedOverflowWidgets: true,
  contextmenu: true,
  ariaLabel: 'Editor',
};
