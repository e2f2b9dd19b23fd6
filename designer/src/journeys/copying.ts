/** Copying, cutting, pasting and doubling what is selected, as acts on the open journey. */

import { deleteSelected } from './acts';
import { type Catalog, kindByName } from './catalog';
import { type JourneyDocument, type Point, positionOf } from './document';
import { type Clip, clipAsText, clipFromText, copySteps, pasteSteps } from './edits/clip';
import { noteById } from './edits/notes';
import type { EditorStore } from './store';

const ASIDE = 40;

function selectedClip(store: EditorStore): Clip | null {
  const { history, selectedNodes, selectedNotes } = store.getState();
  const clip = copySteps(history.present, selectedNodes, selectedNotes);
  return clip.nodes.length + clip.notes.length === 0 ? null : clip;
}

/** What is selected as text for the clipboard; null when that is no step and no note. */
export function copyText(store: EditorStore): string | null {
  const clip = selectedClip(store);
  return clip === null ? null : clipAsText(clip);
}

/** The same, and what may go is gone. */
export function cutText(store: EditorStore): string | null {
  const text = copyText(store);
  if (text !== null) {
    deleteSelected(store, 'cut');
  }
  return text;
}

/** What came of pasting: nothing that could be read, or steps, with those to be told about. */
export type PasteResult =
  | { readonly kind: 'rubbish' }
  | {
      readonly kind: 'pasted';
      readonly steps: number;
      /** Of kinds that are not installed here: they are kept, and cannot be published. */
      readonly unknown: readonly string[];
      /** Of other versions of their kinds than this installation has. */
      readonly otherVersion: number;
      /** Starts that were left out, since the journey has one. */
      readonly leftOut: number;
    };

function startsIn(catalog: Catalog): (kind: string) => boolean {
  return (kind) => kindByName(catalog, kind)?.category === 'start';
}

function put(store: EditorStore, catalog: Catalog, clip: Clip, at: Point, name: 'paste' | 'duplicate'): PasteResult {
  const { history, apply, select } = store.getState();
  const pasted = pasteSteps(history.present, clip, at, startsIn(catalog));
  apply({ name }, () => pasted.document);
  select(pasted.nodes, [], pasted.notes);
  const versions = clip.nodes.map(({ kind, kind_version }) => [kindByName(catalog, kind)?.version, kind_version]);
  return {
    kind: 'pasted',
    steps: pasted.nodes.length,
    unknown: [...new Set(clip.nodes.map(({ kind }) => kind).filter((kind) => !kindByName(catalog, kind)))],
    otherVersion: versions.filter(([known, copied]) => known !== undefined && known !== copied).length,
    leftOut: pasted.leftOut,
  };
}

/** Puts what a text holds at a place, and selects it. */
export function pasteText(store: EditorStore, catalog: Catalog, text: string, at: Point): PasteResult {
  const clip = clipFromText(text);
  return clip === null || store.getState().readOnly ? { kind: 'rubbish' } : put(store, catalog, clip, at, 'paste');
}

function cornerOf(document: JourneyDocument, nodes: readonly string[], notes: readonly string[]): Point {
  const points = [
    ...nodes.map((id) => positionOf(document, id)),
    ...notes.flatMap((id) => noteById(document, id) ?? []),
  ];
  return { x: Math.min(...points.map(({ x }) => x)), y: Math.min(...points.map(({ y }) => y)) };
}

/** Doubles what is selected, a little aside of it; null when nothing is. */
export function duplicateSelected(store: EditorStore, catalog: Catalog): PasteResult | null {
  const { history, selectedNodes, selectedNotes, readOnly } = store.getState();
  const clip = selectedClip(store);
  if (clip === null || readOnly) {
    return null;
  }
  const corner = cornerOf(history.present, selectedNodes, selectedNotes);
  return put(store, catalog, clip, { x: corner.x + ASIDE, y: corner.y + ASIDE }, 'duplicate');
}
