import { describe, expect, it } from 'vitest';
import { edgesFrom, edgesTo, type JourneyDocument, positionOf } from '../document';
import { sampleJourney } from '../sample';
import { addNode } from './addNode';
import { changeSettings } from './changeSettings';
import { connect, disconnect } from './connect';
import { deleteNodes } from './deleteNodes';
import { appendToPort, insertOnEdge } from './insert';
import { rename, setWatch, watchOf } from './journey';
import { moveNodes } from './moveNodes';
import { tidy } from './tidy';

const wait = { kind: 'wait', kind_version: 1, settings: { duration: { amount: 1, unit: 'days' } } };
const ids = (document: JourneyDocument) => document.nodes.map((node) => node.id);
const links = (document: JourneyDocument) => document.edges.map(({ from, port, to }) => `${from}.${port}>${to}`);

describe('adding a step', () => {
  it('gives a readable id with the next number', () => {
    const { document, id } = addNode(sampleJourney, wait, { x: 10.4, y: 20.6 });
    expect(id).toBe('wait_2');
    expect(positionOf(document, 'wait_2')).toEqual({ x: 10, y: 21 });
    expect(sampleJourney.nodes).toHaveLength(4);
  });

  it('never gives the id of a deleted step again', () => {
    const once = addNode(sampleJourney, wait, { x: 0, y: 0 });
    const without = deleteNodes(once.document, [once.id]);
    expect(addNode(without, wait, { x: 0, y: 0 }).id).toBe('wait_3');
  });

  it('remembers the number also of a step that it did not add itself', () => {
    expect(addNode(deleteNodes(sampleJourney, ['wait']), wait, { x: 0, y: 0 }).id).toBe('wait_2');
  });

  it('makes ids that the schema allows from any kind name', () => {
    const odd = { ...wait, kind: `Acme: Fax-${'x'.repeat(60)}` };
    expect(addNode(sampleJourney, odd, { x: 0, y: 0 }).id).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
  });

  it('takes the first starting step as the entry and leaves a known entry alone', () => {
    const empty: JourneyDocument = { ...sampleJourney, nodes: [], edges: [], entry: null };
    const started = addNode(empty, { ...wait, kind: 'enter' }, { x: 0, y: 0 }, { starts: true });
    expect(started.document.entry).toBe('enter');
    const again = addNode(started.document, { ...wait, kind: 'enter' }, { x: 0, y: 0 }, { starts: true });
    expect(again.document.entry).toBe('enter');
  });
});

describe('inserting on a link', () => {
  it('leads the old way through the new step', () => {
    const added = insertOnEdge(sampleJourney, 'e2', wait, 'next');
    expect(added?.id).toBe('wait_2');
    expect(links(added?.document ?? sampleJourney)).toEqual([
      'enter.next>send_email',
      'send_email.next>wait_2',
      'wait.next>end',
      'wait_2.next>wait',
    ]);
  });

  it('moves what follows down, so that no card lies on another', () => {
    const document = insertOnEdge(sampleJourney, 'e2', wait, 'next')?.document ?? sampleJourney;
    const tops = ['enter', 'send_email', 'wait_2', 'wait', 'end'].map((id) => positionOf(document, id).y);
    expect(tops).toEqual([0, 176, 352, 528, 704]);
  });

  it('leaves the old target alone when the new step has no way on', () => {
    const end = { kind: 'end', kind_version: 1, settings: {} };
    const document = insertOnEdge(sampleJourney, 'e1', end, null)?.document ?? sampleJourney;
    expect(edgesTo(document, 'send_email')).toEqual([]);
    expect(links(document)).toContain('enter.next>end_2');
  });

  it('answers null for a link that is not there', () => {
    expect(insertOnEdge(sampleJourney, 'e9', wait, 'next')).toBeNull();
  });

  it('hangs a step under a free port, beside what stands there', () => {
    const { document, id } = appendToPort(sampleJourney, { node: 'enter', port: 'other' }, wait, {
      index: 0,
      count: 1,
    });
    expect(links(document)).toContain(`enter.other>${id}`);
    expect(positionOf(document, id)).toEqual({ x: 272, y: 176 });
  });
});

describe('connecting', () => {
  it('leads a port that was wired to its new target instead', () => {
    const document = connect(sampleJourney, { node: 'enter', port: 'next' }, 'wait');
    expect(edgesFrom(document, 'enter')).toEqual([{ id: 'e1', from: 'enter', port: 'next', to: 'wait' }]);
  });

  it('lets two ports of one step lead to the same step', () => {
    const document = connect(sampleJourney, { node: 'wait', port: 'timeout' }, 'end');
    expect(edgesTo(document, 'end')).toHaveLength(2);
    expect(new Set(document.edges.map((edge) => edge.id)).size).toBe(4);
  });

  it.each([
    ['into itself', { node: 'wait', port: 'next' }, 'wait'],
    ['into the entry', { node: 'wait', port: 'next' }, 'enter'],
    ['to a step that is not there', { node: 'wait', port: 'next' }, 'nowhere'],
    ['from a step that is not there', { node: 'nowhere', port: 'next' }, 'wait'],
    ['where it leads already', { node: 'wait', port: 'next' }, 'end'],
  ])('does nothing %s', (_what, from, to) => {
    expect(connect(sampleJourney, from, to)).toBe(sampleJourney);
  });

  it('takes links away and leaves the document be when there is nothing to take', () => {
    expect(links(disconnect(sampleJourney, ['e1', 'e3']))).toEqual(['send_email.next>wait']);
    expect(disconnect(sampleJourney, ['e9'])).toBe(sampleJourney);
  });
});

