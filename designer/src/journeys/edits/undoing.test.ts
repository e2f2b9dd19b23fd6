import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JourneyDocument } from '../document';
import { begin, record, redo, undo } from '../history';
import { keepHistory, keptHistory } from '../keptHistory';
import { sampleJourney } from '../sample';
import { anyAct, type MadeAct } from './made';

const LONGEST = 60; // fewer acts than are remembered

function done(acts: readonly MadeAct[]) {
  return acts.reduce(
    (history, { name, edit }) => record(history, edit(history.present), { name }),
    begin<JourneyDocument>(sampleJourney),
  );
}

function times<T>(count: number, value: T, step: (value: T) => T): T {
  return count === 0 ? value : times(count - 1, step(value), step);
}

/** Whatever is done to it: ids are unique, links lead from somewhere to somewhere, and the journey begins once. */
function expectWhole(document: JourneyDocument) {
  const ids = document.nodes.map((node) => node.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain(document.entry);
  expect(new Set(document.edges.map((edge) => edge.id)).size).toBe(document.edges.length);
  expect(new Set(document.edges.map(({ from, port }) => `${from} ${port}`)).size).toBe(document.edges.length);
  for (const { from, to } of document.edges) {
    expect(ids).toContain(from);
    expect(ids).toContain(to);
    expect(to).not.toBe(document.entry);
    expect(to).not.toBe(from);
  }
  for (const id of ids) {
    expect(id).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
    expect(document.layout.nodes).toHaveProperty(id);
  }
}

describe('any sequence of acts', () => {
  it('is taken back by as many undos, and done again by as many redos', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: LONGEST }), (acts) => {
        const history = done(acts);
        const steps = history.past.length;
        const back = times(steps, history, undo);
        expect(back.present).toBe(sampleJourney);
        expect(back.past).toEqual([]);
        const again = times(steps, back, redo);
        expect(again.present).toEqual(history.present);
        expect(again.future).toEqual([]);
        expect(again.past.map(({ act }) => act.name)).toEqual(history.past.map(({ act }) => act.name));
      }),
    );
  });

  it('leaves the document whole, and never changes one that was there before', () => {
    const before = JSON.stringify(sampleJourney);
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: LONGEST }), (acts) => {
        const history = done(acts);
        const texts = history.past.map(({ document }) => JSON.stringify(document));
        expectWhole(history.present);
        expect(history.past.map(({ document }) => JSON.stringify(document))).toEqual(texts);
      }),
    );
    expect(JSON.stringify(sampleJourney)).toBe(before);
  });

  it('is known again after a reload, and forgotten when the draft is another one', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 20 }), fc.nat({ max: 5 }), (acts, undone) => {
        const history = times(undone, done(acts), undo);
        keepHistory(7, history);
        const served = structuredClone(history.present);
        const kept = keptHistory(7, served);
        expect(kept.present).toBe(served);
        expect(kept.past).toEqual(history.past);
        expect(kept.future).toEqual(history.future);
        expect(keptHistory(7, { ...served, name: `${served.name}!` }).past).toEqual([]);
        expect(keptHistory(8, served).past).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a long history', () => {
  it('keeps its newest acts, in the room that a tab has', () => {
    const text = 'a'.repeat(40_000);
    const acts = Array.from({ length: 60 }, (_, count): MadeAct => {
      return { name: 'settings', edit: (document) => ({ ...document, name: `${count}${text}` }) };
    });
    const history = done(acts);
    keepHistory(9, history);
    const kept = keptHistory(9, history.present);
    expect(kept.past.length).toBeGreaterThan(10);
    expect(kept.past.length).toBeLessThan(60);
    expect(kept.past.at(-1)?.document.name).toBe(history.past.at(-1)?.document.name);
  });

  it('is begun anew when what is kept cannot be read', () => {
    sessionStorage.setItem('cauce.acts.9', '{"past": [[');
    expect(keptHistory(9, sampleJourney)).toEqual(begin(sampleJourney));
  });
});
