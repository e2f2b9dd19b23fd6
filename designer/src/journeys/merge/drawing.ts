/** Made-up drafts and made-up editing for tests, the same for the same seed. */

import { type JourneyDocument, positionOf } from '../document';
import { addNode } from '../edits/addNode';
import { changeSettings } from '../edits/changeSettings';
import { connect, disconnect } from '../edits/connect';
import { deleteNodes } from '../edits/deleteNodes';
import { insertOnEdge } from '../edits/insert';
import { rename, setWatch } from '../edits/journey';
import { moveNodes } from '../edits/moveNodes';

export type Chance = (below: number) => number;

/** Numbers that look random: a small generator (xorshift), which a seed determines. */
export function chance(seed: number): Chance {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

export const EMPTY: JourneyDocument = {
  schema_version: 1,
  name: 'Cobro',
  nodes: [{ id: 'enter', kind: 'enter', kind_version: 1, settings: {} }],
  edges: [],
  entry: 'enter',
  exits: ['paid'],
  layout: { nodes: { enter: { x: 0, y: 0 } } },
};

const KINDS = ['wait', 'send_email', 'branch', 'end'];
const PORTS = ['next', 'yes', 'else'];

type Edit = (document: JourneyDocument, roll: Chance) => JourneyDocument;

function anyNode(document: JourneyDocument, roll: Chance) {
  return document.nodes[roll(document.nodes.length)]?.id ?? 'enter';
}

const EDITS: readonly Edit[] = [
  (document, roll) => {
    const step = { kind: KINDS[roll(KINDS.length)] ?? 'wait', kind_version: 1, settings: { text: `${roll(5)}` } };
    return addNode(document, step, { x: roll(900), y: roll(900) }).document;
  },
  (document, roll) => {
    const edge = document.edges[roll(document.edges.length + 1)];
    const step = { kind: 'wait', kind_version: 1, settings: { days: roll(9) } };
    return edge === undefined ? document : (insertOnEdge(document, edge.id, step, 'next')?.document ?? document);
  },
  (document, roll) => {
    const from = { node: anyNode(document, roll), port: PORTS[roll(PORTS.length)] ?? 'next' };
    return connect(document, from, anyNode(document, roll));
  },
  (document, roll) => disconnect(document, [document.edges[roll(document.edges.length + 1)]?.id ?? '']),
  (document, roll) => deleteNodes(document, [anyNode(document, roll)]),
  (document, roll) => {
    const id = anyNode(document, roll);
    const { x, y } = positionOf(document, id);
    return moveNodes(document, new Map([[id, { x: x + roll(300) - 150, y: y + roll(300) }]]));
  },
  (document, roll) => {
    const node = document.nodes[roll(document.nodes.length)];
    const setting = ['text', 'days', 'template'][roll(3)] ?? 'text';
    return node === undefined
      ? document
      : changeSettings(document, node.id, { ...node.settings, [setting]: roll(6) }, PORTS);
  },
  (document, roll) => rename(document, `Cobro ${roll(4)}`),
  (document, roll) => {
    const watch = (['none', 'exit', 'hold'] as const)[roll(3)] ?? 'none';
    return setWatch(document, ['paid', 'disputed', 'deceased'][roll(3)] ?? 'paid', watch);
  },
];

/** A draft after so many edits. */
export function drawn(document: JourneyDocument, edits: number, roll: Chance): JourneyDocument {
  let result = document;
  for (let count = 0; count < edits; count += 1) {
    result = EDITS[roll(EDITS.length)]?.(result, roll) ?? result;
  }
  return result;
}
