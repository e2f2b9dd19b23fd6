import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { useOfferedActs } from '../../shell/palette/acts';
import { useTemplateTexts } from '../frame/texts';
import type { EditorHandle, UndoState } from './contract';

interface Offered {
  readonly handle: RefObject<EditorHandle | null>;
  readonly undoState: UndoState;
  readonly mayPublish: boolean;
  readonly onAsk: (what: 'problems' | 'publish' | 'test') => Promise<void>;
  readonly onPreview: () => void;
}

/** Offers the acts of the editor to the command palette. */
export function useEditorActs(offered: Offered): void {
  const t = useTemplateTexts();
  const latest = useRef(offered);
  useEffect(() => {
    latest.current = offered;
  });
  const { canUndo, canRedo } = offered.undoState;
  const { mayPublish } = offered;
  const acts = useMemo(() => {
    const ask = (what: 'problems' | 'publish' | 'test') => () => void latest.current.onAsk(what);
    const undo = () => latest.current.handle.current?.undo();
    const redo = () => latest.current.handle.current?.redo();
    return [
      { id: 'template.undo', label: t('editor.undo'), disabled: !canUndo, run: undo },
      { id: 'template.redo', label: t('editor.redo'), disabled: !canRedo, run: redo },
      { id: 'template.preview', label: t('editor.preview'), run: () => latest.current.onPreview() },
      { id: 'template.problems', label: t('problems.title'), run: ask('problems') },
      { id: 'template.test', label: t('test.open'), run: ask('test') },
      { id: 'template.publish', label: t('publish.open'), disabled: !mayPublish, run: ask('publish') },
    ];
  }, [t, canUndo, canRedo, mayPublish]);
  useOfferedActs(acts);
}
