/** Putting together what two sides made of the same thing, one value at a time. */

import { sameJson } from '../../drafts/sameJson';

export type Side = 'mine' | 'theirs';

export interface Settled<T> {
  readonly value: T;
  /** Both sides changed it, and not to the same. */
  readonly clash: boolean;
}

/** The value that follows when either side may have changed it; where both did, that of the preferred side. */
export function settle<T>(base: T, mine: T, theirs: T, prefer: Side): Settled<T> {
  if (sameJson(mine, theirs) || sameJson(base, theirs)) {
    return { value: mine, clash: false };
  }
  if (sameJson(base, mine)) {
    return { value: theirs, clash: false };
  }
  return { value: prefer === 'mine' ? mine : theirs, clash: true };
}

/** Of two values the same one, whichever way round they come: for what is not worth asking anybody. */
export function eitherOf<T>(left: T, right: T): T {
  const [one, other] = [left, right].map((value) => JSON.stringify(value) ?? '');
  return (one ?? '') >= (other ?? '') ? left : right;
}

export type Entries<T> = ReadonlyMap<string, T>;

/** Settles every value of two maps; absence is a value too. */
export function settleAll<T>(
  base: Entries<T>,
  mine: Entries<T>,
  theirs: Entries<T>,
  prefer: Side,
): { readonly values: ReadonlyMap<string, T>; readonly clashes: readonly string[] } {
  const values = new Map<string, T>();
  const clashes: string[] = [];
  for (const key of inOrder([...base.keys()], [...mine.keys()], [...theirs.keys()])) {
    const { value, clash } = settle(base.get(key), mine.get(key), theirs.get(key), prefer);
    if (clash) {
      clashes.push(key);
    }
    if (value !== undefined) {
      values.set(key, value);
    }
  }
  return { values, clashes };
}

/**
 * All keys, in the order of the side that changed which there are; where both did, as they were, then the new ones by
 * name.
 */
export function inOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const first = sameJson(base, theirs) ? mine : sameJson(base, mine) ? theirs : base;
  const others = new Set([...base, ...mine, ...theirs]);
  for (const key of first) {
    others.delete(key);
  }
  return [...first, ...[...others].sort()];
}
