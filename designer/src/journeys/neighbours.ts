/** The step that an arrow key leads to: along the links first, else the nearest card that way. */

import { edgesFrom, edgesTo, type JourneyDocument, type Point, positionOf } from './document';

export type Direction = 'up' | 'down' | 'left' | 'right';

const WAYS: Readonly<Record<Direction, Point>> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};

/** What lies aside counts more than what lies ahead: the eye follows a row or a column. */
const ASIDE = 2.5;

function nearest(document: JourneyDocument, from: string, direction: Direction, among: readonly string[]) {
  const at = positionOf(document, from);
  const way = WAYS[direction];
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of among) {
    const { x, y } = positionOf(document, id);
    const ahead = (x - at.x) * way.x + (y - at.y) * way.y;
    const aside = Math.abs((x - at.x) * way.y) + Math.abs((y - at.y) * way.x);
    const distance = ahead + aside * ASIDE;
    if (id !== from && ahead > 0 && distance < least) {
      best = id;
      least = distance;
    }
  }
  return best;
}

/** The neighbour of a step; null where there is none that way. */
export function neighbour(document: JourneyDocument, from: string, direction: Direction): string | null {
  const linked = direction === 'down' ? edgesFrom(document, from).map((edge) => edge.to) : [];
  const before = direction === 'up' ? edgesTo(document, from).map((edge) => edge.from) : [];
  return (
    nearest(document, from, direction, [...linked, ...before]) ??
    nearest(
      document,
      from,
      direction,
      document.nodes.map((node) => node.id),
    )
  );
}
