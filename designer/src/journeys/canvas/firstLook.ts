import type { ReactFlowInstance } from '@xyflow/react';
import { CARD_WIDTH, type JourneyDocument, positionOf } from '../document';
import type { DrawnNode, StepFlowEdge } from './flow';

const READABLE = 0.62;
const CLOSE = 0.85;
const TOP_MARGIN = 40;

/** Shows the whole journey where it can be read so, else its beginning. */
export function firstLook(flow: ReactFlowInstance<DrawnNode, StepFlowEdge>, document: JourneyDocument): void {
  const pane = globalThis.document.querySelector('.react-flow')?.getBoundingClientRect();
  const bounds = flow.getNodesBounds(document.nodes.map((node) => node.id));
  if (pane === undefined || bounds.width === 0) {
    return;
  }
  const padding = 1.16;
  const whole = Math.min(pane.width / (bounds.width * padding), pane.height / ((bounds.height + 60) * padding), 1);
  if (whole >= READABLE) {
    const x = pane.width / 2 - (bounds.x + bounds.width / 2) * whole;
    const y = Math.max(TOP_MARGIN, (pane.height - (bounds.height + 60) * whole) / 2) - bounds.y * whole;
    void flow.setViewport({ x, y, zoom: whole });
    return;
  }
  const start = document.entry === null ? { x: bounds.x, y: bounds.y } : positionOf(document, document.entry);
  const zoom = Math.min(CLOSE, pane.width / (CARD_WIDTH * 1.3));
  const x = pane.width / 2 - (start.x + CARD_WIDTH / 2) * zoom;
  void flow.setViewport({ x, y: TOP_MARGIN - start.y * zoom, zoom });
}
