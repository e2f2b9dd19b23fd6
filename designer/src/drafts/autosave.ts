/**
 * Saves a draft a moment after its last change, and never loses one: it keeps trying while the network is away, keeps
 * a copy in the browser until the server has it, puts it together with what somebody else saved in between, and asks
 * where that cannot be done.
 */

/** Why the server does not have it: no network, no answer, or nobody is signed in any more. */
export type Away = 'offline' | 'away' | 'expired';

export type SaveState = 'saved' | 'unsaved' | 'saving' | Away | 'taken' | 'conflict' | 'refused';

export type SaveResult =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'conflict' }
  /** Somebody else took over: nothing is saved from here until that is taken back. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly why: Away };

export interface Saved<T> {
  readonly draft: T;
  readonly revision: number;
}

/** What waits in the browser until the server has it. */
export interface Waiting<T> extends Saved<T> {
  /** What the server had when the draft began to differ from it. */
  readonly base: T;
  /** What was sent without an answer: the server may have it. */
  readonly sent: T | null;
}

export interface Shelf<T> {
  /** False where the browser keeps nothing. */
  keep(waiting: Waiting<T>): boolean;
  clear(): void;
}

/** How the state came about. */
export interface About {
  readonly reason: string | null;
  /** Whether what is not saved outlives this tab. */
  readonly kept: boolean;
}

export interface AutosaveOptions<T> {
  readonly revision: number;
  /** What the server has at this revision. */
  readonly base: T;
  /** `merged` says that the draft holds what somebody else saved. */
  readonly save: (draft: T, revision: number, merged: boolean) => Promise<SaveResult>;
  /** What the server has now. */
  readonly load: () => Promise<Saved<T>>;
  /** Both sides' changes of `base` in one; null where they clash. */
  readonly merge: (base: T, mine: T, theirs: T) => T | null;
  /** The draft is another one now; `mine` says whether something of one's own is in it that is not saved. */
  readonly onDraft: (draft: T, from: { readonly base: T; readonly theirs: T; readonly mine: boolean }) => void;
  readonly onState: (state: SaveState, about: About) => void;
  readonly shelf: Shelf<T>;
  /** Milliseconds from the last change to the save. */
  readonly delay?: number;
}

export interface Autosave<T> {
  change(draft: T): void;
  /** Saves what is not saved yet, now; true when the server then has everything. */
  flush(): Promise<boolean>;
  revision(): number;
  state(): SaveState;
  /** What clashes: what both began with, and what the other side saved. */
  clash(): { readonly base: T; readonly theirs: Saved<T> } | null;
  /** Goes on from the other side's with this draft, which holds what is to stay of both. */
  settle(draft: T): void;
  /** Takes what somebody else saved while nothing waits here; false while something does. */
  follow(theirs: Saved<T>): boolean;
  /** Tries again, when what was in the way is out of it. */
  resume(): void;
  /** Goes on from what the server has at this revision, dropping what waits here. */
  restart(revision: number, draft?: T): void;
  stop(): void;
}

const DELAY = 800;
const RETRIES = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;
const HELD: readonly SaveState[] = ['conflict', 'taken', 'expired'];

