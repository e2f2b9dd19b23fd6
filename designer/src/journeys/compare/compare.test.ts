import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { giveRoomTexts } from '../../testing/roomTexts';
import type { JourneyDocument, JourneyEdge } from '../document';
import { changeSettings } from '../edits/changeSettings';
import { connect, disconnect } from '../edits/connect';
import { deleteNodes } from '../edits/deleteNodes';
import { insertOnEdge } from '../edits/insert';
import { addOwnWatch, rename, setWatch } from '../edits/journey';
import { moveNodes } from '../edits/moveNodes';
import { chance, drawn, EMPTY } from '../merge/drawing';
import type { Words } from '../reading';
import { sampleJourney } from '../sample';
import { readingIn } from '../testing';
import { bothOf } from './both';
import { difference, isSame } from './diff';
import { changeLines } from './lines';

const PORTS = ['next', 'timeout', 'page_opened', 'paid', 'yes', 'else'];

function telling(language: 'es' | 'en') {
  const reading = readingIn(language);
  giveRoomTexts();
  return { reading, say: i18next.getFixedT(language, 'drafts') as unknown as Words };
}

function wait(document: JourneyDocument, amount: number): JourneyDocument {
  const node = document.nodes.find((one) => one.kind === 'wait');
  const settings = { ...node?.settings, duration: { amount, unit: 'days' } };
  return changeSettings(document, node?.id ?? '', settings, PORTS);
}

const sides = (edges: readonly JourneyEdge[]) => edges.map((edge) => `${edge.from} ${edge.port} ${edge.to}`);

describe('the difference of two journeys', () => {
  it('is nothing between a journey and itself, in whatever order it is written', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const document = drawn(EMPTY, 15, chance(seed));
      const turned = { ...document, nodes: document.nodes.toReversed(), edges: document.edges.toReversed() };
      const found = difference(document, turned);
      expect(isSame(found)).toBe(true);
      expect(found.steps.moved).toEqual([]);
    }
  });

  it('the other way round has added and removed change places', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const roll = chance(seed);
      const before = drawn(EMPTY, 10, roll);
      const after = drawn(before, 8, roll);
      const [there, back] = [difference(before, after), difference(after, before)];
      expect(there.steps.added).toEqual(back.steps.removed);
      expect(there.links.removed).toEqual(back.links.added);
      expect(there.watches.added).toEqual(back.watches.removed);
      expect(there.steps.changed.map((step) => step.after.id).toSorted()).toEqual(
        back.steps.changed.map((step) => step.after.id).toSorted(),
      );
    }
  });

  it('counts steps that only moved apart, and they are no change', () => {
    const moved = moveNodes(sampleJourney, new Map([[sampleJourney.nodes[1]?.id ?? '', { x: 999, y: 999 }]]));
    const found = difference(sampleJourney, moved);
    expect(found.steps.moved).toEqual([sampleJourney.nodes[1]?.id]);
    expect(isSame(found)).toBe(true);
    const both = difference(sampleJourney, wait(moved, 9));
    expect(isSame(both)).toBe(false);
  });
});

describe('both in one drawing', () => {
  it('holds every step and link of either, each once, and marks what is not in both', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const roll = chance(seed);
      const before = drawn(EMPTY, 12, roll);
      const after = drawn(before, 8, roll);
      const diff = difference(before, after);
      const { document, marks } = bothOf(before, after, diff, () => ['next', 'yes', 'else']);
      const ids = document.nodes.map((node) => node.id);
      expect(ids.toSorted()).toEqual([...new Set([...before.nodes, ...after.nodes].map((node) => node.id))].toSorted());
      expect(new Set(document.edges.map((edge) => edge.id)).size).toBe(document.edges.length);
      expect(new Set(sides(document.edges))).toEqual(new Set([...sides(before.edges), ...sides(after.edges)]));
      for (const node of diff.steps.removed) {
        expect(marks.steps.get(node.id)).toBe('removed');
        expect(document.layout.nodes?.[node.id]).toBeDefined();
      }
    }
  });

  it('draws a link that is gone from a port that there still is', () => {
    const before = connect(sampleJourney, { node: 'wait', port: 'old' }, 'enter');
    const gone = { ...sampleJourney, edges: [{ id: 'x', from: 'wait', port: 'old', to: 'end' }] };
    const { document } = bothOf(gone, before, difference(gone, before), () => ['next']);
    expect(document.edges.find((edge) => edge.id === 'before x')?.port).toBe('next');
  });
});

