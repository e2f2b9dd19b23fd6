import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAutosave, type SaveResult, type SaveState } from './autosave';

function setUp(...answers: readonly SaveResult[]) {
  const queue = [...answers];
  const sent: [string, number][] = [];
  const states: SaveState[] = [];
  const shelf = { kept: null as string | null };
  const autosave = createAutosave<string>({
    revision: 7,
    save: async (draft, revision) => {
      sent.push([draft, revision]);
      return queue.shift() ?? { kind: 'saved', revision: revision + 1 };
    },
    onState: (state) => states.push(state),
    shelf: {
      keep: ({ draft }) => {
        shelf.kept = draft;
      },
      clear: () => {
        shelf.kept = null;
      },
    },
    delay: 500,
  });
  return { autosave, sent, states, shelf };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('autosave', () => {
  it('saves the last of several changes once, a moment after it', async () => {
    const { autosave, sent, states, shelf } = setUp();
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(400);
    autosave.change('ab');
    expect(shelf.kept).toBe('ab');
    await vi.advanceTimersByTimeAsync(499);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([['ab', 7]]);
    expect(states).toEqual(['unsaved', 'unsaved', 'saving', 'saved']);
    expect(shelf.kept).toBeNull();
    expect(autosave.revision()).toBe(8);
  });

  it('saves a change that came while it was saving, on top of the new revision', async () => {
    let answer: (result: SaveResult) => void = () => undefined;
    const sent: [string, number][] = [];
    const autosave = createAutosave<string>({
      revision: 1,
      save: (draft, revision) => {
        sent.push([draft, revision]);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      onState: () => undefined,
      shelf: { keep: () => undefined, clear: () => undefined },
      delay: 10,
    });
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(10);
    autosave.change('b');
    answer({ kind: 'saved', revision: 2 });
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    answer({ kind: 'saved', revision: 3 });
    await vi.advanceTimersByTimeAsync(0);
    expect(autosave.state()).toBe('saved');
  });

  it('keeps trying, ever more slowly, while the server cannot be reached', async () => {
    const away: SaveResult = { kind: 'unreachable' };
    const { autosave, sent, shelf } = setUp(away, away, away);
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(500);
    expect(autosave.state()).toBe('offline');
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(3);
    expect(shelf.kept).toBe('a');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(autosave.state()).toBe('saved');
    expect(shelf.kept).toBeNull();
  });

  it('tries at once when the network is back', async () => {
    const { autosave, sent } = setUp({ kind: 'unreachable' });
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(500);
    globalThis.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(2);
    expect(autosave.state()).toBe('saved');
  });

  it('takes a save that fails unexpectedly for an unreachable server', async () => {
    const states: SaveState[] = [];
    const autosave = createAutosave<string>({
      revision: 1,
      save: () => Promise.reject(new TypeError('network')),
      onState: (state) => states.push(state),
      shelf: { keep: () => undefined, clear: () => undefined },
    });
    autosave.change('a');
    expect(await autosave.flush()).toBe(false);
    expect(states.at(-1)).toBe('offline');
    autosave.restart(1);
  });

  it('stops and asks on a conflict, and keeps what is typed meanwhile', async () => {
    const { autosave, sent, shelf } = setUp({ kind: 'conflict' });
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(500);
    expect(autosave.state()).toBe('conflict');
    autosave.change('ab');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect(shelf.kept).toBe('ab');
    expect(await autosave.flush()).toBe(false);
  });

  it('goes on from the other revision after a conflict was settled', async () => {
    const { autosave, sent, shelf } = setUp({ kind: 'conflict' });
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(500);
    autosave.restart(12);
    expect(autosave.state()).toBe('saved');
    expect(shelf.kept).toBeNull();
    autosave.change('b');
    await vi.advanceTimersByTimeAsync(500);
    expect(sent.at(-1)).toEqual(['b', 12]);
  });

  it('says why the server refused a draft, and tries again with the next change', async () => {
    const { autosave, sent, states } = setUp({ kind: 'refused', reason: 'Demasiado grande' });
    autosave.change('a');
    await vi.advanceTimersByTimeAsync(500);
    expect(states.at(-1)).toBe('refused');
    autosave.change('b');
    await vi.advanceTimersByTimeAsync(500);
    expect(sent).toHaveLength(2);
    expect(autosave.state()).toBe('saved');
  });

  it('flushes at once and says whether the server has everything', async () => {
    const { autosave, sent } = setUp();
    autosave.change('a');
    expect(await autosave.flush()).toBe(true);
    expect(sent).toEqual([['a', 7]]);
    expect(await autosave.flush()).toBe(true);
    expect(sent).toHaveLength(1);
  });

  it('saves what is left when the room is closed', async () => {
    const { autosave, sent } = setUp();
    autosave.change('a');
    autosave.stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toEqual([['a', 7]]);
  });
});
