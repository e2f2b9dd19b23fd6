import { describe, expect, it } from 'vitest';
import { sameJson } from '../../drafts/sameJson';
import type { JourneyDocument, Settings } from '../document';
import { addNode } from '../edits/addNode';
import { changeSettings } from '../edits/changeSettings';
import { connect } from '../edits/connect';
import { deleteNodes } from '../edits/deleteNodes';
import { insertOnEdge } from '../edits/insert';
import { addOwnWatch, rename, setWatch } from '../edits/journey';
import { moveNodes } from '../edits/moveNodes';
import { chance, drawn, EMPTY } from './drawing';
import { merge } from './merge';

const step = (kind: string, settings: Settings = {}) => ({ kind, kind_version: 1, settings });

/** enter → wait → send_email → end */
const LINE = ((): JourneyDocument => {
  let document = EMPTY;
  for (const kind of ['wait', 'send_email', 'end']) {
    const above = document.nodes.at(-1)?.id ?? 'enter';
    const added = addNode(document, step(kind, { text: 'a', days: 1 }), { x: 0, y: document.nodes.length * 176 });
    document = connect(added.document, { node: above, port: 'next' }, added.id);
  }
  return document;
})();

const PORTS = ['next'];
const set = (document: JourneyDocument, id: string, settings: Settings) => {
  const before = document.nodes.find((node) => node.id === id)?.settings ?? {};
  return changeSettings(document, id, { ...before, ...settings }, PORTS);
};
const settingsOf = (document: JourneyDocument, id: string) => document.nodes.find((node) => node.id === id)?.settings;

/** The settings that a side gave another value. */
function changesOf(base: JourneyDocument, side: JourneyDocument) {
  return side.nodes.flatMap(({ id, settings }) =>
    Object.entries(settings)
      .filter(([name, value]) => !sameJson(settingsOf(base, id)?.[name], value))
      .map(([name, value]) => ({ id, name, value })),
  );
}

function expectSound(document: JourneyDocument) {
  const ids = document.nodes.map((node) => node.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(document.edges.map((edge) => edge.id)).size).toBe(document.edges.length);
  expect(new Set(document.edges.map((edge) => `${edge.from} ${edge.port}`)).size).toBe(document.edges.length);
  for (const edge of document.edges) {
    expect(ids).toContain(edge.from);
    expect(ids).toContain(edge.to);
  }
  for (const id of ids) {
    expect(document.layout.nodes?.[id]).toBeDefined();
  }
}

