/** The drawing of two sides put together. Places are never worth a question: of two that clash one is taken. */

import { sameJson } from '../../drafts/sameJson';
import type { Layout } from '../document';
import { eitherOf, inOrder, settle } from './threeWay';

type Part = Readonly<Record<string, unknown>>;

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function loosely(base: unknown, mine: unknown, theirs: unknown): unknown {
  const { value, clash } = settle(base, mine, theirs, 'mine');
  return clash ? eitherOf(mine, theirs) : value;
}

function mergePart(base: Part, mine: Part, theirs: Part, one: typeof loosely): Part {
  const merged: Record<string, unknown> = {};
  for (const key of inOrder(Object.keys(base), Object.keys(mine), Object.keys(theirs))) {
    const value = one(base[key], mine[key], theirs[key]);
    if (value !== undefined) {
      merged[key] = value;
    }
  }
  return merged;
}

function oneOrItsParts(base: unknown, mine: unknown, theirs: unknown): unknown {
  if (isPart(mine) && isPart(theirs) && !sameJson(mine, theirs)) {
    return mergePart(isPart(base) ? base : {}, mine, theirs, loosely);
  }
  return loosely(base, mine, theirs);
}

/** The highest number that was given on either side: none is given twice. */
function highest(mine: Layout['numbers'], theirs: Layout['numbers']): Record<string, number> {
  const numbers: Record<string, number> = { ...theirs };
  for (const [stem, number] of Object.entries(mine ?? {})) {
    numbers[stem] = Math.max(number, numbers[stem] ?? 0);
  }
  return numbers;
}

/** Where a step stands; one that there is keeps a place, one that there is not needs none. */
function placeOf(base: unknown, mine: unknown, theirs: unknown, exists: boolean): unknown {
  const { value, clash } = settle(base, mine, theirs, 'mine');
  if (exists) {
    return (clash ? eitherOf(mine, theirs) : value) ?? mine ?? theirs ?? base;
  }
  return clash ? undefined : value;
}

/** Places, numbers and whatever else the drawing needs; `exists` says which steps there are. */
export function mergeLayout(base: Layout, mine: Layout, theirs: Layout, exists: (id: string) => boolean): Layout {
  const merged: Layout = mergePart(base as Part, mine as Part, theirs as Part, oneOrItsParts);
  const places: Record<string, unknown> = {};
  const [before, here, there] = [base.nodes ?? {}, mine.nodes ?? {}, theirs.nodes ?? {}];
  for (const id of inOrder(Object.keys(before), Object.keys(here), Object.keys(there))) {
    const place = placeOf(before[id], here[id], there[id], exists(id));
    if (place !== undefined) {
      places[id] = place;
    }
  }
  return {
    ...merged,
    ...(merged.nodes === undefined ? {} : { nodes: places as NonNullable<Layout['nodes']> }),
    ...(merged.numbers === undefined ? {} : { numbers: highest(mine.numbers, theirs.numbers) }),
  };
}
