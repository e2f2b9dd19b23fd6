import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAutosave, type Saved, type SaveResult, type SaveState, type Waiting } from './autosave';

const AWAY: SaveResult = { kind: 'unreachable', why: 'away' };
const CONFLICT: SaveResult = { kind: 'conflict' };

interface World {
  readonly answers?: readonly (SaveResult | Promise<SaveResult>)[];
  /** What the server has when it is asked. */
  readonly theirs?: Saved<string> | null;
  readonly keeps?: boolean;
}

/** Drafts are letters; two sides clash where both hold a capital one that the base lacks. */
function mergeLetters(base: string, mine: string, theirs: string): string | null {
  const clash = [mine, theirs].every((side) => /[A-Z]/.test(side) && !/[A-Z]/.test(base));
  const added = [...mine].filter((letter) => !base.includes(letter) && !theirs.includes(letter));
  return clash ? null : theirs + added.join('');
}

function setUp({ answers = [], theirs = null, keeps = true }: World = {}) {
  const queue = [...answers];
  const sent: [string, number, boolean][] = [];
  const states: SaveState[] = [];
  const drafts: string[] = [];
  const shelf = { kept: null as Waiting<string> | null, told: [] as boolean[] };
  const autosave = createAutosave<string>({
    revision: 7,
    base: '',
    save: async (draft, revision, merged) => {
      sent.push([draft, revision, merged]);
      return (await queue.shift()) ?? { kind: 'saved', revision: revision + 1 };
    },
    load: async () => {
      if (theirs === null) {
        throw new TypeError('network');
      }
      return theirs;
    },
    merge: mergeLetters,
    onDraft: (draft) => drafts.push(draft),
    onState: (state, { kept }) => {
      states.push(state);
      shelf.told.push(kept);
    },
    shelf: {
      keep: (waiting) => {
        shelf.kept = keeps ? waiting : null;
        return keeps;
      },
      clear: () => {
        shelf.kept = null;
      },
    },
    delay: 500,
  });
  return { autosave, sent, states, drafts, shelf };
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

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
    await pass(400);
    autosave.change('ab');
    expect(shelf.kept).toEqual({ draft: 'ab', revision: 7, base: '', sent: null });
    await pass(499);
    expect(sent).toEqual([]);
    await pass(1);
    expect(sent).toEqual([['ab', 7, false]]);
    expect(states).toEqual(['unsaved', 'unsaved', 'saving', 'saved']);
    expect(shelf.kept).toBeNull();
    expect(autosave.revision()).toBe(8);
  });

  it('saves a change that came while it was saving, on top of the new revision', async () => {
    let answer: (result: SaveResult) => void = () => undefined;
    const first = new Promise<SaveResult>((resolve) => {
      answer = resolve;
    });
    const { autosave, sent } = setUp({ answers: [first] });
    autosave.change('a');
    await pass(500);
    autosave.change('b');
    answer({ kind: 'saved', revision: 8 });
    await pass(0);
    expect(sent).toEqual([
      ['a', 7, false],
      ['b', 8, false],
    ]);
    await pass(0);
    expect(autosave.state()).toBe('saved');
  });

  it('says why the server refused a draft, and tries again with the next change', async () => {
    const { autosave, sent, states } = setUp({ answers: [{ kind: 'refused', reason: 'Demasiado grande' }] });
    autosave.change('a');
    await pass(500);
    expect(states.at(-1)).toBe('refused');
    autosave.change('b');
    await pass(500);
    expect(sent).toHaveLength(2);
    expect(autosave.state()).toBe('saved');
  });

  it('flushes at once and says whether the server has everything', async () => {
    const { autosave, sent } = setUp();
    autosave.change('a');
    expect(await autosave.flush()).toBe(true);
    expect(sent).toEqual([['a', 7, false]]);
    expect(await autosave.flush()).toBe(true);
    expect(sent).toHaveLength(1);
  });

  it('saves what is left when the room is closed', async () => {
    const { autosave, sent } = setUp();
    autosave.change('a');
    autosave.stop();
    await pass(0);
    expect(sent).toEqual([['a', 7, false]]);
  });
});

