import { describe, expect, it, vi } from 'vitest';
import { sameJson } from '../drafts/sameJson';
import { sessionStore } from '../session/store';
import { ANA } from '../testing/draw';
import { addStep, deleteSelected, placeForNext, tidyOptions } from './acts';
import type { JourneyDocument } from './document';
import { withPlaces } from './edits/tidy';
import { merge } from './merge/merge';
import { countProblems, groupProblems, type Problem } from './problems';
import { readDocument } from './readDocument';
import { sampleCatalog, sampleJourney } from './sample';
import { makeSaver } from './saving';
import { createEditorStore } from './store';
import { serve } from './testing';

const openStore = (document: JourneyDocument = sampleJourney) => createEditorStore(document, { readOnly: false });
const at = { x: 0, y: 0 };

describe('the open journey', () => {
  it('opens a step that is selected alone, and closes it with the selection', () => {
    const store = openStore();
    store.getState().select(['wait'], []);
    expect(store.getState().panel).toEqual({ kind: 'node', id: 'wait' });
    store.getState().select(['wait', 'end'], []);
    expect(store.getState().panel.kind).toBe('none');
  });

  it('forgets the selection and the panel of a step that undo takes away', () => {
    const store = openStore();
    const id = addStep(store, sampleCatalog, 'wait', { kind: 'free', at });
    expect(store.getState().panel).toEqual({ kind: 'node', id });
    store.getState().undo();
    expect(store.getState().selectedNodes).toEqual([]);
    expect(store.getState().panel.kind).toBe('none');
  });

  it('changes nothing while it is only for reading', () => {
    const store = openStore();
    store.getState().setReadOnly(true);
    addStep(store, sampleCatalog, 'wait', { kind: 'free', at });
    store.getState().undo();
    expect(store.getState().history.present).toBe(sampleJourney);
  });

  it("brings one's own draft back by undo after loading somebody else's", () => {
    const store = openStore();
    store.getState().replace({ ...sampleJourney, name: 'De otra persona' });
    expect(store.getState().history.present.name).toBe('De otra persona');
    store.getState().undo();
    expect(store.getState().history.present).toBe(sampleJourney);
  });
});

it('keeps what somebody else did when one’s own acts are undone and done again', () => {
  const store = createEditorStore(sampleJourney, { readOnly: false });
  const { apply, rebase, undo, redo } = store.getState();
  apply({ name: 'rename' }, (document) => ({ ...document, name: 'Mine' }));
  const theirs = { ...sampleJourney, exits: ['disputed'] };
  const merged = (document: JourneyDocument) => merge(sampleJourney, document, theirs).document;
  rebase(merged(store.getState().history.present), merged);
  const seen = () => [store.getState().history.present.name, store.getState().history.present.exits];
  expect(seen()).toEqual(['Mine', ['disputed']]);
  undo();
  expect(seen()).toEqual([sampleJourney.name, ['disputed']]);
  redo();
  expect(seen()).toEqual(['Mine', ['disputed']]);
});

describe('where a step goes that is added without a place', () => {
  it('is the selected link, else behind the selected step, else the only open port, else where one looks', () => {
    const store = openStore();
    store.getState().select([], ['e2']);
    expect(placeForNext(store, sampleCatalog, at)).toEqual({ kind: 'edge', id: 'e2' });
    store.getState().select(['wait'], []);
    expect(placeForNext(store, sampleCatalog, at)).toEqual({ kind: 'edge', id: 'e3' });
    store.getState().select([], []);
    expect(placeForNext(store, sampleCatalog, at)).toEqual({ kind: 'free', at });
    const open = openStore({ ...sampleJourney, edges: sampleJourney.edges.slice(0, 2) });
    expect(placeForNext(open, sampleCatalog, at)).toEqual({ kind: 'port', node: 'wait', port: 'next' });
  });

  it('refuses a second start', () => {
    const store = openStore();
    expect(addStep(store, sampleCatalog, 'enter', { kind: 'free', at })).toBeNull();
    expect(store.getState().history.past).toEqual([]);
  });

  it('starts a new step with the defaults of its kind', () => {
    const store = openStore();
    const id = addStep(store, sampleCatalog, 'wait_event', { kind: 'edge', id: 'e1' });
    const step = store.getState().history.present.nodes.find((node) => node.id === id);
    expect(step?.settings).toEqual({ events: [], timeout: { amount: 5, unit: 'days' } });
  });
});

it('says so when all that is selected has to stay', () => {
  const store = openStore();
  store.getState().select(['enter'], []);
  expect(deleteSelected(store)).toBe(false);
  store.getState().select(['wait'], []);
  expect(deleteSelected(store)).toBe(true);
  expect(store.getState().history.past.map((entry) => entry.act.name)).toEqual(['delete']);
});

