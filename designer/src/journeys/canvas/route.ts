/** The way of a link from a port down to a card: around the cards that stand in between. */

import type { Point } from '../document';

export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CORNER = 12;
/** Below the "+" of a port, and above the arrow of a card. */
const AFTER_START = 46;
const BEFORE_END = 34;
const SIDE = 14;
const LANE = 28;
/** Under a card hangs its row of ports. */
const PORTS = 32;
const SHORT = 120;

function isVerticalFree(x: number, from: number, to: number, boxes: readonly Box[]): boolean {
  return boxes.every(
    (box) => x <= box.x - SIDE || x >= box.x + box.width + SIDE || to <= box.y || from >= box.y + box.height + PORTS,
  );
}

function isHorizontalFree(y: number, from: number, to: number, boxes: readonly Box[]): boolean {
  const [left, right] = from < to ? [from, to] : [to, from];
  return boxes.every(
    (box) => right <= box.x || left >= box.x + box.width || y <= box.y - 4 || y >= box.y + box.height + PORTS,
  );
}

/** The place beside the cards between two heights where a line can run down, nearest to `x`. */
function laneNear(x: number, from: number, to: number, boxes: readonly Box[]): number | null {
  const between = boxes.filter((box) => box.y + box.height + PORTS > from && box.y < to);
  const lanes = between.flatMap((box) => [box.x - LANE, box.x + box.width + LANE]);
  const free = lanes.filter((lane) => isVerticalFree(lane, from, to, boxes));
  return free.toSorted((left, right) => Math.abs(left - x) - Math.abs(right - x))[0] ?? null;
}

/**
 * The corners of a link's way; the link's own two cards are no obstacles.
 * `shift` moves a turn between neighbouring rows, so that links that cross do not lie on one another.
 */
export function route(start: Point, end: Point, obstacles: readonly Box[], shift = 0): readonly Point[] {
  const middle = (start.y + end.y) / 2 + shift;
  const withTurn = (y: number) => [start, { x: start.x, y }, { x: end.x, y }, end];
  const down = end.y - start.y;
  if (Math.abs(start.x - end.x) < 1 && isVerticalFree(start.x, start.y, end.y, obstacles)) {
    return [start, end];
  }
  if (down <= SHORT) {
    return withTurn(middle);
  }
  const high = start.y + AFTER_START;
  const low = end.y - BEFORE_END;
  for (const turn of [low, high, middle]) {
    const free =
      isVerticalFree(start.x, start.y, turn, obstacles) &&
      isHorizontalFree(turn, start.x, end.x, obstacles) &&
      isVerticalFree(end.x, turn, end.y, obstacles);
    if (free) {
      return withTurn(turn);
    }
  }
  const lane = laneNear((start.x + end.x) / 2, high, low, obstacles);
  return lane === null
    ? withTurn(middle)
    : [start, { x: start.x, y: high }, { x: lane, y: high }, { x: lane, y: low }, { x: end.x, y: low }, end];
}

/** An SVG path through points, its corners rounded. */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) {
    return '';
  }
  const parts = [`M${first.x},${first.y}`];
  rest.forEach((corner, index) => {
    const before = points[index];
    const after = rest[index + 1];
    if (before === undefined || after === undefined) {
      parts.push(`L${corner.x},${corner.y}`);
      return;
    }
    const enter = towards(corner, before);
    const leave = towards(corner, after);
    parts.push(`L${enter.x},${enter.y}Q${corner.x},${corner.y} ${leave.x},${leave.y}`);
  });
  return parts.join('');
}

function towards(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const step = Math.min(CORNER, length / 2);
  return length === 0
    ? from
    : { x: from.x + ((to.x - from.x) / length) * step, y: from.y + ((to.y - from.y) / length) * step };
}