describe('the difference in words', () => {
  it('names the step, the setting and both values', () => {
    const before = wait(sampleJourney, 3);
    const after = wait(sampleJourney, 5);
    for (const [language, expected] of [
      ['es', 'Cuánto: 3 días → 5 días'],
      ['en', 'How long: 3 days → 5 days'],
    ] as const) {
      const [line] = changeLines(difference(before, after), before, after, telling(language)).steps;
      expect(line?.details).toEqual([expected]);
      expect(line?.mark).toBe('changed');
    }
  });

  it('tells added and removed steps with their links, and where a link led before', () => {
    const edge = sampleJourney.edges[0];
    const added = insertOnEdge(
      sampleJourney,
      edge?.id ?? '',
      { kind: 'wait', kind_version: 1, settings: { duration: { amount: 7, unit: 'days' } } },
      'next',
    )?.document;
    const after = added ?? sampleJourney;
    const lines = changeLines(difference(sampleJourney, after), sampleJourney, after, telling('en'));
    expect(lines.steps.map(({ mark, text }) => [mark, text])).toEqual([['added', 'Wait: 7 days']]);
    expect(lines.links.map(({ mark }) => mark)).toEqual(['added', 'changed']);
    expect(lines.links[1]?.details[0]).toMatch(/^Before, it led to /);
    const back = changeLines(difference(after, sampleJourney), after, sampleJourney, telling('es'));
    expect(back.steps.map(({ mark, text }) => [mark, text])).toEqual([['removed', 'Esperar: 7 días']]);
  });

  it('tells a new name, exits and holds, one’s own too', () => {
    const own = addOwnWatch(sampleJourney, 'Big', { field: 'account.balance', op: 'gt', value: 5 });
    const after = rename(setWatch(setWatch(own, 'paid', 'hold'), 'disputed', 'exit'), 'Other');
    const lines = changeLines(difference(sampleJourney, after), sampleJourney, after, telling('en'));
    expect(lines.journey.map(({ text }) => text)).toEqual([`Name: “${sampleJourney.name}” → “Other”`]);
    expect(lines.watches.map(({ mark }) => mark).toSorted()).toEqual(['added', 'added', 'changed']);
    expect(lines.watches.find(({ mark }) => mark === 'changed')?.details[0]).toMatch(/^Before: /);
  });

  it('keeps to the bare name where a kind or a setting is not known here', () => {
    const odd = (value: number): JourneyDocument => ({
      ...EMPTY,
      nodes: [{ id: 'enter', kind: 'gone_kind', kind_version: value, settings: { secret_thing: value } }],
    });
    const [line] = changeLines(difference(odd(1), odd(2)), odd(1), odd(2), telling('en')).steps;
    expect(line?.text).toBe('gone_kind');
    expect(line?.details).toEqual([
      'It is another kind of step, or another version of it',
      'secret_thing: another value',
    ]);
  });

  it('tells the removal of what was deleted and unwired', () => {
    const [gone] = sampleJourney.nodes.slice(-1);
    const after = disconnect(deleteNodes(sampleJourney, [gone?.id ?? '']), [sampleJourney.edges[0]?.id ?? '']);
    const lines = changeLines(difference(sampleJourney, after), sampleJourney, after, telling('es'));
    expect(lines.steps.map(({ mark }) => mark)).toEqual(['removed']);
    expect(lines.links.length).toBeGreaterThan(0);
    expect(lines.links.every(({ mark }) => mark === 'removed')).toBe(true);
  });
});
