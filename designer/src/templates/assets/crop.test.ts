import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWhole, moved, type Part, pulled, resultOf, SHAPES, type Shape, shaped, withNumber } from './crop';

const WHOLE = { width: 800, height: 600 };
const PART: Part = { x: 100, y: 50, width: 200, height: 100 };

describe('a part of a picture', () => {
  it('moves no farther than the picture goes', () => {
    expect(moved(PART, 10, -10, WHOLE)).toEqual({ ...PART, x: 110, y: 40 });
    expect(moved(PART, 5_000, -5_000, WHOLE)).toEqual({ ...PART, x: 600, y: 0 });
  });

  it('is pulled at its corner', () => {
    expect(pulled(PART, 100, 50, WHOLE, 'free')).toEqual({ ...PART, width: 300, height: 150 });
    expect(pulled(PART, 5_000, 5_000, WHOLE, 'free')).toEqual({ ...PART, width: 700, height: 550 });
    expect(pulled(PART, -5_000, -5_000, WHOLE, 'free')).toEqual({ ...PART, width: 8, height: 8 });
    expect(pulled(PART, 100, 0, WHOLE, 'square')).toEqual({ ...PART, width: 300, height: 300 });
  });

  it('takes on a shape', () => {
    expect(shaped({ x: 0, y: 0, ...WHOLE }, WHOLE, 'square')).toEqual({ x: 0, y: 0, width: 600, height: 600 });
    expect(shaped({ x: 0, y: 0, ...WHOLE }, WHOLE, 'banner')).toEqual({ x: 0, y: 0, width: 800, height: 267 });
  });

  it('takes typed numbers', () => {
    expect(withNumber(PART, 'x', 7, WHOLE, 'free').x).toBe(7);
    expect(withNumber(PART, 'y', 9_999, WHOLE, 'free').y).toBe(500);
    expect(withNumber(PART, 'width', 300, WHOLE, 'square')).toEqual({ ...PART, width: 300, height: 300 });
    expect(withNumber(PART, 'height', 300, WHOLE, 'square')).toEqual({ ...PART, width: 300, height: 300 });
    expect(withNumber(PART, 'height', 300, WHOLE, 'free')).toEqual({ ...PART, height: 300 });
  });

  it('says how large the new picture will be', () => {
    expect(resultOf(PART, null)).toEqual({ width: 200, height: 100 });
    expect(resultOf(PART, 50)).toEqual({ width: 50, height: 25 });
    expect(resultOf(PART, 5_000)).toEqual({ width: 200, height: 100 });
    expect(isWhole(PART, WHOLE)).toBe(false);
    expect(isWhole({ x: 0, y: 0, ...WHOLE }, WHOLE)).toBe(true);
  });

  it('never leaves the picture, whatever is done to it', () => {
    const amount = fc.integer({ min: -2_000, max: 2_000 });
    const shape = fc.constantFrom(...(Object.keys(SHAPES) as Shape[]));
    const acts = fc.array(fc.tuple(fc.boolean(), amount, amount, shape), { maxLength: 20 });
    fc.assert(
      fc.property(acts, (list) => {
        let part: Part = { x: 0, y: 0, ...WHOLE };
        for (const [pulls, right, down, kind] of list) {
          part = pulls ? pulled(part, right, down, WHOLE, kind) : moved(part, right, down, WHOLE);
          expect(Math.min(part.x, part.y)).toBeGreaterThanOrEqual(0);
          expect(Math.min(part.width, part.height)).toBeGreaterThanOrEqual(1);
          expect(part.x + part.width).toBeLessThanOrEqual(WHOLE.width);
          expect(part.y + part.height).toBeLessThanOrEqual(WHOLE.height);
        }
      }),
    );
  });
});
