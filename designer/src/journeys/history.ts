/** Undo and redo as a stack of documents, one entry per finished act, each act with a name that people can read. */

export type ActName =
  | 'add'
  | 'insert'
  | 'connect'
  | 'disconnect'
  | 'move'
  | 'delete'
  | 'settings'
  | 'rename'
  | 'exits'
  | 'tidy'
  | 'tidyAround'
  | 'align'
  | 'cut'
  | 'paste'
  | 'duplicate'
  | 'noteAdd'
  | 'noteWrite'
  | 'noteColor'
  | 'load'
  | 'restore';

export interface Act {
  readonly name: ActName;
  /** What it was done to: a kind's name, mostly. */
  readonly subject?: string | undefined;
  /** Acts in a row that carry the same key (the letters typed into one field) are one act. */
  readonly merge?: string | undefined;
}

export interface Entry<T> {
  readonly act: Act;
  readonly document: T;
}

export interface History<T> {
  /** Oldest first: each act with the document that it was done to. */
  readonly past: readonly Entry<T>[];
  readonly present: T;
  /** Next first: each act with the document that it leads to. */
  readonly future: readonly Entry<T>[];
}

const LONGEST = 200;

export function begin<T>(document: T): History<T> {
  return { past: [], present: document, future: [] };
}

/** Does an act. A document that did not change leaves no trace. */
export function record<T>(history: History<T>, document: T, act: Act): History<T> {
  if (document === history.present) {
    return history;
  }
  const last = history.past.at(-1);
  const continues = act.merge !== undefined && last?.act.merge === act.merge && history.future.length === 0;
  if (continues) {
    return { ...history, present: document };
  }
  const past = [...history.past, { act, document: history.present }].slice(-LONGEST);
  return { past, present: document, future: [] };
}

/** Ends a run of merged acts: what is typed next is an act of its own. */
export function seal<T>(history: History<T>): History<T> {
  const last = history.past.at(-1);
  if (last?.act.merge === undefined) {
    return history;
  }
  const sealed = { ...last, act: { ...last.act, merge: undefined } };
  return { ...history, past: [...history.past.slice(0, -1), sealed] };
}

export function undo<T>(history: History<T>): History<T> {
  const last = history.past.at(-1);
  if (last === undefined) {
    return history;
  }
  return {
    past: history.past.slice(0, -1),
    present: last.document,
    future: [{ act: { ...last.act, merge: undefined }, document: history.present }, ...history.future],
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...rest] = history.future;
  if (next === undefined) {
    return history;
  }
  return {
    past: [...history.past, { act: next.act, document: history.present }],
    present: next.document,
    future: rest,
  };
}

/** Has the same acts done to other documents: `edit` says what becomes of those that were left behind. */
export function rebase<T>(history: History<T>, present: T, edit: (document: T) => T): History<T> {
  const moved = (entry: Entry<T>): Entry<T> => ({ ...entry, document: edit(entry.document) });
  return { past: history.past.map(moved), present, future: history.future.map(moved) };
}
