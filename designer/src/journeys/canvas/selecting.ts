/** What is selected, and what is done to all of it. */

import { announce } from '../../parts/notices';
import { deleteSelected } from '../acts';
import type { Point } from '../document';
import { addNote } from '../edits/notes';
import type { EditorStore } from '../store';
import { focusCard } from './focus';

export function selectAll(store: EditorStore): void {
  const { history, select } = store.getState();
  const { nodes, layout } = history.present;
  select(
    nodes.map((node) => node.id),
    [],
    Object.keys(layout.notes ?? {}),
  );
}

/** Deletes what is selected; where all of it has to stay, says why. */
export function deleteOrSay(store: EditorStore, why: string): void {
  if (!deleteSelected(store)) {
    announce(why, 'failed');
  }
}

/** Sticks an empty note to the drawing and puts the keyboard on it. */
export function stickNote(store: EditorStore, at: Point): void {
  const { history, apply, select } = store.getState();
  const stuck = addNote(history.present, at);
  apply({ name: 'noteAdd' }, () => stuck.document);
  select([], [], [stuck.id]);
  focusCard(`note:${stuck.id}`);
}
