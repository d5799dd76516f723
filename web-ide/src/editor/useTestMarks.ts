import { useEffect, useMemo, useRef } from 'react';
import type { editor } from 'monaco-editor/editor';
import type { Diagnostic } from '../api/outcome';
import type { Session } from '../session/session';
import { testPlaces } from '../tests/testPlaces';
import { useTests } from '../tests/useTests';
import { monaco } from './monaco';
import { PlaceMarks } from './placeMarks';
import { TestMarks } from './testMarks';

/**
 * Marks a file's tests beside its lines, where a click shows a result, and underlines the places that they speak of. Returns
 * what the tests say about places in the session's files, if that is known.
 */
export function useTestMarks(
  session: Session,
  instance: editor.IStandaloneCodeEditor | undefined,
  path: string,
): readonly Diagnostic[] | undefined {
  const { state, held, shown } = useTests(session);
  const marks = useRef(new WeakMap<editor.ITextModel, TestMarks>());
  const underlines = useRef(new WeakMap<editor.ITextModel, PlaceMarks>());

  useEffect(() => {
    const model = instance?.getModel();
    if (!instance || !model) return;
    const here = marks.current.get(model) ?? new TestMarks(model);
    marks.current.set(model, here);
    here.show(shown.filter(({ test }) => test.path === path));
    instance.updateOptions({ glyphMargin: here.some });
  }, [instance, path, shown]);

  useEffect(() => {
    const clicks = instance?.onMouseDown(({ target }) => {
      const model = instance.getModel();
      if (target.type !== monaco.editor.MouseTargetType.GUTTER_GLYPH_MARGIN || !model) return;
      const test = marks.current.get(model)?.testOn(target.position.lineNumber);
      if (test !== undefined) session.tests.chosen.set(test);
    });
    return () => clicks?.dispose();
  }, [instance, session]);

  const places = useMemo(() => testPlaces(state, shown, held), [state, shown, held]);

  useEffect(() => {
    const model = instance?.getModel();
    if (!model) return;
    const here = underlines.current.get(model) ?? new PlaceMarks(model);
    underlines.current.set(model, here);
    here.show(
      places?.filter((each) => each.path === path),
      held?.hashes[path],
    );
  }, [instance, path, places, held]);

  return places;
}
