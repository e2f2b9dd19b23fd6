/**
 * Saves a draft a moment after its last change, and never loses one: it keeps trying while the network is away,
 * keeps a copy in the browser until the server has it, and asks when somebody else saved in between.
 */

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'offline' | 'conflict' | 'refused';

export type SaveResult =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unreachable' };

/** Where a draft waits in the browser until the server has it. */
export interface Shelf<T> {
  keep(draft: { readonly draft: T; readonly revision: number }): void;
  clear(): void;
}

export interface AutosaveOptions<T> {
  readonly revision: number;
  readonly save: (draft: T, revision: number) => Promise<SaveResult>;
  readonly onState: (state: SaveState, reason: string | null) => void;
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
  /** Goes on from what the server has, dropping what waits here. */
  restart(revision: number): void;
  stop(): void;
}

const DELAY = 800;
const RETRIES = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;

export function createAutosave<T>(options: AutosaveOptions<T>): Autosave<T> {
  let revision = options.revision;
  let state: SaveState = 'saved';
  let waiting: { draft: T } | null = null;
  let running: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let stopped = false;
  /** Counts restarts, so that an answer that arrives after one is not taken for the new draft's. */
  let era = 0;

  function show(next: SaveState, reason: string | null = null): void {
    state = next;
    options.onState(next, reason);
  }

  function later(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), milliseconds);
  }

  function takeSaved(newRevision: number, sent: { draft: T }): void {
    revision = newRevision;
    failures = 0;
    if (waiting === sent) {
      waiting = null;
      options.shelf.clear();
      show('saved');
    } else if (waiting !== null) {
      options.shelf.keep({ draft: waiting.draft, revision });
      show('unsaved');
      later(0);
    }
  }

  function takeUnreachable(): void {
    show('offline');
    if (!stopped) {
      later(RETRIES[Math.min(failures, RETRIES.length - 1)] ?? 30_000);
    }
    failures += 1;
  }

  function take(result: SaveResult, sent: { draft: T }): void {
    if (result.kind === 'saved') {
      takeSaved(result.revision, sent);
    } else if (result.kind === 'unreachable') {
      takeUnreachable();
    } else {
      show(result.kind, result.kind === 'refused' ? result.reason : null);
    }
  }

  async function send(): Promise<void> {
    const sent = waiting;
    if (sent === null) {
      return;
    }
    const started = era;
    show('saving');
    const result = await options.save(sent.draft, revision).catch((): SaveResult => ({ kind: 'unreachable' }));
    if (started === era) {
      take(result, sent);
    }
  }

  function run(): Promise<void> {
    clearTimeout(timer);
    running ??= send().finally(() => {
      running = null;
    });
    return running;
  }

  function onOnline(): void {
    if (state === 'offline') {
      failures = 0;
      void run();
    }
  }
  globalThis.addEventListener('online', onOnline);

  return {
    change(draft) {
      waiting = { draft };
      options.shelf.keep({ draft, revision });
      if (state === 'conflict' || running !== null) {
        return;
      }
      if (state !== 'offline') {
        show('unsaved');
      }
      later(options.delay ?? DELAY);
    },
    async flush() {
      while (waiting !== null && state !== 'conflict') {
        await run();
        if (state === 'offline' || state === 'refused') {
          break;
        }
      }
      return waiting === null;
    },
    revision: () => revision,
    state: () => state,
    restart(next) {
      era += 1;
      revision = next;
      waiting = null;
      failures = 0;
      clearTimeout(timer);
      options.shelf.clear();
      show('saved');
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      globalThis.removeEventListener('online', onOnline);
      if (state !== 'conflict') {
        void run();
      }
    },
  };
}
