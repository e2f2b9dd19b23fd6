import { useEffect } from 'react';
import { duplicateSelected } from '../copying';
import { type EditorScope, useScope } from '../editor/scope';
import type { EditorStore } from '../store';
import { useTexts } from '../texts';
import { noteOf } from './flow';
import { focusCard } from './focus';
import { useMoment } from './moment';
import { deleteOrSay, selectAll } from './selecting';

/** Where keys belong to what is being typed, or to a dialog, and not to the drawing. */
export function isElsewhere(target: EventTarget | null): boolean {
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

/** The card that has the keyboard is meant, where nothing else is selected. */
function selectFocused(store: EditorStore): void {
  const id = document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id') ?? null;
  const { selectedNodes, selectedEdges, selectedNotes, select } = store.getState();
  if (id !== null && selectedNodes.length + selectedEdges.length + selectedNotes.length === 0) {
    const note = noteOf(id);
    select(note === null ? [id] : [], [], note === null ? [] : [note]);
  }
}

/** Backspace on a button of the panel or the palette is no wish to delete a step. */
function onDeleteKeys(event: KeyboardEvent, store: EditorStore, why: string): void {
  if (store.getState().readOnly || (event.target instanceof Element && event.target.closest('aside') !== null)) {
    return;
  }
  selectFocused(store);
  const { selectedNodes, selectedEdges, selectedNotes } = store.getState();
  if (selectedNodes.length + selectedEdges.length + selectedNotes.length > 0) {
    event.preventDefault();
    deleteOrSay(store, why);
  }
}

/** Out of what goes on: a link that is being led, a search, the form, the selection. */
function onEscape(store: EditorStore): void {
  const { connecting, searching } = useMoment.getState();
  if (connecting !== null || searching) {
    useMoment.setState({ connecting: null, searching: false });
  } else {
    store.getState().select([], []);
  }
}

/** Out of the form, back to its step; an open list of choices inside of it closes first. */
function leaveForm(event: KeyboardEvent, store: EditorStore): void {
  const { panel, select } = store.getState();
  const inForm = event.target instanceof Element && event.target.closest('[data-panel]') !== null;
  const inList = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
  if (inForm && !inList && !event.defaultPrevented && panel.kind === 'node') {
    event.preventDefault();
    event.stopPropagation();
    select([], []);
    focusCard(panel.id);
  }
}

function onControlKeys(event: KeyboardEvent, { store, catalog }: EditorScope): void {
  const key = event.key.toLowerCase();
  if (key === 'z' || key === 'y') {
    onUndoKeys(event, store);
  } else if (key === 'a') {
    event.preventDefault();
    selectAll(store);
  } else if (key === 'd') {
    event.preventDefault();
    selectFocused(store);
    duplicateSelected(store, catalog);
  } else if (key === 'f') {
    event.preventDefault();
    useMoment.setState({ searching: true });
  } else if (key === 'c' || key === 'x') {
    selectFocused(store); // the browser's own copying follows
  }
}

/** The keys of the drawing, wherever it or nothing at all has the focus. */
export function useKeys(): void {
  const t = useTexts();
  const scope = useScope();
  useEffect(() => {
    const { store } = scope;
    const onKeyDown = (event: KeyboardEvent) => {
      if (isElsewhere(event.target)) {
        return;
      }
      if (event.ctrlKey || event.metaKey) {
        onControlKeys(event, scope);
      } else if (['Delete', 'Backspace'].includes(event.key)) {
        onDeleteKeys(event, store, t('canvas.entryStays'));
      } else if (event.key === 'Escape') {
        onEscape(store);
      }
    };
    // Before the inputs hear of it: whether a list of choices is open can be seen only then.
    const onCapture = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        leaveForm(event, store);
      }
    };
    globalThis.addEventListener('keydown', onKeyDown);
    globalThis.addEventListener('keydown', onCapture, true);
    return () => {
      globalThis.removeEventListener('keydown', onKeyDown);
      globalThis.removeEventListener('keydown', onCapture, true);
    };
  }, [scope, t]);
}