describe('two drafts put together', () => {
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);

  it('are the other one when one side did not change', () => {
    for (const seed of seeds) {
      const roll = chance(seed);
      const base = drawn(EMPTY, 12, roll);
      const changed = drawn(base, 6, roll);
      for (const merged of [merge(base, changed, base), merge(base, base, changed)]) {
        expect(merged.document, `seed ${seed}`).toEqual(changed);
        expect(merged.clashes).toEqual([]);
      }
    }
  });

  it('are the same whoever asks, when nothing clashes', () => {
    let compared = 0;
    for (const seed of seeds) {
      const roll = chance(seed);
      const base = drawn(EMPTY, 12, roll);
      const [mine, theirs] = [drawn(base, 3, roll), drawn(base, 3, roll)];
      const [here, there] = [merge(base, mine, theirs), merge(base, theirs, mine)];
      expect(here.clashes.length === 0, `seed ${seed}`).toBe(there.clashes.length === 0);
      if (here.clashes.length === 0 && here.renamed.size === 0) {
        expect(here.document, `seed ${seed}`).toEqual(there.document);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('are sound journeys, whoever is preferred where they clash', () => {
    let clashed = 0;
    for (const seed of seeds) {
      const roll = chance(seed);
      const base = drawn(EMPTY, 14, roll);
      const [mine, theirs] = [drawn(base, 6, roll), drawn(base, 6, roll)];
      for (const side of ['mine', 'theirs'] as const) {
        const merged = merge(base, mine, theirs, side);
        expectSound(merged.document);
        clashed += merged.clashes.length;
      }
    }
    expect(clashed).toBeGreaterThan(100);
  });

  it('hold every change of both when nothing clashes', () => {
    for (const seed of seeds) {
      const roll = chance(seed);
      const base = drawn(EMPTY, 12, roll);
      const [mine, theirs] = [drawn(base, 3, roll), drawn(base, 3, roll)];
      const { document, clashes, renamed } = merge(base, mine, theirs);
      if (clashes.length > 0 || renamed.size > 0) {
        continue;
      }
      const lost = [mine, theirs]
        .flatMap((side) => changesOf(base, side))
        .filter(({ id, name, value }) => {
          return !sameJson(settingsOf(document, id)?.[name], value);
        });
      expect(lost, `seed ${seed}`).toEqual([]);
    }
  });
});

describe('changes of different things', () => {
  it('of two settings of one step are both taken', () => {
    const { document, clashes } = merge(LINE, set(LINE, 'wait', { days: 2 }), set(LINE, 'wait', { text: 'b' }));
    expect(settingsOf(document, 'wait')).toEqual({ text: 'b', days: 2 });
    expect(clashes).toEqual([]);
  });

  it('the same change on both sides is one', () => {
    const changed = set(LINE, 'wait', { days: 2 });
    expect(merge(LINE, changed, set(LINE, 'wait', { days: 2 }))).toMatchObject({ document: changed, clashes: [] });
  });

  it('steps that both added under one id become two, and mine gets another', () => {
    const insert = (edge: string, days: number) =>
      insertOnEdge(LINE, edge, step('wait', { days }), 'next')?.document ?? LINE;
    const { document, clashes, renamed } = merge(LINE, insert('e1', 5), insert('e3', 7));
    expect(clashes).toEqual([]);
    expect(renamed).toEqual(new Map([['wait_2', 'wait_3']]));
    expect([settingsOf(document, 'wait_2'), settingsOf(document, 'wait_3')]).toEqual([{ days: 7 }, { days: 5 }]);
    expect(document.edges.map((edge) => `${edge.from}>${edge.to}`).toSorted()).toEqual(
      ['enter>wait_3', 'wait_3>wait', 'wait>send_email', 'send_email>wait_2', 'wait_2>end'].toSorted(),
    );
    expect(document.layout.numbers?.['wait']).toBe(3);
    expectSound(document);
  });

  it('a step that both have at the same place is one', () => {
    const added = addNode(LINE, step('wait'), { x: 5, y: 5 }).document;
    expect(merge(LINE, set(added, 'end', { text: 'z' }), added).document.nodes).toHaveLength(5);
  });

  it('exits and holds are taken one by one, and one’s own too', () => {
    const mine = setWatch(LINE, 'disputed', 'hold');
    const theirs = addOwnWatch(setWatch(LINE, 'paid', 'none'), 'Big', { field: 'account.balance', op: 'gt', value: 5 });
    const { document, clashes } = merge(LINE, mine, theirs);
    expect(clashes).toEqual([]);
    expect(document.holds).toEqual(['disputed']);
    expect(document.exits).toMatchObject([{ label: 'Big' }]);
  });

  it('what else the drawing holds is kept', () => {
    const withNote = (id: string): JourneyDocument => ({
      ...LINE,
      layout: { ...LINE.layout, notes: { [id]: 'x' } } as never,
    });
    const { document } = merge(LINE, withNote('a'), withNote('b'));
    expect(document.layout).toMatchObject({ notes: { a: 'x', b: 'x' } });
  });

  it('a place that both changed is one of the two, whole', () => {
    const at = (x: number, y: number) => moveNodes(LINE, new Map([['wait', { x, y }]]));
    const places = [merge(LINE, at(1, 900), at(800, 2)), merge(LINE, at(800, 2), at(1, 900))].map(
      ({ document }) => document.layout.nodes?.['wait'],
    );
    expect(places[0]).toEqual(places[1]);
    expect([
      { x: 1, y: 900 },
      { x: 800, y: 2 },
    ]).toContainEqual(places[0]);
  });
});

describe('changes of the same thing', () => {
  it('clash by setting, and the preferred side wins only there', () => {
    const mine = set(LINE, 'wait', { days: 2, text: 'mine' });
    const theirs = set(LINE, 'wait', { days: 3 });
    const first = merge(LINE, mine, theirs, 'theirs');
    expect(first.clashes).toEqual([{ kind: 'setting', id: 'wait', setting: 'days' }]);
    expect(settingsOf(first.document, 'wait')).toEqual({ text: 'mine', days: 3 });
    expect(settingsOf(merge(LINE, mine, theirs, 'mine').document, 'wait')).toEqual({ text: 'mine', days: 2 });
  });

  it('clash where one removes what the other changes, and the whole surroundings follow the preferred side', () => {
    const mine = deleteNodes(LINE, ['send_email']);
    const theirs = set(LINE, 'send_email', { text: 'b' });
    const kept = merge(LINE, mine, theirs, 'theirs');
    expect(kept.clashes).toEqual([{ kind: 'removed', id: 'send_email', by: 'mine' }]);
    expect(kept.document.edges).toEqual(LINE.edges);
    const gone = merge(LINE, mine, theirs, 'mine').document;
    expect(gone.nodes.map((node) => node.id)).toEqual(['enter', 'wait', 'end']);
    expect(gone.edges.map((edge) => `${edge.from}>${edge.to}`)).toEqual(['enter>wait', 'wait>end']);
  });

  it('clash where one leads to what the other removes', () => {
    const mine = connect(LINE, { node: 'send_email', port: 'else' }, 'wait');
    const { clashes } = merge(LINE, mine, deleteNodes(LINE, ['wait']));
    expect(clashes).toEqual([{ kind: 'removed', id: 'wait', by: 'theirs' }]);
  });

  it('do not clash where one removes what the other only moved', () => {
    const mine = moveNodes(LINE, new Map([['wait', { x: 500, y: 500 }]]));
    const { document, clashes } = merge(LINE, mine, deleteNodes(LINE, ['wait']));
    expect(clashes).toEqual([]);
    expect(document.layout.nodes?.['wait']).toBeUndefined();
  });

  it.each([
    [
      'a link',
      connect(LINE, { node: 'wait', port: 'next' }, 'end'),
      connect(deleteNodes(LINE, []), { node: 'wait', port: 'next' }, 'end'),
      [],
    ],
    [
      'links',
      insertOnEdge(LINE, 'e2', step('branch'), 'next')?.document,
      insertOnEdge(LINE, 'e2', step('end'), null)?.document,
      ['link'],
    ],
    ['names', rename(LINE, 'A'), rename(LINE, 'B'), ['name']],
    ['watches', setWatch(LINE, 'disputed', 'hold'), setWatch(LINE, 'disputed', 'exit'), ['watch']],
    ['entries', { ...LINE, entry: 'wait' }, { ...LINE, entry: 'end' }, ['entry']],
    [
      'kinds',
      { ...LINE, nodes: LINE.nodes.map((node) => (node.id === 'end' ? { ...node, kind: 'x' } : node)) },
      { ...LINE, nodes: LINE.nodes.map((node) => (node.id === 'end' ? { ...node, kind: 'y' } : node)) },
      ['step'],
    ],
  ])('of %s are found', (_name, mine, theirs, kinds) => {
    expect(merge(LINE, mine ?? LINE, theirs ?? LINE).clashes.map((clash) => clash.kind)).toEqual(kinds);
  });
});
