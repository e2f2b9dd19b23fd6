import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Counts, LivePicture } from '../../api/types';
import { crossings, elsewhere, withChange } from './flowing';
import { type Follower, follow, type Link } from './follow';

const node = (here: number, ports: Record<string, number> = {}) => ({
  here,
  passed: Object.values(ports).reduce((sum, count) => sum + count, 0),
  ports,
  deferred: null,
});

const counts = (nodes: Counts['nodes']): Counts => ({ nodes, entered: 9, active: 5, ended: 4, ends: {} });

const picture = (nodes: Counts['nodes']): LivePicture => ({
  at: '2026-03-02T09:00:00Z',
  state: 'live',
  version_id: 1,
  counts: counts(nodes),
});

describe('a change', () => {
  it('replaces the steps that changed and leaves the others', () => {
    const before = counts({ a: node(3), b: node(1) });
    const after = withChange(before, { ...counts({ b: node(2) }), active: 6 });
    expect(after).toEqual({ ...counts({ a: node(3), b: node(2) }), active: 6 });
  });
});

describe('who went along a link', () => {
  const edges = [
    { id: 'e1', from: 'a', port: 'next', to: 'b' },
    { id: 'e2', from: 'b', port: 'yes', to: 'c' },
    { id: 'e3', from: 'b', port: 'no', to: 'c' },
  ];

  it('is counted by way out, also who was let go by hand', () => {
    const before = counts({ a: node(2, { next: 1 }), b: node(1) });
    const after = counts({ a: node(0, { next: 3 }), b: node(1, { yes: 1, 'skipped:no': 1, 'placed:c': 4 }) });
    expect([...crossings(edges, before, after)]).toEqual([
      ['e1', 2],
      ['e2', 1],
      ['e3', 1],
    ]);
  });

  it('is nobody while nothing changed, nor when a count falls', () => {
    const one = counts({ a: node(2, { next: 3 }) });
    expect(crossings(edges, one, one).size).toBe(0);
    expect(crossings(edges, one, counts({ a: node(2, { next: 1 }) })).size).toBe(0);
  });
});

it('finds the steps of older versions on which people stand', () => {
  expect(elsewhere(counts({ a: node(1), old: node(2), gone: node(0) }), new Set(['a']))).toEqual([
    { node: 'old', here: 2 },
  ]);
});

describe('following', () => {
  let stop: AbortController;
  let told: (readonly [string, unknown])[];
  let links: Link[];
  const follower: Follower = {
    onPicture: (next, byStream) => told.push([byStream ? 'picture' : 'asked', next.counts.nodes]),
    onChange: (change) => told.push(['change', change.counts.nodes]),
    onLink: (link) => {
      if (links.at(-1) !== link) links.push(link);
    },
  };

  beforeEach(() => {
    vi.useFakeTimers();
    stop = new AbortController();
    told = [];
    links = [];
  });

  afterEach(() => {
    stop.abort();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** Answers with these in turn, and then with what never ends; gives back the paths that were asked. */
  function answer(...answers: (() => Response)[]): string[] {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (request: Request) => {
      asked.push(new URL(request.url).pathname.split('/').at(-1) ?? '');
      return (answers.shift() ?? endless)();
    });
    return asked;
  }

  const stream = (...parts: string[]) => {
    const bytes = parts.map((part) => new TextEncoder().encode(part));
    return new Response(
      new ReadableStream({
        start(controller) {
          for (const part of bytes) controller.enqueue(part);
          controller.close();
        },
      }),
      { headers: { 'Content-Type': 'text/event-stream' } },
    );
  };
  const endless = () => new Response(new ReadableStream(), { headers: { 'Content-Type': 'text/event-stream' } });
  const full = () =>
    Response.json(
      { title: 'x' },
      { status: 503, headers: { 'Retry-After': '4', 'Content-Type': 'application/problem+json' } },
    );
  const event = (name: string, nodes: Counts['nodes']) => `event: ${name}\ndata: ${JSON.stringify(picture(nodes))}\n\n`;

  it('tells the picture and the changes, whole wherever the network cuts them', async () => {
    const text = event('change', { a: node(2) });
    answer(() => stream('retry: 2000\n\n', event('picture', { a: node(1) }), ':\n\n', text.slice(0, 9), text.slice(9)));
    void follow(1, follower, stop.signal);
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect(told).toEqual([
      ['picture', { a: node(1) }],
      ['change', { a: node(2) }],
    ]);
    expect(links).toEqual(['live']);
  });

  it('opens a stream again that ended, and takes its whole picture', async () => {
    const asked = answer(
      () => stream(event('picture', { a: node(1) }), 'event: over\ndata: {}\n\n'),
      () => stream(event('picture', { a: node(7) })),
    );
    void follow(1, follower, stop.signal);
    await vi.waitFor(() => expect(told).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.waitFor(() => expect(told).toHaveLength(2));
    expect(asked.slice(0, 2)).toEqual(['live', 'live']);
  });

  it('asks every two seconds where there is no room, and tries the stream again when it was told to', async () => {
    const asked = answer(
      full,
      () => Response.json(picture({ a: node(1) })),
      () => Response.json(picture({ a: node(2) })),
      () => stream(event('picture', { a: node(3) })),
    );
    void follow(1, follower, stop.signal);
    await vi.advanceTimersByTimeAsync(4_500);
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['picture', { a: node(3) }]));
    expect(asked.slice(0, 4)).toEqual(['live', 'picture', 'picture', 'live']);
    expect(told.slice(0, 2).map(([how]) => how)).toEqual(['asked', 'asked']);
    expect(links).toEqual(['asking', 'live']);
  });

  it('says that it is lost when the server does not answer, and comes back', async () => {
    answer(
      () => {
        throw new TypeError('Failed to fetch');
      },
      () => stream(event('picture', { a: node(1) })),
    );
    void follow(1, follower, stop.signal);
    await vi.waitFor(() => expect(links).toEqual(['lost']));
    await vi.advanceTimersByTimeAsync(2_000);
    await vi.waitFor(() => expect(links).toEqual(['lost', 'live']));
  });

  it.each([403, 404])('stops where there is nothing to follow (%i)', async (status) => {
    const asked = answer(() => Response.json({ title: 'x' }, { status }));
    await follow(1, follower, stop.signal);
    expect(asked).toEqual(['live']);
    expect(links).toEqual(['lost']);
  });
});