export function createAutosave<T>(options: AutosaveOptions<T>): Autosave<T> {
  let revision = options.revision;
  let base = options.base;
  let state: SaveState = 'saved';
  let waiting: { draft: T } | null = null;
  let unanswered: T | null = null;
  let theirs: Saved<T> | null = null;
  let merged = false;
  let kept = true;
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Something is to be sent that came while something else was on its way. */
  let again = false;
  let failures = 0;
  let stopped = false;
  /** Counts restarts, so that an answer that arrives after one is not taken for the new draft's. */
  let era = 0;

  function show(next: SaveState, reason: string | null = null): void {
    state = next;
    options.onState(next, { reason, kept });
  }

  function later(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), milliseconds);
  }

  function keep(draft: T): void {
    kept = options.shelf.keep({ draft, revision, base, sent: unanswered });
  }

  function takeSaved(newRevision: number, sent: { draft: T }): void {
    revision = newRevision;
    base = sent.draft;
    unanswered = null;
    failures = 0;
    merged = false;
    if (waiting === sent) {
      waiting = null;
      options.shelf.clear();
      show('saved');
    } else if (waiting !== null) {
      keep(waiting.draft);
      show('unsaved');
      later(0);
    }
  }

  function takeUnreachable(why: Away): void {
    if (waiting !== null) {
      keep(waiting.draft);
    }
    show(why);
    if (!stopped && why !== 'expired') {
      later(RETRIES[Math.min(failures, RETRIES.length - 1)] ?? 30_000);
    }
    failures += 1;
  }

  /** Goes on from the other side's: what is to stay of both waits to be saved. */
  function goOnFrom(other: Saved<T>, draft: T): void {
    const from = { base, theirs: other.draft, mine: true };
    revision = other.revision;
    base = other.draft;
    theirs = null;
    unanswered = null;
    merged = true;
    waiting = { draft };
    keep(draft);
    options.onDraft(draft, from);
    show('unsaved');
    later(0);
  }

  async function reconcile(started: number): Promise<void> {
    const other = await options.load().catch(() => null);
    if (started !== era || waiting === null) {
      return;
    }
    if (other === null) {
      takeUnreachable('away');
      return;
    }
    const draft = options.merge(base, waiting.draft, other.draft);
    if (draft === null) {
      theirs = other;
      show('conflict');
    } else {
      goOnFrom(other, draft);
    }
  }

  async function take(result: SaveResult, sent: { draft: T }): Promise<void> {
    switch (result.kind) {
      case 'saved':
        return takeSaved(result.revision, sent);
      case 'conflict':
        return await reconcile(era);
      case 'unreachable':
        unanswered = result.why === 'expired' ? unanswered : sent.draft;
        return takeUnreachable(result.why);
      case 'taken':
        return show('taken');
      case 'refused':
        return show('refused', result.reason);
    }
  }

  async function send(): Promise<void> {
    const sent = waiting;
    if (sent === null) {
      return;
    }
    const started = era;
    show('saving');
    const failed = (): SaveResult => ({ kind: 'unreachable', why: 'away' });
    const result = await options.save(sent.draft, revision, merged).catch(failed);
    if (started === era) {
      await take(result, sent);
    }
  }

  function run(): Promise<void> {
    clearTimeout(timer);
    again = running !== null;
    running ??= send().finally(() => {
      running = null;
      if (again) {
        later(0);
      }
    });
    return running;
  }

  function resume(): void {
    if (waiting !== null && state !== 'conflict') {
      failures = 0;
      void run();
    }
  }
  globalThis.addEventListener('online', resume);

  return {
    change(draft) {
      waiting = { draft };
      keep(draft);
      if (HELD.includes(state) || running !== null) {
        return;
      }
      if (state !== 'offline' && state !== 'away') {
        show('unsaved');
      }
      later(options.delay ?? DELAY);
    },
    async flush() {
      while (waiting !== null && !HELD.includes(state)) {
        await run();
        if (state === 'offline' || state === 'away' || state === 'refused') {
          break;
        }
      }
      return waiting === null;
    },
    revision: () => revision,
    state: () => state,
    clash: () => (theirs === null ? null : { base, theirs }),
    settle(draft) {
      if (theirs !== null) {
        goOnFrom(theirs, draft);
      }
    },
    follow(other) {
      if (waiting !== null || other.revision <= revision) {
        return false;
      }
      const from = { base, theirs: other.draft, mine: false };
      revision = other.revision;
      base = other.draft;
      options.onDraft(other.draft, from);
      return true;
    },
    resume,
    restart(next, draft = base) {
      era += 1;
      revision = next;
      base = draft;
      waiting = null;
      unanswered = null;
      theirs = null;
      merged = false;
      failures = 0;
      clearTimeout(timer);
      options.shelf.clear();
      show('saved');
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      globalThis.removeEventListener('online', resume);
      if (!HELD.includes(state)) {
        void run();
      }
    },
  };
}
