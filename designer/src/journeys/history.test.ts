import { describe, expect, it } from 'vitest';
import type { JourneyDocument } from './document';
import { addNode } from './edits/addNode';
import { changeSettings } from './edits/changeSettings';
import { connect, disconnect } from './edits/connect';
import { deleteNodes } from './edits/deleteNodes';
import { insertOnEdge } from './edits/insert';
import { rename, setWatch } from './edits/journey';
import { moveNodes } from './edits/moveNodes';
import { begin, type History, record, redo, seal, undo } from './history';
import { sampleJourney } from './sample';

type Edit = (document: JourneyDocument, pick: (below: number) => number) => JourneyDocument;

/** A small seeded generator (mulberry32), so that a failing sequence can be run again by its seed. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const anyNode = (document: JourneyDocument, pick: (below: number) => number) =>
  document.nodes[pick(document.nodes.length)]?.id ?? 'none';
const anyEdge = (document: JourneyDocument, pick: (below: number) => number) =>
  document.edges[pick(Math.max(document.edges.length, 1))]?.id ?? 'none';
const step = { kind: 'wait', kind_version: 1, settings: {} };

const EDITS: readonly Edit[] = [
  (document, pick) => addNode(document, step, { x: pick(900), y: pick(900) }).document,
  (document, pick) => insertOnEdge(document, anyEdge(document, pick), step, 'next')?.document ?? document,
  (document, pick) =>
    connect(document, { node: anyNode(document, pick), port: `p${pick(3)}` }, anyNode(document, pick)),
  (document, pick) => disconnect(document, [anyEdge(document, pick)]),
  (document, pick) => moveNodes(document, new Map([[anyNode(document, pick), { x: pick(900), y: pick(900) }]])),
  (document, pick) => deleteNodes(document, [anyNode(document, pick), anyNode(document, pick)]),
  (document, pick) => changeSettings(document, anyNode(document, pick), { amount: pick(5) }, ['next', 'p1']),
  (document, pick) => rename(document, `Nombre ${pick(4)}`),
  (document, pick) => setWatch(document, 'paid', pick(2) === 0 ? 'exit' : 'none'),
];

function assertSound(document: JourneyDocument): void {
  const ids = document.nodes.map((node) => node.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(document.edges.map((edge) => edge.id)).size).toBe(document.edges.length);
  expect(new Set(document.edges.map((edge) => `${edge.from} ${edge.port}`)).size).toBe(document.edges.length);
  for (const edge of document.edges) {
    expect(ids).toContain(edge.from);
    expect(ids).toContain(edge.to);
    expect(edge.to).not.toBe(edge.from);
    expect(edge.to).not.toBe(document.entry);
  }
  expect(Object.keys(document.layout.nodes ?? {}).toSorted()).toEqual(ids.toSorted());
  expect(ids).toContain(document.entry);
}

describe('undo and redo', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
    'takes any sequence of edits back and does it again (seed %i)',
    (seed) => {
      const pick = generator(seed);
      const before = structuredClone(sampleJourney);
      let history: History<JourneyDocument> = begin(sampleJourney);
      const seen = [history.present];
      for (let turn = 0; turn < 40; turn += 1) {
        const edit = EDITS[pick(EDITS.length)] ?? ((document) => document);
        history = record(history, edit(history.present, pick), { name: 'settings' });
        assertSound(history.present);
        if (history.present !== seen.at(-1)) {
          seen.push(history.present);
        }
      }
      const after = history.present;
      for (const expected of seen.slice(0, -1).toReversed()) {
        history = undo(history);
        expect(history.present).toBe(expected);
      }
      expect(history.present).toEqual(before);
      expect(undo(history)).toBe(history);
      for (let turn = 1; turn < seen.length; turn += 1) {
        history = redo(history);
      }
      expect(history.present).toBe(after);
      expect(redo(history)).toBe(history);
    },
  );

  it('leaves no trace of an act that changed nothing', () => {
    const history = begin('a');
    expect(record(history, 'a', { name: 'move' })).toBe(history);
  });

  it('takes what was typed in one go back in one go', () => {
    const typing = { name: 'rename', merge: 'name' } as const;
    let history = begin('');
    for (const text of ['C', 'Ca', 'Cau']) {
      history = record(history, text, typing);
    }
    history = record(seal(history), 'Cauce', typing);
    expect(undo(history).present).toBe('Cau');
    expect(undo(undo(history)).present).toBe('');
  });

  it('does not merge into an act that was undone and done again', () => {
    const typing = { name: 'rename', merge: 'name' } as const;
    const history = redo(undo(record(begin('a'), 'b', typing)));
    expect(undo(record(history, 'c', typing)).present).toBe('b');
  });

  it('forgets what could be done again once something else is done', () => {
    const history = record(undo(record(begin('a'), 'b', { name: 'add' })), 'c', { name: 'delete' });
    expect(history.future).toEqual([]);
    expect(history.past.map((entry) => entry.act.name)).toEqual(['delete']);
  });

  it('keeps the name of the act that it would take back or do again', () => {
    const history = record(record(begin('a'), 'b', { name: 'add', subject: 'wait' }), 'c', { name: 'move' });
    const back = undo(history);
    expect(back.past.at(-1)?.act).toMatchObject({ name: 'add', subject: 'wait' });
    expect(back.future[0]?.act.name).toBe('move');
  });
});
