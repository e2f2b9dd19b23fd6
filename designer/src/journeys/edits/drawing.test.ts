import { describe, expect, it } from 'vitest';
import { type JourneyDocument, positionOf } from '../document';
import { neighbour } from '../neighbours';
import { sampleJourney } from '../sample';
import { addNode } from './addNode';
import { align } from './align';
import { clipAsText, clipFromText, copySteps, pasteSteps } from './clip';
import { connect } from './connect';
import { deleteNodes } from './deleteNodes';
import { isPlaced, placeByHand } from './moveNodes';
import { addNote, colorNote, deleteNotes, moveNotes, notesOf, writeNote } from './notes';
import { tidy, tidyAround } from './tidy';

const at = { x: 0, y: 0 };
const starts = (kind: string) => kind === 'enter';
const links = (document: JourneyDocument) => document.edges.map(({ from, port, to }) => `${from}.${port}>${to}`);
const placesOf = (document: JourneyDocument, ...ids: string[]) =>
  ids.map((id) => [positionOf(document, id).x, positionOf(document, id).y]);

describe('copied steps', () => {
  const clip = copySteps(sampleJourney, ['send_email', 'wait']);

  it('keep the links among them, and no others', () => {
    expect(clip.edges.map((edge) => edge.id)).toEqual(['e2']);
    expect(clipFromText(clipAsText(clip))).toEqual(clip);
  });

  it('get ids of their own, beside what stands there, and are the same otherwise', () => {
    const pasted = pasteSteps(sampleJourney, clip, { x: 0, y: 176 }, starts);
    expect(pasted.nodes).toEqual(['send_email_2', 'wait_2']);
    expect(links(pasted.document)).toContain('send_email_2.next>wait_2');
    expect(links(pasted.document)).toHaveLength(4);
    expect(pasted.document.nodes.at(-2)?.settings).toEqual({ template: 'payment_reminder' });
    const [first, second] = placesOf(pasted.document, 'send_email_2', 'wait_2');
    expect(first).not.toEqual([0, 176]);
    expect((second?.[1] ?? 0) - (first?.[1] ?? 0)).toBe(176);
  });

  it('go into another journey, where they may begin it when nothing does', () => {
    const empty: JourneyDocument = { ...sampleJourney, nodes: [], edges: [], entry: null, layout: {} };
    const whole = copySteps(sampleJourney, ['enter', 'wait']);
    expect(pasteSteps(empty, whole, at, starts).document.entry).toBe('enter');
    const again = pasteSteps(sampleJourney, whole, at, starts);
    expect([again.nodes, again.leftOut]).toEqual([['wait_2'], 1]);
  });

  it('may be of a kind that nobody here knows', () => {
    const fax = { id: 'f', kind: 'acme_fax', kind_version: 7, settings: { to: [1] } };
    const pasted = pasteSteps(sampleJourney, { nodes: [fax], edges: [], places: {}, notes: [] }, at, starts);
    expect(pasted.document.nodes.at(-1)).toEqual({ ...fax, id: 'acme_fax' });
  });

  it.each([
    ['nothing', ''],
    ['a shopping list', 'milk, eggs'],
    ['JSON of something else', '{"nodes": [], "edges": []}'],
    ['a number', '7'],
    ['a clip without steps', '{"cauce_steps": 1, "nodes": [], "edges": []}'],
    ['a clip of the future', '{"cauce_steps": 2, "nodes": [], "edges": []}'],
    ['steps that are none', '{"cauce_steps": 1, "nodes": [{"id": 1}], "edges": []}'],
    ['links that are none', '{"cauce_steps": 1, "nodes": [], "edges": [null]}'],
    ['notes that are none', '{"cauce_steps": 1, "nodes": [], "edges": [], "notes": [{"x": 1, "y": 2}]}'],
  ])('are not found in %s', (_what, text) => {
    expect(clipFromText(text)).toBeNull();
  });

  it('are found without what the server would refuse', () => {
    const node = { id: 'a', kind: 'wait', kind_version: 1, settings: {}, surprise: 1 };
    const text = JSON.stringify({ cauce_steps: 1, nodes: [node], edges: [] });
    expect(clipFromText(text)?.nodes).toEqual([{ id: 'a', kind: 'wait', kind_version: 1, settings: {} }]);
  });
});

