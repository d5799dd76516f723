import type { editor } from 'monaco-editor/editor';
import type { Diagnostic } from '../api/outcome';
import { sha256Hex } from '../files/hashes';
import { monaco } from './monaco';

const OWNER = 'run';

const SEVERITIES = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  note: monaco.MarkerSeverity.Info,
};

/**
 * Underlines what a run said about a file, until its text changes: from then on nobody knows whether it still holds.
 * Nothing is underlined in other text than was run. The result takes the marks away.
 */
export function mark(
  model: editor.ITextModel,
  diagnostics: readonly Diagnostic[],
  hash: string | undefined,
): () => void {
  const current = diagnostics.length > 0 && sha256Hex(model.getValue()) === hash;
  const clear = () => monaco.editor.setModelMarkers(model, OWNER, []);
  if (!current) {
    clear();
    return () => undefined;
  }
  monaco.editor.setModelMarkers(
    model,
    OWNER,
    diagnostics.map((each) => markerFor(model, each)),
  );
  const changed = model.onDidChangeContent(clear);
  return () => {
    changed.dispose();
    if (!model.isDisposed()) clear();
  };
}

/** From the place that was named to the end of the word there; the whole line where none was. */
export function markerFor(model: editor.ITextModel, found: Diagnostic): editor.IMarkerData {
  const { severity, text } = found;
  const line = Math.min(found.line, model.getLineCount());
  const last = model.getLineMaxColumn(line);
  const start = Math.min(found.column ?? model.getLineFirstNonWhitespaceColumn(line), last);
  const word = model.getWordAtPosition({ lineNumber: line, column: Math.max(1, start) });
  const end = found.column === undefined ? last : (word?.endColumn ?? start + 1);
  return {
    severity: SEVERITIES[severity],
    message: text,
    startLineNumber: line,
    startColumn: Math.max(1, start),
    endLineNumber: line,
    endColumn: Math.max(end, start + 1),
  };
}
