import { describe, expect, it } from 'vitest';
import { plusGrowth } from './usePlusSize';

describe('the size of a plus', () => {
  it.each([
    [1.6, 1],
    [1, 1],
    [0.5, 2],
    [0.4, 2.5],
    [0.1, 2.5],
  ])('at zoom %s is %s times what is drawn', (zoom, growth) => {
    expect(plusGrowth(zoom)).toBeCloseTo(growth);
  });
});