describe('alignment', () => {
  const scattered = placeByHand(
    sampleJourney,
    new Map([
      ['send_email', { x: 40, y: 200 }],
      ['wait', { x: 100, y: 300 }],
      ['end', { x: 10, y: 700 }],
    ]),
  );
  const ids = ['send_email', 'wait', 'end'];

  it.each([
    [
      'left',
      [
        [10, 200],
        [10, 318],
        [10, 700],
      ],
    ],
    [
      'right',
      [
        [100, 200],
        [100, 318],
        [100, 700],
      ],
    ],
    [
      'centre',
      [
        [55, 200],
        [55, 318],
        [55, 700],
      ],
    ],
    [
      'top',
      [
        [282, 200],
        [554, 200],
        [10, 200],
      ],
    ],
    [
      'bottom',
      [
        [282, 700],
        [554, 700],
        [10, 700],
      ],
    ],
    [
      'middle',
      [
        [282, 450],
        [554, 450],
        [10, 450],
      ],
    ],
    [
      'down',
      [
        [40, 200],
        [100, 450],
        [10, 700],
      ],
    ],
    [
      'across',
      [
        [55, 200],
        [100, 300],
        [10, 700],
      ],
    ],
  ] as const)('%s puts cards in line, and none on another', (alignment, expected) => {
    expect(placesOf(align(scattered, ids, alignment), ...ids)).toEqual(expected);
  });

  it('takes two cards, and three where the room between them counts', () => {
    expect(align(scattered, ['wait'], 'left')).toBe(scattered);
    expect(align(scattered, ['wait', 'end'], 'down')).toBe(scattered);
  });
});

describe('what was placed by hand', () => {
  const options = { ports: () => ['next'] };
  const moved = placeByHand(sampleJourney, new Map([['wait', { x: 600, y: 400 }]]));

  it('is remembered, until the step is deleted or all is tidied', () => {
    expect([isPlaced(moved, 'wait'), isPlaced(moved, 'end')]).toEqual([true, false]);
    expect(deleteNodes(moved, ['wait']).layout.placed).toEqual({});
    expect(tidy(moved, options).layout).not.toHaveProperty('placed');
    expect(placeByHand(sampleJourney, new Map([['wait', { x: 0, y: 352 }]]))).toBe(sampleJourney);
  });

  it('stays when that is asked for, and what follows goes along with it', () => {
    const tidied = tidyAround(moved, options);
    expect(positionOf(tidied, 'wait')).toEqual({ x: 600, y: 400 });
    expect(positionOf(tidied, 'end')).toEqual({ x: 600, y: 576 });
    expect(positionOf(tidied, 'enter').x).toBe(positionOf(tidied, 'send_email').x);
    expect(isPlaced(tidied, 'wait')).toBe(true);
  });

  it('is not covered by what is tidied around it', () => {
    const below = addNode(moved, { kind: 'end', kind_version: 1, settings: {} }, { x: 600, y: 576 });
    const placed = placeByHand(below.document, new Map([['end_2', { x: 610, y: 580 }]]));
    const [end, other] = placesOf(tidyAround(placed, options), 'end', 'end_2');
    expect(other).toEqual([610, 580]);
    expect(Math.abs((end?.[0] ?? 0) - 610)).toBeGreaterThanOrEqual(232);
  });
});

describe('notes', () => {
  const { document, id } = addNote(sampleJourney, { x: 10.4, y: 20.6 }, { text: 'Preguntar a Ana' });

  it('are added, written, coloured, moved and deleted, and the journey is the same all along', () => {
    let next = writeNote(document, id, 'Ya está');
    next = colorNote(next, id, 'green');
    next = moveNotes(next, new Map([[id, { x: 5.2, y: 6 }]]));
    expect(notesOf(next)).toEqual([[id, { x: 5, y: 6, text: 'Ya está', color: 'green' }]]);
    expect(next.nodes).toBe(sampleJourney.nodes);
    expect(notesOf(deleteNotes(next, [id]))).toEqual([]);
  });

  it('never take the id of another one, and are no change when nothing changes', () => {
    const two = addNote(document, at);
    expect(addNote(deleteNotes(two.document, [id]), at).id).toBe('note_3');
    expect(writeNote(document, id, 'Preguntar a Ana')).toBe(document);
    expect(writeNote(document, 'none', 'x')).toBe(document);
    expect(deleteNotes(document, ['none'])).toBe(document);
  });

  it('of another studio are read as far as they can be', () => {
    const notes = { a: { x: 0, y: 0, text: 'A', color: 'beige' }, b: 'rubbish', c: { x: 'left', y: 0, text: '' } };
    const odd = { ...sampleJourney, layout: { notes } } as unknown as JourneyDocument;
    expect(notesOf(odd)).toEqual([['a', { x: 0, y: 0, text: 'A', color: 'yellow' }]]);
  });

  it('are copied along with steps', () => {
    const pasted = pasteSteps(document, copySteps(document, ['wait'], [id]), at, starts);
    expect(pasted.notes).toEqual(['note_2']);
    expect(notesOf(pasted.document)).toHaveLength(2);
  });
});

describe('the arrow keys', () => {
  const twoWays = connect(
    addNode(sampleJourney, { kind: 'end', kind_version: 1, settings: {} }, { x: 300, y: 352 }).document,
    { node: 'send_email', port: 'other' },
    'end_2',
  );

  it.each([
    ['enter', 'down', 'send_email'],
    ['end', 'up', 'wait'],
    ['wait', 'right', 'end_2'],
    ['end_2', 'left', 'wait'],
    ['end_2', 'up', 'send_email'],
    ['send_email', 'down', 'wait'],
    ['enter', 'up', null],
    ['end_2', 'right', null],
  ] as const)('lead from %s %s to %s', (from, direction, expected) => {
    expect(neighbour(twoWays, from, direction)).toBe(expected);
  });
});
