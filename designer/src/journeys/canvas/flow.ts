/** The document as xyflow draws it. The view keeps what only the screen knows: measures, and places while dragging. */

import type { Edge, Node } from '@xyflow/react';
import { kindByName } from '../catalog';
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  type JourneyDocument,
  type JourneyNode,
  NOTE_HEIGHT,
  NOTE_WIDTH,
  type Note,
  positionOf,
} from '../document';
import { notesOf } from '../edits/notes';
import type { Reading } from '../reading';
import { turnShifts } from './crossings';
import type { Box } from './route';

export type StepFlowNode = Node<{ readonly step: JourneyNode; readonly isEntry: boolean }, 'step'>;
export type StepFlowEdge = Edge<{ readonly boxes: readonly Box[]; readonly shift: number }, 'step'>;

export type NoteFlowNode = Node<{ readonly id: string; readonly note: Note }, 'note'>;
export type DrawnNode = StepFlowNode | NoteFlowNode;

export const TARGET_HANDLE = 'in';

const NOTE = 'note:';

/** The note that a drawn card is; null when it is a step. */
export function noteOf(id: string): string | null {
  return id.startsWith(NOTE) ? id.slice(NOTE.length) : null;
}

function noteNodes(
  document: JourneyDocument,
  selected: readonly string[],
  { words }: Reading,
  known: ReadonlyMap<string, DrawnNode>,
): NoteFlowNode[] {
  return notesOf(document).map(([id, note]): NoteFlowNode => {
    const old = known.get(NOTE + id) as NoteFlowNode | undefined;
    const isSelected = selected.includes(id);
    if (old !== undefined && old.data.note === note && old.selected === isSelected) {
      return old;
    }
    return {
      ...old,
      id: NOTE + id,
      type: 'note',
      position: { x: note.x, y: note.y },
      selected: isSelected,
      ariaLabel: words('note.label', { text: note.text }),
      domAttributes: { 'aria-roledescription': words('note.role') },
      data: { id, note },
      width: NOTE_WIDTH,
      height: NOTE_HEIGHT,
      zIndex: -1,
    };
  });
}

/** What is selected of a drawing. */
export interface Selected {
  readonly nodes: readonly string[];
  readonly notes: readonly string[];
}

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
  selected: Selected,
  reading: Reading,
  sentence: (step: JourneyNode) => string,
  before: readonly DrawnNode[],
): DrawnNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const chosen = new Set(selected.nodes);
  const role = reading.words('canvas.step');
  const steps = document.nodes.map((step): StepFlowNode => {
    const old = known.get(step.id) as StepFlowNode | undefined;
    const position = positionOf(document, step.id);
    const isSelected = chosen.has(step.id);
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
      domAttributes: { 'aria-roledescription': role },
      data: old?.data.step === step && old.data.isEntry === isEntry ? old.data : { step, isEntry },
      width: CARD_WIDTH,
      height: CARD_HEIGHT,
    };
  });
  return [...steps, ...noteNodes(document, selected.notes, reading, known)];
}

export function flowEdges(
  document: JourneyDocument,
  selected: readonly string[],
  ports: (node: string) => readonly string[],
  reading: Reading,
  sentence: (step: JourneyNode) => string,
): StepFlowEdge[] {
  const shifts = turnShifts(document, ports);
  const boxes = document.nodes.map(
    (node): Box => ({ id: node.id, ...positionOf(document, node.id), width: CARD_WIDTH, height: CARD_HEIGHT }),
  );
  const names = new Map(document.nodes.map((step) => [step.id, cardLabel(step, reading, sentence)]));
  const role = reading.words('canvas.link');
  return document.edges.map((edge) => ({
    id: edge.id,
    type: 'step',
    source: edge.from,
    sourceHandle: edge.port,
    target: edge.to,
    targetHandle: TARGET_HANDLE,
    selected: selected.includes(edge.id),
    ariaLabel: reading.words('canvas.linkLabel', { from: names.get(edge.from) ?? '', to: names.get(edge.to) ?? '' }),
    domAttributes: { 'aria-roledescription': role },
    data: { boxes, shift: shifts.get(edge.id) ?? 0 },
  }));
}
