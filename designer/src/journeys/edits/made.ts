/** Made-up editing for tests: acts as a person does them, on whatever document there is at that moment. */

import * as fc from 'fast-check';
import { type JourneyDocument, NOTE_COLORS } from '../document';
import type { ActName } from '../history';
import { addNode } from './addNode';
import { ALIGNMENTS, align } from './align';
import { changeSettings } from './changeSettings';
import { copySteps, pasteSteps } from './clip';
import { connect, disconnect } from './connect';
import { deleteNodes } from './deleteNodes';
import { insertOnEdge } from './insert';
import { rename, setWatch } from './journey';
import { placeByHand } from './moveNodes';
import { addNote, colorNote, deleteNotes, moveNotes, writeNote } from './notes';
import { tidy, tidyAround } from './tidy';

export interface MadeAct {
  readonly name: ActName;
  readonly edit: (document: JourneyDocument) => JourneyDocument;
}

const PORTS = ['next', 'yes', 'else'];
const options = { ports: () => PORTS };
const index = fc.nat({ max: 40 });
const point = fc.record({ x: fc.integer({ min: -2_000, max: 2_000 }), y: fc.integer({ min: -2_000, max: 2_000 }) });
const step = fc.record({
  kind: fc.constantFrom('wait', 'send_email', 'branch', 'Acme: Fax', 'end'),
  kind_version: fc.constant(1),
  settings: fc.record({ text: fc.string({ maxLength: 4 }), days: fc.nat({ max: 9 }) }),
});

function pick<T>(items: readonly T[], at: number): T | undefined {
  return items[at % Math.max(1, items.length)];
}

function nodeAt(document: JourneyDocument, at: number): string {
  return pick(document.nodes, at)?.id ?? 'nobody';
}

function noteAt(document: JourneyDocument, at: number): string {
  return pick(Object.keys(document.layout.notes ?? {}), at) ?? 'none';
}

function edgeAt(document: JourneyDocument, at: number): string {
  return pick(document.edges, at)?.id ?? 'none';
}

const act = <T>(name: ActName, made: fc.Arbitrary<T>, edit: (document: JourneyDocument, made: T) => JourneyDocument) =>
  made.map((value): MadeAct => ({ name, edit: (document) => edit(document, value) }));

const some = fc.array(index, { maxLength: 5 });

/** Any act of the drawing. */
export const anyAct: fc.Arbitrary<MadeAct> = fc.oneof(
  act('add', fc.tuple(step, point), (document, [made, at]) => addNode(document, made, at).document),
  act('insert', fc.tuple(step, index), (document, [made, at]) => {
    return insertOnEdge(document, edgeAt(document, at), made, 'next')?.document ?? document;
  }),
  act('connect', fc.tuple(index, fc.constantFrom(...PORTS), index), (document, [from, port, to]) =>
    connect(document, { node: nodeAt(document, from), port }, nodeAt(document, to)),
  ),
  act('disconnect', index, (document, at) => disconnect(document, [edgeAt(document, at)])),
  act('move', fc.tuple(index, point), (document, [at, to]) =>
    placeByHand(document, new Map([[nodeAt(document, at), to]])),
  ),
  act('delete', some, (document, places) =>
    deleteNodes(
      document,
      places.map((at) => nodeAt(document, at)),
    ),
  ),
  act('settings', fc.tuple(index, fc.string({ maxLength: 3 })), (document, [at, text]) =>
    changeSettings(document, nodeAt(document, at), { text }, PORTS.slice(0, 2)),
  ),
  act('rename', fc.string({ maxLength: 6 }), rename),
  act('exits', fc.constantFrom('none' as const, 'exit' as const, 'hold' as const), (document, watch) =>
    setWatch(document, 'paid', watch),
  ),
  act('tidy', fc.constant(null), (document) => tidy(document, options)),
  act('tidyAround', fc.constant(null), (document) => tidyAround(document, options)),
  act('align', fc.tuple(some, fc.constantFrom(...ALIGNMENTS)), (document, [places, how]) =>
    align(document, [...new Set(places.map((at) => nodeAt(document, at)))], how),
  ),
  act('paste', fc.tuple(some, point), (document, [places, to]) => {
    const clip = copySteps(
      document,
      places.map((at) => nodeAt(document, at)),
      [noteAt(document, 0)],
    );
    return clip.nodes.length === 0 ? document : pasteSteps(document, clip, to, (kind) => kind === 'enter').document;
  }),
  act(
    'noteAdd',
    fc.tuple(point, fc.string({ maxLength: 8 })),
    (document, [at, text]) => addNote(document, at, { text }).document,
  ),
  act('noteWrite', fc.tuple(index, fc.string({ maxLength: 8 })), (document, [at, text]) =>
    writeNote(document, noteAt(document, at), text),
  ),
  act('noteColor', fc.tuple(index, fc.constantFrom(...NOTE_COLORS)), (document, [at, color]) =>
    colorNote(document, noteAt(document, at), color),
  ),
  act('move', fc.tuple(index, point), (document, [at, to]) =>
    moveNotes(document, new Map([[noteAt(document, at), to]])),
  ),
  act('delete', index, (document, at) => deleteNotes(document, [noteAt(document, at)])),
);
