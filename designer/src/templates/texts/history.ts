/** What was written before and after the present, for undo and redo. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** When the present was begun, in milliseconds: quick changes are one step. */
  readonly since: number;
}

const MOST = 100;
const QUICK = 800;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], since: 0 };
}

/** The history after a change; one that follows quickly belongs to the same step. */
export function written<T>({ past, present, since }: History<T>, next: T, now: number): History<T> {
  if (now - since < QUICK && past.length > 0) return { past, present: next, future: [], since: now };
  return { past: [...past, present].slice(-MOST), present: next, future: [], since: now };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], since: 0 };
}

export function redone<T>(history: History<T>): History<T> {
  const [after, ...rest] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future: rest, since: 0 };
}
