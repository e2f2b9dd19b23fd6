import { applyNodeChanges, type EdgeChange, type NodeChange, type NodePositionChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { tidyOptions } from '../acts';
import type { Point } from '../document';
import { useDocument, useEditor, useScope, useSentence } from '../editor/scope';
import { moveNodes } from '../edits/moveNodes';
import { flowEdges, flowNodes, type StepFlowEdge, type StepFlowNode } from './flow';

type Finished = NodePositionChange & { readonly position: Point };

function isFinished(change: NodeChange<StepFlowNode>): change is Finished {
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
  const [nodes, setNodes] = useState<StepFlowNode[]>(() => flowNodes(document, selectedNodes, reading, sentence, []));
  useEffect(() => {
    setNodes((before) => flowNodes(document, selectedNodes, reading, sentence, before));
  }, [document, selectedNodes, reading, sentence]);
  const edges = useMemo(() => {
    return flowEdges(document, selectedEdges, tidyOptions(document, catalog).ports);
  }, [document, selectedEdges, catalog]);

  const onNodesChange = useCallback(
    (changes: NodeChange<StepFlowNode>[]) => {
      const state = store.getState();
      const selections = changes.filter((change) => change.type === 'select');
      if (selections.length > 0) {
        state.select(reselect(state.selectedNodes, selections), state.selectedEdges);
      }
      setNodes((before) =>
        applyNodeChanges(
          changes.filter((change) => change.type !== 'select'),
          before,
        ),
      );
      const moved = changes.filter(isFinished);
      if (moved.length > 0) {
        const places = new Map(moved.map((change) => [change.id, change.position]));
        state.apply({ name: 'move' }, (present) => moveNodes(present, places));
      }
    },
    [store],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<StepFlowEdge>[]) => {
      const state = store.getState();
      const selections = changes.filter((change) => change.type === 'select');
      if (selections.length > 0) {
        state.select(state.selectedNodes, reselect(state.selectedEdges, selections));
      }
    },
    [store],
  );
  return { nodes, edges, onNodesChange, onEdgesChange };
}