describe('problems', () => {
  const problem = (node: string | null, severity: Problem['severity']): Problem => ({
    node,
    severity,
    code: 'x',
    message: { es: 'm', en: 'm' },
  });

  it('stand by step, the journey first, errors before warnings, in the order of the steps', () => {
    const found = [
      problem('b', 'warning'),
      problem('c', 'error'),
      problem('a', 'warning'),
      problem('c', 'warning'),
      problem(null, 'error'),
    ];
    expect(
      groupProblems(found, ['a', 'b', 'c']).map((group) => [group.node, group.severity, group.problems.length]),
    ).toEqual([
      [null, 'error', 1],
      ['c', 'error', 2],
      ['a', 'warning', 1],
      ['b', 'warning', 1],
    ]);
    expect(countProblems(found)).toEqual({ errors: 2, warnings: 3 });
  });

  it('of a step that is gone are the journey’s', () => {
    expect(groupProblems([problem('gone', 'error')], ['a'])[0]?.node).toBeNull();
  });
});

describe('a document from the server', () => {
  it('lacks nothing, whatever the graph lacks', () => {
    expect(readDocument({ name: 'X', nodes: 7 }, 'Y')).toEqual({
      schema_version: 1,
      name: 'X',
      nodes: [],
      edges: [],
      entry: null,
      exits: [],
      layout: {},
    });
  });

  it('is laid out when places are missing, and left alone when none is', () => {
    const bare = { ...sampleJourney, layout: {} };
    const laid = withPlaces(bare, tidyOptions(bare, sampleCatalog));
    expect(Object.keys(laid.layout.nodes ?? {})).toHaveLength(4);
    expect(withPlaces(sampleJourney, tidyOptions(sampleJourney, sampleCatalog))).toBe(sampleJourney);
  });
});

it('tells JSON apart by what it says, not by the order of its keys', () => {
  expect(sameJson({ a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] })).toBe(true);
  expect(sameJson({ a: undefined }, {})).toBe(false);
  expect(sameJson([1], { 0: 1 })).toBe(false);
  expect(sameJson(null, {})).toBe(false);
});

const SAVER = { id: 1, tab: 'tab-of-ana', onSaved: () => undefined, onTaken: () => undefined };

describe('saving', () => {
  const saved = { revision: 9, saved_at: '2026-01-01T00:00:00Z', problems: [], sentences: {} };
  const refuse = (status: number) =>
    Response.json(
      { title: 'No', status, detail: 'Motivo' },
      { status, headers: { 'Content-Type': 'application/problem+json' } },
    );

  it.each([
    [409, { kind: 'conflict' }],
    [422, { kind: 'refused', reason: 'Motivo' }],
    [503, { kind: 'unreachable', why: 'away' }],
    [401, { kind: 'unreachable', why: 'expired' }],
  ])('answers %i as a value', async (status, expected) => {
    serve(() => refuse(status));
    expect(await makeSaver(SAVER)(sampleJourney, 1)).toEqual(expected);
  });

  it('recognises its own save whose answer got lost, and goes on from it', async () => {
    const later = { ...sampleJourney, name: 'Después' };
    const answers = [
      refuse(503),
      refuse(409),
      {
        id: 1,
        name: 'x',
        graph: sampleJourney,
        revision: 2,
        saved_at: '',
        saved_by: null,
        state: 'draft',
        live_version: null,
        problems: [],
      },
      saved,
    ];
    const asked = serve(() => answers.shift());
    const save = makeSaver(SAVER);
    expect(await save(sampleJourney, 1)).toEqual({ kind: 'unreachable', why: 'away' });
    expect(await save(later, 1)).toEqual({ kind: 'saved', revision: 9 });
    expect(await asked.at(-1)?.json()).toMatchObject({ revision: 2, graph: { name: 'Después' } });
  });

  it('tells being taken over from apart from a conflict, and by whom', async () => {
    const taken = { type: 'urn:cauce:problem:taken-over', status: 409, taken_by: 'Bruno' };
    serve(() => Response.json(taken, { status: 409, headers: { 'Content-Type': 'application/problem+json' } }));
    const onTaken = vi.fn();
    expect(await makeSaver({ ...SAVER, onTaken })(sampleJourney, 1)).toEqual({ kind: 'taken' });
    expect(onTaken).toHaveBeenCalledWith('Bruno');
  });

  it('goes on with the token of a session that another tab began anew', async () => {
    const forged = Response.json(
      { type: 'urn:cauce:problem:csrf', status: 403 },
      { status: 403, headers: { 'Content-Type': 'application/problem+json' } },
    );
    const answers = [forged, { ...ANA, csrf_token: 'token-2' }, saved];
    sessionStore.getState().enter(ANA);
    const asked = serve(() => answers.shift());
    expect(await makeSaver(SAVER)(sampleJourney, 1)).toEqual({ kind: 'saved', revision: 9 });
    expect(asked.at(-1)?.headers.get('X-CSRF-Token')).toBe('token-2');
  });

  it('saves nothing for somebody else who signed in in another tab', async () => {
    const forged = Response.json(
      { type: 'urn:cauce:problem:csrf', status: 403 },
      { status: 403, headers: { 'Content-Type': 'application/problem+json' } },
    );
    const answers = [forged, { ...ANA, user: { ...ANA.user, id: 2 } }];
    sessionStore.getState().enter(ANA);
    serve(() => answers.shift());
    expect(await makeSaver(SAVER)(sampleJourney, 1)).toEqual({ kind: 'unreachable', why: 'expired' });
    expect(sessionStore.getState().status).toBe('expired');
  });
});
