import { applyNodeChanges, type EdgeChange, type NodeChange, type NodePositionChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { tidyOptions } from '../acts';
import type { Point } from '../document';
import { useDocument, useEditor, useScope, useSentence } from '../editor/scope';
import { placeByHand } from '../edits/moveNodes';
import { moveNotes } from '../edits/notes';
import type { EditorStore } from '../store';
import { type DrawnNode, flowEdges, flowNodes, noteOf, type StepFlowEdge } from './flow';
import { useMoment } from './moment';

type Finished = NodePositionChange & { readonly position: Point };

function isFinished(change: NodeChange<DrawnNode>): change is Finished {
  return change.type === 'position' && change.dragging === false && change.position !== undefined;
}

/** A selection after some of its members came or went. */
function reselect(selected: readonly string[], changes: readonly { id: string; selected: boolean }[]): string[] {
  const result = new Set(selected);
  for (const change of changes) {
    if (change.selected) {
      result.add(change.id);
    } else {
      result.delete(change.id);
    }
  }
  return [...result];
}

function takeSelections(store: EditorStore, selections: readonly { id: string; selected: boolean }[]): void {
  const { selectedNodes, selectedEdges, selectedNotes, select } = store.getState();
  const notes = selections.flatMap(({ id, selected }) => {
    const note = noteOf(id);
    return note === null ? [] : [{ id: note, selected }];
  });
  const steps = selections.filter(({ id }) => noteOf(id) === null);
  select(reselect(selectedNodes, steps), selectedEdges, reselect(selectedNotes, notes));
}

/**
 * xyflow's view of the document: places while dragging and measures live here; a finished move is one act.
 * Arrow keys move without dragging, so moves are taken from the changes and not from the end of a drag.
 */
export function useView() {
  const { store, catalog, reading } = useScope();
  const document = useDocument();
  const sentence = useSentence();
  const selectedNodes = useEditor((state) => state.selectedNodes);
  const selectedEdges = useEditor((state) => state.selectedEdges);
  const selectedNotes = useEditor((state) => state.selectedNotes);
  const selected = useMemo(() => ({ nodes: selectedNodes, notes: selectedNotes }), [selectedNodes, selectedNotes]);
  const [nodes, setNodes] = useState<DrawnNode[]>(() => flowNodes(document, selected, reading, sentence, []));
  useEffect(() => {
    setNodes((before) => flowNodes(document, selected, reading, sentence, before));
  }, [document, selected, reading, sentence]);
  const edges = useMemo(() => {
    return flowEdges(document, selectedEdges, tidyOptions(document, catalog).ports, reading, sentence);
  }, [document, selectedEdges, catalog, reading, sentence]);

  const onNodesChange = useCallback(
    (changes: NodeChange<DrawnNode>[]) => {
      const state = store.getState();
      const selections = changes.filter((change) => change.type === 'select');
      if (selections.length > 0 && useMoment.getState().connecting === null) {
        takeSelections(store, selections);
      }
      setNodes((before) =>
        applyNodeChanges(
          changes.filter((change) => change.type !== 'select'),
          before,
        ),
      );
      const moved = changes.filter(isFinished);
      if (moved.length > 0) {
        const steps = moved.filter(({ id }) => noteOf(id) === null);
        const notes = moved.filter(({ id }) => noteOf(id) !== null);
        state.apply({ name: 'move' }, (present) =>
          moveNotes(
            placeByHand(present, new Map(steps.map(({ id, position }) => [id, position]))),
            new Map(notes.map(({ id, position }) => [noteOf(id) ?? '', position])),
          ),
        );
      }
    },
    [store],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<StepFlowEdge>[]) => {
      const state = store.getState();
      const selections = changes.filter((change) => change.type === 'select');
      if (selections.length > 0) {
        state.select(state.selectedNodes, reselect(state.selectedEdges, selections), state.selectedNotes);
      }
    },
    [store],
  );
  return { nodes, edges, onNodesChange, onEdgesChange };
}
