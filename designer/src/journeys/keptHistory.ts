/**
 * Undo and redo across a reload: what was done stays in the tab's session storage. It is told of one document only: once
 * the server's draft is another one, what was done to this one is of no use and is dropped.
 */

import { sameJson } from '../drafts/sameJson';
import type { JourneyDocument } from './document';
import { type Act, begin, type Entry, type History } from './history';

/** How long the text may get; the oldest acts are dropped beyond it. */
const LONGEST_TEXT = 1_500_000;

interface Packed {
  /** Every object once, with its objects named by their place in this list. Documents share most of their parts. */
  readonly parts: readonly unknown[];
  readonly past: readonly (readonly [Act, number])[];
  readonly present: number;
  readonly future: readonly (readonly [Act, number])[];
}

interface Named {
  readonly $: number;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function packer() {
  const parts: unknown[] = [];
  const known = new Map<object, number>();
  const inside = (value: unknown): unknown => (isObject(value) ? { $: add(value) } : value);
  const add = (value: object): number => {
    const before = known.get(value);
    if (before !== undefined) {
      return before;
    }
    const place = parts.push(null) - 1;
    known.set(value, place);
    parts[place] = Array.isArray(value)
      ? value.map(inside)
      : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inside(part)]));
    return place;
  };
  return { parts, add };
}

function pack(history: History<JourneyDocument>): string {
  const { parts, add } = packer();
  const entries = (list: readonly Entry<JourneyDocument>[]) =>
    list.map(({ act, document }) => [{ ...act, merge: undefined }, add(document)] as const);
  const packed: Packed = {
    past: entries(history.past),
    present: add(history.present),
    future: entries(history.future),
    parts,
  };
  return JSON.stringify(packed);
}

/** Objects again, each once: what the documents shared they share again. Each part only names later or finished ones. */
function unpacker(parts: readonly unknown[]) {
  const made = new Map<number, unknown>();
  const inside = (value: unknown): unknown => (isObject(value) ? get((value as Named).$) : value);
  const get = (place: number): unknown => {
    if (!made.has(place)) {
      const part = parts[place];
      made.set(
        place,
        Array.isArray(part)
          ? part.map(inside)
          : Object.fromEntries(Object.entries(part as object).map(([key, value]) => [key, inside(value)])),
      );
    }
    return made.get(place);
  };
  return get;
}

function unpack(text: string): History<JourneyDocument> {
  const { parts, past, present, future } = JSON.parse(text) as Packed;
  const get = unpacker(parts);
  const entries = (list: Packed['past']) =>
    list.map(([act, place]): Entry<JourneyDocument> => ({ act, document: get(place) as JourneyDocument }));
  return { past: entries(past), present: get(present) as JourneyDocument, future: entries(future) };
}

function key(journeyId: number): string {
  return `cauce.acts.${journeyId}`;
}

/** Keeps what was done; of a history that is too long for that, its newest part. */
export function keepHistory(journeyId: number, history: History<JourneyDocument>): void {
  let kept = history;
  let text = pack(kept);
  while (text.length > LONGEST_TEXT && kept.past.length > 0) {
    kept = { ...kept, past: kept.past.slice(Math.ceil(kept.past.length / 4)) };
    text = pack(kept);
  }
  try {
    if (text.length > LONGEST_TEXT || kept.past.length + kept.future.length === 0) {
      sessionStorage.removeItem(key(journeyId));
    } else {
      sessionStorage.setItem(key(journeyId), text);
    }
  } catch (error) {
    // A full or forbidden storage costs undo across reloads only.
    if (!(error instanceof DOMException)) {
      throw error;
    }
  }
}

function read(journeyId: number): History<JourneyDocument> | null {
  try {
    const text = sessionStorage.getItem(key(journeyId));
    return text === null ? null : unpack(text);
  } catch {
    return null; // forbidden, or not what this studio wrote
  }
}

/** What was done to this very document in this tab; nothing when it is another one by now. */
export function keptHistory(journeyId: number, document: JourneyDocument): History<JourneyDocument> {
  const kept = read(journeyId);
  if (kept === null || !sameJson(kept.present, document)) {
    return begin(document);
  }
  return { ...kept, present: document };
}
