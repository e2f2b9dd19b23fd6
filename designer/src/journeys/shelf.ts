/**
 * A draft's place in the browser while the server does not have it yet. Each tab of each person has its own; what a
 * closed one left is taken on by the next that opens the journey.
 */

import type { Shelf, Waiting } from './autosave';
import type { JourneyDocument } from './document';

/** Whose draft it is, of which journey, in which tab. */
export interface Place {
  readonly user: number;
  readonly journey: number;
  readonly tab: string;
}

export type Kept = Waiting<JourneyDocument>;

const PREFIX = 'cauce.draft.';
/** What the draft began as stands apart: it changes with each save, and not with each letter. */
const BASE = '.base';

function key({ user, journey, tab }: Place): string {
  return `${PREFIX}${user}.${journey}.${tab}`;
}

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

export function shelfFor(place: Place): Shelf<JourneyDocument> {
  const name = key(place);
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

function isDocument(value: unknown): value is JourneyDocument {
  return typeof value === 'object' && value !== null && Array.isArray((value as Partial<JourneyDocument>).nodes);
}

function keptUnder(name: string): Kept | null {
  const draft = read(name) as Partial<Kept> | null;
  const began = read(name + BASE) as Partial<Kept> | null;
  if (typeof draft?.revision !== 'number' || !isDocument(draft.draft) || !isDocument(began?.base)) {
    return null;
  }
  return { draft: draft.draft, revision: draft.revision, base: began.base, sent: began.sent ?? null };
}

function namesOf(user: number): readonly string[] {
  const names: string[] = [];
  guarded(() => {
    for (let index = 0; index < localStorage.length; index += 1) {
      const name = localStorage.key(index) ?? '';
      if (name.startsWith(`${PREFIX}${user}.`) && !name.endsWith(BASE)) {
        names.push(name);
      }
    }
  });
  return names;
}

/** What was left unsaved here or by a tab that is closed by now, which then is this one's; null where nothing was. */
export function keptDraft(place: Place, open: ReadonlySet<string>): Kept | null {
  const own = keptUnder(key(place));
  if (own !== null) {
    return own;
  }
  for (const name of namesOf(place.user)) {
    const [journey, tab] = name.slice(PREFIX.length).split('.').slice(1);
    const left = journey === `${place.journey}` && tab !== undefined && !open.has(tab) ? keptUnder(name) : null;
    if (left !== null && shelfFor(place).keep(left)) {
      forget(name);
      return left;
    }
  }
  return null;
}

/** The journeys of which somebody has changes on this device that the server does not have. */
export function keptJourneys(user: number): readonly { readonly journey: number; readonly name: string }[] {
  const found = new Map<number, string>();
  for (const name of namesOf(user)) {
    const journey = Number(name.slice(PREFIX.length).split('.')[1]);
    const kept = keptUnder(name);
    if (kept !== null) {
      found.set(journey, kept.draft.name);
    }
  }
  return [...found].map(([journey, name]) => ({ journey, name }));
}
