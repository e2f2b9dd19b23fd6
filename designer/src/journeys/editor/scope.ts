import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Counts } from '../../api/types';
import type { Autosave } from '../autosave';
import type { Catalog } from '../catalog';
import type { JourneyDocument } from '../document';
import type { NodeProblems, Problem } from '../problems';
import type { Reading } from '../reading';
import type { EditorActions, EditorState, EditorStore } from '../store';

/** What every part of the editor shares. */
export interface EditorScope {
  readonly journeyId: number;
  readonly store: EditorStore;
  readonly catalog: Catalog;
  readonly reading: Reading;
  readonly problems: readonly Problem[];
  readonly problemsByNode: ReadonlyMap<string, NodeProblems>;
  /** Live counts; null while nothing is published. */
  readonly counts: Counts | null;
  readonly autosave: () => Autosave<JourneyDocument> | null;
}

const ScopeContext = createContext<EditorScope | null>(null);

export const EditorScopeProvider = ScopeContext.Provider;

export function useScope(): EditorScope {
  const scope = useContext(ScopeContext);
  if (scope === null) {
    throw new Error('This part stands outside of the editor.');
  }
  return scope;
}

/** A part of the editor's state; the component renders again when that part changes. */
export function useEditor<T>(pick: (state: EditorState & EditorActions) => T): T {
  return useStore(useScope().store, pick);
}

export function useDocument(): JourneyDocument {
  return useEditor((state) => state.history.present);
}
