/** The open journey: its document with undo and redo, what is selected, and which step stands open beside the canvas. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { JourneyDocument } from './document';
import { type Act, begin, type History, rebase, record, redo, seal, undo } from './history';

/** What stands open beside the canvas. */
export type Panel =
  | { readonly kind: 'none' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'journey' }
  | { readonly kind: 'problems' }
  | { readonly kind: 'walk' }
  | { readonly kind: 'versions' };

export interface EditorState {
  readonly history: History<JourneyDocument>;
  readonly selectedNodes: readonly string[];
  readonly selectedEdges: readonly string[];
  readonly selectedNotes: readonly string[];
  readonly panel: Panel;
  readonly readOnly: boolean;
}

export interface EditorActions {
  /** Does one named act to the document. */
  apply(act: Act, edit: (document: JourneyDocument) => JourneyDocument): void;
  /** Ends a run of typing, so that the next letters are an act of their own. */
  seal(): void;
  undo(): void;
  redo(): void;
  select(nodes: readonly string[], edges: readonly string[], notes?: readonly string[]): void;
  show(panel: Panel): void;
  setReadOnly(readOnly: boolean): void;
  /** Goes on with another document, as after loading what somebody else saved; undo brings one's own back. */
  replace(document: JourneyDocument, act?: Act): void;
  /** Puts what somebody else did under one's own acts: undoing them leaves it in place. */
  rebase(present: JourneyDocument, edit: (document: JourneyDocument) => JourneyDocument): void;
}

export type EditorStore = StoreApi<EditorState & EditorActions>;

const CLOSED: Panel = { kind: 'none' };

/** A selection and a panel without what the document no longer holds. */
function settle(state: EditorState, history: History<JourneyDocument>): Partial<EditorState> {
  const nodes = new Set(history.present.nodes.map((node) => node.id));
  const edges = new Set(history.present.edges.map((edge) => edge.id));
  const orphaned = state.panel.kind === 'node' && !nodes.has(state.panel.id);
  return {
    history,
    selectedNodes: state.selectedNodes.filter((id) => nodes.has(id)),
    selectedEdges: state.selectedEdges.filter((id) => edges.has(id)),
    selectedNotes: state.selectedNotes.filter((id) => history.present.layout.notes?.[id] !== undefined),
    panel: orphaned ? CLOSED : state.panel,
  };
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}

/** A step that is selected alone stands open beside the canvas; a step that no longer is, does not. */
function panelOf(nodes: readonly string[], edges: readonly string[], panel: Panel): Panel {
  const [only, ...others] = nodes;
  if (only !== undefined && others.length === 0 && edges.length === 0) {
    return { kind: 'node', id: only };
  }
  return panel.kind === 'node' ? CLOSED : panel;
}

interface EditorOptions {
  readonly readOnly: boolean;
  /** What was done to this very document before the page was loaded anew. */
  readonly history?: History<JourneyDocument> | null;
}

export function createEditorStore(document: JourneyDocument, options: EditorOptions): EditorStore {
  return createStore<EditorState & EditorActions>()((set) => ({
    history: options.history ?? begin(document),
    selectedNodes: [],
    selectedEdges: [],
    selectedNotes: [],
    panel: CLOSED,
    readOnly: options.readOnly,
    apply: (act, edit) =>
      set((state) => (state.readOnly ? state : settle(state, record(state.history, edit(state.history.present), act)))),
    seal: () => set((state) => ({ history: seal(state.history) })),
    undo: () => set((state) => (state.readOnly ? state : settle(state, undo(state.history)))),
    redo: () => set((state) => (state.readOnly ? state : settle(state, redo(state.history)))),
    select: (nodes, edges, notes = []) =>
      set((state) =>
        sameList(nodes, state.selectedNodes) &&
        sameList(edges, state.selectedEdges) &&
        sameList(notes, state.selectedNotes)
          ? state
          : {
              selectedNodes: nodes,
              selectedEdges: edges,
              selectedNotes: notes,
              panel: panelOf(nodes, [...edges, ...notes], state.panel),
            },
      ),
    show: (panel) =>
      set(
        panel.kind === 'node' ? { panel, selectedNodes: [panel.id], selectedEdges: [], selectedNotes: [] } : { panel },
      ),
    setReadOnly: (readOnly) => set({ readOnly }),
    replace: (next, act = { name: 'load' }) => set((state) => settle(state, record(state.history, next, act))),
    rebase: (present, edit) => set((state) => settle(state, rebase(state.history, present, edit))),
  }));
}
