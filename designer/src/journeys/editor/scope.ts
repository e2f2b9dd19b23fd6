import { createContext, useCallback, useContext } from 'react';
import { useStore } from 'zustand';
import type { Counts, SavedDraft } from '../../api/types';
import type { Autosave } from '../../drafts/autosave';
import { type Catalog, kindByName } from '../catalog';
import type { JourneyDocument, JourneyNode } from '../document';
import type { NodeProblems, Problem } from '../problems';
import type { Reading } from '../reading';
import { cardSentence, type SaidSteps } from '../said';
import type { EditorActions, EditorState, EditorStore } from '../store';

/** What every part of the editor shares. */
export interface EditorScope {
  readonly journeyId: number;
  readonly store: EditorStore;
  readonly catalog: Catalog;
  readonly reading: Reading;
  readonly problems: readonly Problem[];
  readonly problemsByNode: ReadonlyMap<string, NodeProblems>;
  /** What the server says that the steps do. */
  readonly said: SaidSteps;
  /** Live counts; null while nothing is published. */
  readonly counts: Counts | null;
  readonly autosave: () => Autosave<JourneyDocument> | null;
  /** The tab of the browser in which this is drawn. */
  readonly tab: string;
  /** Goes on from what the server made of the draft just now. */
  readonly goOn: (document: JourneyDocument, saved: SavedDraft) => void;
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

/** What a step does, as its card says it; empty for one of a kind that nobody here knows. */
export function useSentence(): (step: JourneyNode) => string {
  const { catalog, reading, said } = useScope();
  return useCallback(
    (step) => {
      const kind = kindByName(catalog, step.kind);
      return kind === undefined ? '' : cardSentence(kind, step, reading, said);
    },
    [catalog, reading, said],
  );
}