describe('while the server cannot be reached', () => {
  it('keeps trying, ever more slowly, and keeps what it does not know to have arrived', async () => {
    const { autosave, sent, shelf } = setUp({ answers: [AWAY, AWAY, AWAY] });
    autosave.change('a');
    await pass(500);
    expect(autosave.state()).toBe('away');
    await pass(1_000);
    await pass(1_999);
    expect(sent).toHaveLength(2);
    await pass(1);
    expect(sent).toHaveLength(3);
    expect(shelf.kept).toEqual({ draft: 'a', revision: 7, base: '', sent: 'a' });
    await pass(4_000);
    expect(autosave.state()).toBe('saved');
    expect(shelf.kept).toBeNull();
  });

  it('tries at once when the network is back', async () => {
    const { autosave, sent } = setUp({ answers: [{ kind: 'unreachable', why: 'offline' }] });
    autosave.change('a');
    await pass(500);
    expect(autosave.state()).toBe('offline');
    autosave.change('ab');
    globalThis.dispatchEvent(new Event('online'));
    await pass(0);
    expect(sent.at(-1)).toEqual(['ab', 7, false]);
    expect(autosave.state()).toBe('saved');
  });

  it('takes a save that fails unexpectedly for an unreachable server', async () => {
    const { autosave, states } = setUp({ answers: [Promise.reject(new TypeError('network'))] });
    autosave.change('a');
    expect(await autosave.flush()).toBe(false);
    expect(states.at(-1)).toBe('away');
  });

  it('waits for a new session, and then sends what was drawn meanwhile', async () => {
    const { autosave, sent } = setUp({ answers: [{ kind: 'unreachable', why: 'expired' }] });
    autosave.change('a');
    await pass(500);
    expect(autosave.state()).toBe('expired');
    autosave.change('ab');
    await pass(120_000);
    expect(sent).toHaveLength(1);
    expect(await autosave.flush()).toBe(false);
    autosave.resume();
    await pass(0);
    expect(sent.at(-1)).toEqual(['ab', 7, false]);
    expect(autosave.state()).toBe('saved');
  });

  it('says when the browser keeps nothing', async () => {
    const { autosave, shelf } = setUp({ answers: [AWAY], keeps: false });
    autosave.change('a');
    await pass(500);
    expect(shelf.told.at(-1)).toBe(false);
  });
});

describe('when somebody else saved', () => {
  it('puts both together and saves that, saying so', async () => {
    const { autosave, sent, drafts, states } = setUp({ answers: [CONFLICT], theirs: { draft: 'xy', revision: 9 } });
    autosave.change('a');
    await pass(510);
    expect(drafts).toEqual(['xya']);
    expect(sent).toEqual([
      ['a', 7, false],
      ['xya', 9, true],
    ]);
    expect(states.at(-1)).toBe('saved');
    expect(autosave.revision()).toBe(10);
    autosave.change('xyab');
    await pass(500);
    expect(sent.at(-1)).toEqual(['xyab', 10, false]);
  });

  it('is offline when it cannot learn what was saved, and loses nothing', async () => {
    const { autosave, shelf } = setUp({ answers: [CONFLICT] });
    autosave.change('a');
    await pass(500);
    expect(autosave.state()).toBe('away');
    expect(shelf.kept?.draft).toBe('a');
  });

  it('stops and asks where both changed the same, and keeps what is drawn meanwhile', async () => {
    const { autosave, sent, shelf } = setUp({ answers: [CONFLICT], theirs: { draft: 'B', revision: 9 } });
    autosave.change('A');
    await pass(500);
    expect(autosave.state()).toBe('conflict');
    expect(autosave.clash()).toEqual({ base: '', theirs: { draft: 'B', revision: 9 } });
    autosave.change('Ab');
    globalThis.dispatchEvent(new Event('online'));
    await pass(60_000);
    expect(sent).toHaveLength(1);
    expect(shelf.kept?.draft).toBe('Ab');
    expect(await autosave.flush()).toBe(false);
  });

  it('goes on from the other side with what is to stay', async () => {
    const { autosave, sent, drafts } = setUp({ answers: [CONFLICT], theirs: { draft: 'B', revision: 9 } });
    autosave.change('A');
    await pass(500);
    autosave.settle('Bb');
    await pass(0);
    expect(drafts).toEqual(['Bb']);
    expect(sent.at(-1)).toEqual(['Bb', 9, true]);
    expect(autosave.clash()).toBeNull();
    autosave.settle('nothing clashes any more');
    await pass(0);
    expect(sent).toHaveLength(2);
  });

  it('drops what waits when it is told to go on from what the server has', async () => {
    const { autosave, sent, shelf } = setUp({ answers: [CONFLICT], theirs: { draft: 'B', revision: 9 } });
    autosave.change('A');
    await pass(500);
    autosave.restart(12, 'B');
    expect(autosave.state()).toBe('saved');
    expect(shelf.kept).toBeNull();
    autosave.change('Bc');
    await pass(500);
    expect(sent.at(-1)).toEqual(['Bc', 12, false]);
  });

  it('takes what is newer while nothing is unsaved, and nothing else', async () => {
    const { autosave, drafts, sent } = setUp();
    expect(autosave.follow({ draft: 'old', revision: 7 })).toBe(false);
    expect(autosave.follow({ draft: 'xy', revision: 9 })).toBe(true);
    expect(drafts).toEqual(['xy']);
    autosave.change('xya');
    expect(autosave.follow({ draft: 'z', revision: 10 })).toBe(false);
    await pass(500);
    expect(sent).toEqual([['xya', 9, false]]);
  });

  it('saves nothing after it was taken over, until that is taken back', async () => {
    const { autosave, sent, shelf } = setUp({ answers: [{ kind: 'taken' }] });
    autosave.change('a');
    await pass(500);
    expect(autosave.state()).toBe('taken');
    autosave.change('ab');
    await pass(60_000);
    expect(sent).toHaveLength(1);
    expect(shelf.kept?.draft).toBe('ab');
    autosave.resume();
    await pass(0);
    expect(sent.at(-1)).toEqual(['ab', 7, false]);
  });
});
