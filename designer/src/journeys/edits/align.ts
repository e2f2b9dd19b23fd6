/** Cards in line: along an edge or the middle of those that are chosen, or with the same room between them. */

import { CARD_HEIGHT, CARD_WIDTH, type JourneyDocument, nodeById, type Point, positionOf } from '../document';
import { placeByHand } from './moveNodes';

export const ALIGNMENTS = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'across', 'down'] as const;

export type Alignment = (typeof ALIGNMENTS)[number];

interface Stand extends Point {
  readonly id: string;
}

const AXES = {
  left: 'x',
  centre: 'x',
  right: 'x',
  across: 'x',
  top: 'y',
  middle: 'y',
  bottom: 'y',
  down: 'y',
} as const satisfies Readonly<Record<Alignment, 'x' | 'y'>>;

/** How many cards it takes until an alignment can change anything. */
export function leastFor(alignment: Alignment): number {
  return alignment === 'across' || alignment === 'down' ? 3 : 2;
}

/** All cards are of one size: those that share a left edge share a right one. The line is where the outermost stands. */
function lineOf(values: readonly number[], alignment: Alignment): number {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (alignment === 'left' || alignment === 'top') {
    return least;
  }
  return alignment === 'right' || alignment === 'bottom' ? most : (least + most) / 2;
}

function spread(stands: readonly Stand[], axis: 'x' | 'y'): ReadonlyMap<string, Point> {
  const ordered = stands.toSorted((left, right) => left[axis] - right[axis]);
  const first = ordered[0]?.[axis] ?? 0;
  const room = ((ordered.at(-1)?.[axis] ?? 0) - first) / Math.max(1, ordered.length - 1);
  return new Map(
    ordered.map(({ id, x, y }, index) => [
      id,
      axis === 'x' ? { x: first + index * room, y } : { x, y: first + index * room },
    ]),
  );
}

/** What lies on another card after it was put in line goes on beside or below it. */
function apart(places: ReadonlyMap<string, Point>, axis: 'x' | 'y'): ReadonlyMap<string, Point> {
  const along = axis === 'x' ? 'y' : 'x';
  const least = (along === 'y' ? CARD_HEIGHT : CARD_WIDTH) + 40;
  let free = Number.NEGATIVE_INFINITY;
  const ordered = [...places].toSorted(([, left], [, right]) => left[along] - right[along]);
  return new Map(
    ordered.map(([id, at]) => {
      const value = Math.max(at[along], free);
      free = value + least;
      return [id, along === 'y' ? { x: at.x, y: value } : { x: value, y: at.y }];
    }),
  );
}

/** Puts the cards of these steps in line; too few of them stay where they are. */
export function align(document: JourneyDocument, ids: readonly string[], alignment: Alignment): JourneyDocument {
  const stands = ids
    .filter((id) => nodeById(document, id) !== undefined)
    .map((id): Stand => ({ id, ...positionOf(document, id) }));
  if (stands.length < leastFor(alignment)) {
    return document;
  }
  const axis = AXES[alignment];
  if (alignment === 'across' || alignment === 'down') {
    return placeByHand(document, spread(stands, axis));
  }
  const line = lineOf(
    stands.map((stand) => stand[axis]),
    alignment,
  );
  const places = new Map(stands.map(({ id, x, y }) => [id, axis === 'x' ? { x: line, y } : { x, y: line }]));
  return placeByHand(document, apart(places, axis));
}
