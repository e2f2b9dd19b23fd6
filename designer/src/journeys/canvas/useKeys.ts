import { useEffect } from 'react';
import { deleteSelected } from '../acts';
import { useScope } from '../editor/scope';
import type { EditorStore } from '../store';

/** Where keys belong to what is being typed, or to a dialog, and not to the drawing. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null;
}

function onUndoKeys(event: KeyboardEvent, store: EditorStore): void {
  event.preventDefault();
  if (event.shiftKey || event.key.toLowerCase() === 'y') {
    store.getState().redo();
  } else {
    store.getState().undo();
  }
}

/** Backspace on a button of the panel or the palette is no wish to delete a step. */
function onDeleteKeys(event: KeyboardEvent, store: EditorStore, onRefused: () => void): void {
  const { selectedNodes, selectedEdges, readOnly } = store.getState();
  const some = selectedNodes.length + selectedEdges.length > 0;
  const beside = event.target instanceof Element && event.target.closest('aside') !== null;
  if (some && !readOnly && !beside) {
    event.preventDefault();
    if (!deleteSelected(store)) {
      onRefused();
    }
  }
}

/** Undo, redo, delete and escape, wherever the drawing or nothing at all has the focus. */
export function useKeys(onRefused: () => void): void {
  const { store } = useScope();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isElsewhere(event.target)) {
        return;
      }
      const withControl = event.ctrlKey || event.metaKey;
      if (withControl && ['z', 'y'].includes(event.key.toLowerCase())) {
        onUndoKeys(event, store);
      } else if (['Delete', 'Backspace'].includes(event.key)) {
        onDeleteKeys(event, store, onRefused);
      } else if (event.key === 'Escape') {
        store.getState().select([], []);
      }
    };
    globalThis.addEventListener('keydown', onKeyDown);
    return () => globalThis.removeEventListener('keydown', onKeyDown);
  }, [store, onRefused]);
}
