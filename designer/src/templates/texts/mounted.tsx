import { type ComponentType, useEffect, useRef, useState } from 'react';
import type { TemplateEditorProps, VariantWords } from '../editor/contract';
import { useTokens } from '../tokens/tokens';
import classes from './Desk.module.css';
import { type History, redone, startHistory, undone, written } from './history';
import { blockId, type EditorProps } from './props';

/** An editor of texts as the room mounts it: it keeps what is written, with undo, and tells each change at once. */
export function mounted(Editor: ComponentType<EditorProps>): ComponentType<TemplateEditorProps> {
  return function MountedEditor(props: TemplateEditorProps) {
    const { language, brand, words, readOnly, problems, onChange, onHandle, onUndoState } = props;
    const tokens = useTokens();
    const [history, setHistory] = useState(() => startHistory(words));
    const newest = useRef(history);
    const move = (next: History<VariantWords>) => {
      if (next.present === newest.current.present) return;
      newest.current = next;
      setHistory(next);
      onChange(next.present);
    };
    const acts = useRef({ move });
    acts.current = { move };
    useEffect(() => {
      onHandle({
        undo: () => acts.current.move(undone(newest.current)),
        redo: () => acts.current.move(redone(newest.current)),
        flush: () => undefined,
        show: (block) => document.getElementById(blockId(block))?.scrollIntoView({ block: 'center' }),
      });
      return () => onHandle(null);
    }, [onHandle]);
    const canUndo = history.past.length > 0;
    const canRedo = history.future.length > 0;
    useEffect(() => onUndoState({ canUndo, canRedo }), [onUndoState, canUndo, canRedo]);
    return (
      <div className={classes['mounted']}>
        <Editor
          variant={{ id: 'a', share: 100, ...history.present }}
          language={language}
          brand={brand}
          tokens={tokens}
          problems={problems}
          disabled={readOnly}
          onChange={({ id: _, share: __, ...next }) => move(written(newest.current, next, performance.now()))}
        />
      </div>
    );
  };
}
