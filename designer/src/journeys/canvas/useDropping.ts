import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useCallback } from 'react';
import { sameJson } from '../../drafts/sameJson';
import { addStep, type Place } from '../acts';
import { CARD_HEIGHT, CARD_WIDTH, type Point } from '../document';
import { useEditor, useScope } from '../editor/scope';
import { useMoment } from './moment';
import { DRAGGED_KIND } from './Palette';

const GRID = 8;

function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

/** Where a dragged tile is let go: on a link or its "+", on an open way out, or anywhere else. */
function placeOf(target: Element, at: Point): Place {
  const button = target.closest<HTMLElement>('[data-edge], [data-port]');
  const { edge, node, port } = button?.dataset ?? {};
  const link = edge ?? target.closest('.react-flow__edge')?.getAttribute('data-id') ?? undefined;
  if (link !== undefined) {
    return { kind: 'edge', id: link };
  }
  if (node !== undefined && port !== undefined) {
    return { kind: 'port', node, port };
  }
  return { kind: 'free', at: { x: onGrid(at.x - CARD_WIDTH / 2), y: onGrid(at.y - CARD_HEIGHT / 2) } };
}

/** Tiles that are dragged over the drawing: where they would come to stand is shown, and there they are let go. */
export function useDropping() {
  const { store, catalog } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const flow = useReactFlow();
  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (readOnly || !event.dataTransfer.types.includes(DRAGGED_KIND)) {
        return;
      }
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      const drop = placeOf(event.target as Element, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      if (!sameJson(drop, useMoment.getState().drop)) {
        useMoment.setState({ drop });
      }
    },
    [readOnly, flow],
  );
  const onDragLeave = useCallback((event: DragEvent) => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && event.currentTarget.contains(to))) {
      useMoment.setState({ drop: null });
    }
  }, []);
  const onDrop = useCallback(
    (event: DragEvent) => {
      useMoment.setState({ drop: null });
      const kind = event.dataTransfer.getData(DRAGGED_KIND);
      if (kind !== '' && !readOnly) {
        event.preventDefault();
        const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
        addStep(store, catalog, kind, placeOf(event.target as Element, at));
      }
    },
    [readOnly, store, catalog, flow],
  );
  return { onDragOver, onDragLeave, onDrop };
}