describe('deleting', () => {
  it('heals the link around a step with one way in and one way out', () => {
    const document = deleteNodes(sampleJourney, ['send_email']);
    expect(links(document)).toEqual(['enter.next>wait', 'wait.next>end']);
    expect(document.layout.nodes).not.toHaveProperty('send_email');
  });

  it('heals across several steps that are deleted together', () => {
    expect(links(deleteNodes(sampleJourney, ['send_email', 'wait']))).toEqual(['enter.next>end']);
  });

  it('leads every way in to the single way out', () => {
    const twoIn = connect(sampleJourney, { node: 'enter', port: 'other' }, 'wait');
    expect(links(deleteNodes(twoIn, ['wait']))).toEqual([
      'enter.next>send_email',
      'send_email.next>end',
      'enter.other>end',
    ]);
  });

  it('heals nothing around a step with several ways out', () => {
    const twoOut = connect(sampleJourney, { node: 'send_email', port: 'failed' }, 'end');
    expect(links(deleteNodes(twoOut, ['send_email']))).toEqual(['wait.next>end']);
  });

  it('never makes a link from a step to itself', () => {
    const loop = connect(
      { ...sampleJourney, edges: sampleJourney.edges.filter((edge) => edge.id !== 'e3') },
      { node: 'wait', port: 'next' },
      'send_email',
    );
    const document = deleteNodes(loop, ['send_email']);
    expect(document.edges.every((edge) => edge.from !== edge.to)).toBe(true);
    expect(links(document)).toEqual(['enter.next>wait']);
  });

  it('keeps the entry', () => {
    expect(deleteNodes(sampleJourney, ['enter'])).toBe(sampleJourney);
  });
});

describe('settings, name and exits', () => {
  it('drops the links of ports that the new settings do not have', () => {
    const wired = connect(sampleJourney, { node: 'wait', port: 'timeout' }, 'send_email');
    const document = changeSettings(wired, 'wait', { duration: null }, ['next']);
    expect(edgesFrom(document, 'wait').map((edge) => edge.port)).toEqual(['next']);
  });

  it('is no change to set what is set', () => {
    const same = { duration: { amount: 3, unit: 'days' } };
    expect(changeSettings(sampleJourney, 'wait', same, ['next'])).toBe(sampleJourney);
  });

  it('renames with a trimmed name and refuses an empty one', () => {
    expect(rename(sampleJourney, '  Temprana ').name).toBe('Temprana');
    expect(rename(sampleJourney, '   ')).toBe(sampleJourney);
  });

  it('turns an exit off and on', () => {
    const off = setWatch(sampleJourney, 'paid', 'none');
    expect(off.exits).toEqual([]);
    expect(setWatch(off, 'paid', 'exit').exits).toEqual(['paid']);
    expect(setWatch(sampleJourney, 'paid', 'exit')).toBe(sampleJourney);
  });

  it('makes a hold of an exit, and leaves conditions of its own alone', () => {
    const own = { id: 'big', label: 'Big', when: { all: [] } };
    const before = { ...sampleJourney, exits: ['paid', 'disputed', own] };
    const held = setWatch(before, 'disputed', 'hold');
    expect(held.exits).toEqual(['paid', own]);
    expect(held.holds).toEqual(['disputed']);
    expect(watchOf(held, 'disputed')).toBe('hold');
    expect(watchOf(setWatch(held, 'disputed', 'none'), 'disputed')).toBe('none');
  });
});

describe('the layout', () => {
  it('moves cards without touching the journey itself', () => {
    const document = moveNodes(sampleJourney, new Map([['wait', { x: 99.6, y: 1.2 }]]));
    expect(positionOf(document, 'wait')).toEqual({ x: 100, y: 1 });
    expect(document.nodes).toBe(sampleJourney.nodes);
    expect(moveNodes(sampleJourney, new Map([['wait', { x: 0, y: 352 }]]))).toBe(sampleJourney);
  });

  it('tidies from the top down, with the children in the order of their ports', () => {
    let document = addNode(sampleJourney, wait, { x: 0, y: 0 }).document;
    document = connect(document, { node: 'send_email', port: 'first' }, 'wait_2');
    const tidied = tidy(document, { ports: () => ['first', 'next'] });
    const place = (id: string) => positionOf(tidied, id);
    expect(place('enter').y).toBeLessThan(place('send_email').y);
    expect(place('send_email').y).toBeLessThan(place('wait').y);
    expect(place('wait_2').y).toBe(place('wait').y);
    expect(place('wait_2').x + 232).toBeLessThan(place('wait').x);
    expect(ids(tidied)).toEqual(ids(document));
  });
});
