import { describe, expect, it } from 'vitest';
import { around } from './places';

describe('places of widgets', () => {
  it.each([
    ['p-section', 'page', []],
    ['p-pay', 'page', ['p-section']],
    ['p-columns', 'page', ['p-section']],
    ['p-pay', 'p-section', []],
    ['p-pay', 'p-columns', ['p-column']],
    ['p-question', 'p-faq', []],
    ['p-question', 'p-section', null],
    ['p-section', 'p-section', null],
    ['p-columns', 'p-column', null],
  ])('%s in %s', (tag, into, expected) => {
    expect(around(tag, into)).toEqual(expected);
  });
});
