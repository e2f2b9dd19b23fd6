/** The document as xyflow draws it. The view keeps what only the screen knows: measures, and places while dragging. */

import type { Edge, Node } from '@xyflow/react';
import { kindByName } from '../catalog';
import { CARD_HEIGHT, CARD_WIDTH, type JourneyDocument, type JourneyNode, positionOf } from '../document';
import type { Reading } from '../reading';
import { turnShifts } from './crossings';
import type { Box } from './route';

export type StepFlowNode = Node<{ readonly step: JourneyNode; readonly isEntry: boolean }, 'step'>;
export type StepFlowEdge = Edge<{ readonly boxes: readonly Box[]; readonly shift: number }, 'step'>;

export const TARGET_HANDLE = 'in';

function cardLabel(step: JourneyNode, reading: Reading, sentence: (step: JourneyNode) => string): string {
  const kind = kindByName(reading.catalog, step.kind);
  if (kind === undefined) {
    return `${reading.words('canvas.unknownKind')}: ${step.kind}`;
  }
  const values = { kind: kind.labels[reading.language], sentence: sentence(step) };
  return reading.words('canvas.cardLabel', values);
}

/** The steps to draw; one that did not change stays the very object it was, so that it is not drawn again. */
export function flowNodes(
  document: JourneyDocument,
  selected: readonly string[],
  reading: Reading,
  sentence: (step: JourneyNode) => string,
  before: readonly StepFlowNode[],
): StepFlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  return document.nodes.map((step): StepFlowNode => {
    const old = known.get(step.id);
    const position = positionOf(document, step.id);
    const isSelected = selected.includes(step.id);
    const ariaLabel = cardLabel(step, reading, sentence);
    const isEntry = step.id === document.entry;
    const unmoved = old?.position.x === position.x && old.position.y === position.y;
    if (
      old !== undefined &&
      unmoved &&
      old.data.step === step &&
      old.data.isEntry === isEntry &&
      old.selected === isSelected &&
      old.ariaLabel === ariaLabel
    ) {
      return old;
    }
    return {
      ...old,
      id: step.id,
      type: 'step',
      position,
      selected: isSelected,
      ariaLabel,
      data: old?.data.step === step && old.data.isEntry === isEntry ? old.data : { step, isEntry },
      width: CARD_WIDTH,
      height: CARD_HEIGHT,
    };
  });
}

export function flowEdges(
  document: JourneyDocument,
  selected: readonly string[],
  ports: (node: string) => readonly string[],
): StepFlowEdge[] {
  const shifts = turnShifts(document, ports);
  const boxes = document.nodes.map(
    (node): Box => ({ id: node.id, ...positionOf(document, node.id), width: CARD_WIDTH, height: CARD_HEIGHT }),
  );
  return document.edges.map((edge) => ({
    id: edge.id,
    type: 'step',
    source: edge.from,
    sourceHandle: edge.port,
    target: edge.to,
    targetHandle: TARGET_HANDLE,
    selected: selected.includes(edge.id),
    data: { boxes, shift: shifts.get(edge.id) ?? 0 },
  }));
}
