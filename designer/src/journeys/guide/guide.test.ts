import { beforeEach, describe, expect, it } from 'vitest';
import type { JourneyDocument, JourneyNode } from '../document';
import { sampleCatalog, sampleJourney } from '../sample';
import { agree, beginGuide, endGuide, guideMemory, openGuide } from './memory';
import { doneOf, shownBy } from './steps';

const EMPTY: JourneyDocument = { ...sampleJourney, nodes: sampleJourney.nodes.slice(0, 1), edges: [] };

function withNode(node: Partial<JourneyNode>): JourneyDocument {
  return { ...EMPTY, nodes: [...EMPTY.nodes, { id: 'x', kind: 'wait', kind_version: 1, settings: {}, ...node }] };
}

function entering(settings: JourneyNode['settings']): JourneyDocument {
  return { ...EMPTY, nodes: EMPTY.nodes.map((node) => ({ ...node, settings })) };
}

const done = (document: JourneyDocument, agreed: readonly string[] = [], published = false) => [
  ...doneOf(document, sampleCatalog, agreed, published),
];

describe('the guide watches the document', () => {
  it.each([
    ['nothing yet', EMPTY, []],
    ['a condition of who enters', entering({ audience: { all: [] } }), ['who']],
    ['a segment of who enters', entering({ audience: null, segment: 3 }), ['who']],
    ['a message without a template', withNode({ kind: 'send_email', settings: { template: '' } }), []],
    ['a message', withNode({ kind: 'send_email', settings: { template: 'payment_reminder' } }), ['message']],
    ['a wait', withNode({}), ['wait']],
    ['a wait for a payment', withNode({ kind: 'wait_event', settings: { events: ['paid'] } }), ['wait', 'payment']],
    ['a step of a kind that is not here', withNode({ kind: 'from_a_package' }), []],
  ])('%s', (_, document, steps) => {
    expect(done(document)).toEqual(steps);
  });

  it('takes what somebody agreed to, where that makes sense', () => {
    expect(done(EMPTY, ['who', 'message', 'payment'])).toEqual(['who', 'payment']);
  });

  it('is through once the journey is published', () => {
    const drawn = { ...sampleJourney };
    expect(done(drawn, ['who', 'payment'], true)).toEqual(['who', 'message', 'wait', 'payment', 'publish']);
  });

  it('shows the step that it speaks of, once there is one', () => {
    expect(shownBy('who', EMPTY, sampleCatalog)).toBe('enter');
    expect(shownBy('message', EMPTY, sampleCatalog)).toBeNull();
    expect(shownBy('message', sampleJourney, sampleCatalog)).toBe('send_email');
    expect(shownBy('publish', sampleJourney, sampleCatalog)).toBeNull();
  });
});

describe('the guide is remembered', () => {
  beforeEach(() => {
    guideMemory.setState({ guided: {} });
  });

  it('can be left, taken up again and ended', () => {
    beginGuide(7);
    agree(7, 'who');
    openGuide(7, false);
    expect(guideMemory.getState().guided[7]).toEqual({ open: false, agreed: ['who'] });
    expect(JSON.parse(localStorage.getItem('cauce.guide') ?? '')).toEqual({ 7: { open: false, agreed: ['who'] } });
    openGuide(7, true);
    expect(guideMemory.getState().guided[7]?.open).toBe(true);
    endGuide(7);
    expect(guideMemory.getState().guided).toEqual({});
  });

  it('has nothing to say of a journey that was begun without it', () => {
    openGuide(8, true);
    agree(8, 'who');
    expect(guideMemory.getState().guided).toEqual({});
  });
});
