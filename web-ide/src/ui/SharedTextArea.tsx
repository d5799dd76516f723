import { useLayoutEffect, useRef } from 'react';
import * as Y from 'yjs';
import { movedCaret, spliceBetween } from '../collab/sharedText';

interface Props extends Omit<
  React.ComponentProps<'textarea'>,
  'value' | 'defaultValue' | 'onInput' | 'ref'
> {
  text: Y.Text | undefined;
  /** Makes the text when the first letter is typed. */
  create?: () => Y.Text;
}

/** A plain text box that several people type in; its undo takes back one's own typing alone. */
export function SharedTextArea({ text, create, onKeyDown, ...rest }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const undo = useRef<Y.UndoManager>(undefined);

  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.value = text?.toString() ?? '';
    if (!text) return;
    const manager = new Y.UndoManager(text, { trackedOrigins: new Set([area]) });
    undo.current = manager;
    const changed = (event: Y.YTextEvent, transaction: Y.Transaction) => {
      if (transaction.origin === area) return;
      const start = movedCaret(area.selectionStart, event.delta);
      const end = movedCaret(area.selectionEnd, event.delta);
      const direction = area.selectionDirection;
      const scrolled = area.scrollTop;
      area.value = text.toString();
      area.setSelectionRange(start, end, direction);
      area.scrollTop = scrolled;
    };
    text.observe(changed);
    return () => {
      text.unobserve(changed);
      manager.destroy();
      undo.current = undefined;
    };
  }, [text]);

  const typed = () => {
    const area = box.current;
    const target = text ?? create?.();
    if (!area || !target) return;
    const { at, deleted, inserted } = spliceBetween(
      target.toString(),
      area.value,
      area.selectionEnd,
    );
    target.doc?.transact(() => {
      target.delete(at, deleted);
      target.insert(at, inserted);
    }, area);
  };

  const pressed = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === 'z' || key === 'y')) {
      event.preventDefault();
      if (key === 'y' || event.shiftKey) undo.current?.redo();
      else undo.current?.undo();
      return;
    }
    onKeyDown?.(event);
  };

  return (
    <textarea
      ref={box}
      spellCheck={false}
      autoCapitalize="off"
      autoCorrect="off"
      {...rest}
      onInput={typed}
      onKeyDown={pressed}
    />
  );
}
