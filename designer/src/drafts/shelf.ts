/**
 * A draft's place in the browser while the server does not have it yet. Each tab of each person has its own; what a
 * closed one left is taken on by the next that opens the same thing.
 */

import type { Shelf, Waiting } from './autosave';

/** Whose draft it is, of which journey or template, in which tab. */
export interface Place {
  readonly user: number;
  /** Holds no dot. */
  readonly thing: string;
  readonly tab: string;
}

/** What the draft began as stands apart: it changes with each save, and not with each letter. */
const BASE = '.base';

/** A full or forbidden storage costs the safety net only, never the editor; false says that it did. */
function guarded(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (!(error instanceof DOMException)) {
      throw error;
    }
    return false;
  }
}

function forget(name: string): void {
  guarded(() => {
    localStorage.removeItem(name);
    localStorage.removeItem(name + BASE);
  });
}

function read(name: string): unknown {
  let text: string | null = null;
  guarded(() => {
    text = localStorage.getItem(name);
  });
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function shelfUnder<T>(name: string): Shelf<T> {
  let began: unknown = null;
  return {
    keep: ({ draft, revision, base, sent }) => {
      const kept = guarded(() => {
        if (began !== base || sent !== null) {
          localStorage.setItem(name + BASE, JSON.stringify({ base, sent }));
          began = base;
        }
        localStorage.setItem(name, JSON.stringify({ draft, revision }));
      });
      if (!kept) {
        // Half of it would be worse than nothing: an old draft that looks like the newest.
        forget(name);
        began = null;
      }
      return kept;
    },
    clear: () => {
      forget(name);
      began = null;
    },
  };
}

function namesOf(start: string): readonly string[] {
  const names: string[] = [];
  guarded(() => {
    for (let index = 0; index < localStorage.length; index += 1) {
      const name = localStorage.key(index) ?? '';
      if (name.startsWith(start) && !name.endsWith(BASE)) {
        names.push(name);
      }
    }
  });
  return names;
}

/** The places of one sort of drafts; `prefix` names the sort in the browser's storage. */
export interface Shelves<T> {
  for(place: Place): Shelf<T>;
  /** What was left unsaved here or by a tab that is closed by now, which then is this one's; null where nothing was. */
  kept(place: Place, open: ReadonlySet<string>): Waiting<T> | null;
  /** Everything of which somebody has changes on this device that the server does not have. */
  all(user: number): ReadonlyMap<string, T>;
}

export function shelvesOf<T>(prefix: string, isDraft: (value: unknown) => value is T): Shelves<T> {
  const nameOf = ({ user, thing, tab }: Place) => `${prefix}${user}.${thing}.${tab}`;
  const keptUnder = (name: string): Waiting<T> | null => {
    const draft = read(name) as Partial<Waiting<T>> | null;
    const began = read(name + BASE) as Partial<Waiting<T>> | null;
    if (typeof draft?.revision !== 'number' || !isDraft(draft.draft) || began === null || !isDraft(began.base)) {
      return null;
    }
    return { draft: draft.draft, revision: draft.revision, base: began.base, sent: began.sent ?? null };
  };
  const partsOf = (name: string) => name.slice(prefix.length).split('.').slice(1);
  return {
    for: (place) => shelfUnder(nameOf(place)),
    kept: (place, open) => {
      const own = keptUnder(nameOf(place));
      if (own !== null) {
        return own;
      }
      for (const name of namesOf(`${prefix}${place.user}.`)) {
        const [thing, tab] = partsOf(name);
        const left = thing === place.thing && tab !== undefined && !open.has(tab) ? keptUnder(name) : null;
        if (left !== null && shelfUnder<T>(nameOf(place)).keep(left)) {
          forget(name);
          return left;
        }
      }
      return null;
    },
    all: (user) => {
      const found = new Map<string, T>();
      for (const name of namesOf(`${prefix}${user}.`)) {
        const kept = keptUnder(name);
        if (kept !== null) {
          found.set(partsOf(name)[0] ?? '', kept.draft);
        }
      }
      return found;
    },
  };
}
