import { describe, expect, it } from 'vitest';
import type { Point } from '../document';
import { sampleJourney } from '../sample';
import { turnShifts } from './crossings';
import { type Box, pathThrough, route } from './route';

const card = (id: string, x: number, y: number): Box => ({ id, x, y, width: 232, height: 78 });

function crosses(points: readonly Point[], box: Box): boolean {
  return points.slice(1).some((to, index) => {
    const from = points[index] ?? to;
    const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    return right > box.x && left < box.x + box.width && bottom > box.y && top < box.y + box.height;
  });
}

describe('the way of a link', () => {
  it('is a straight line to the card below', () => {
    expect(route({ x: 116, y: 100 }, { x: 116, y: 176 }, [])).toEqual([
      { x: 116, y: 100 },
      { x: 116, y: 176 },
    ]);
  });

  it('turns halfway to a card of the next row', () => {
    expect(route({ x: 100, y: 100 }, { x: 400, y: 180 }, [])[1]).toEqual({ x: 100, y: 140 });
  });

  it.each([
    ['in the way of both ends', [card('a', 0, 176)]],
    ['on the start side only', [card('a', 0, 176), card('b', -288, 176)]],
    ['on either side', [card('a', 0, 176), card('b', 288, 176), card('c', -288, 176)]],
    ['one below the other', [card('a', 0, 176), card('b', 10, 352), card('c', -40, 528)]],
  ])('goes around cards %s', (_where, boxes) => {
    const points = route({ x: 170, y: 100 }, { x: 116, y: 704 }, boxes);
    for (const box of boxes) {
      expect(crosses(points, box)).toBe(false);
    }
    expect(points.at(-1)).toEqual({ x: 116, y: 704 });
  });

  it('is drawn with rounded corners', () => {
    const path = pathThrough([
      { x: 0, y: 0 },
      { x: 0, y: 40 },
      { x: 100, y: 40 },
    ]);
    expect(path).toBe('M0,0L0,28Q0,40 12,40L100,40');
    expect(pathThrough([])).toBe('');
  });
});

describe('links that cross', () => {
  const links = (first: string, second: string) => ({
    ...sampleJourney,
    edges: [
      { id: 'e1', from: 'enter', port: 'a', to: first },
      { id: 'e2', from: 'enter', port: 'b', to: second },
    ],
    layout: { nodes: { enter: { x: 0, y: 0 }, wait: { x: -200, y: 176 }, end: { x: 200, y: 176 } } },
  });
  const ports = () => ['a', 'b'];

  it('turn at different heights', () => {
    const shifts = turnShifts(links('end', 'wait'), ports);
    expect(shifts.get('e1')).not.toBe(shifts.get('e2'));
    const way = (id: string) => route({ x: 0, y: 100 }, { x: 90, y: 180 }, [], shifts.get(id))[1]?.y;
    expect(way('e1')).not.toBe(way('e2'));
  });

  it('are left alone when they do not', () => {
    expect(turnShifts(links('wait', 'end'), ports).size).toBe(0);
    expect(turnShifts(links('end', 'end'), ports).size).toBe(0);
  });
});
