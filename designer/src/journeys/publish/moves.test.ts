import { describe, expect, it } from 'vitest';
import type { Impact } from '../../api/types';
import { asChoice, type Choices, movesOf, sumsOf } from './moves';

const text = (word: string) => ({ es: word, en: word });

function place(version: number, node: string, people: number, suggestion: 'move' | 'stay'): Impact['nodes'][number] {
  const change = suggestion === 'move' ? 'same' : 'changed';
  return { version, node, label: text(node), sentence: text(node), people, change, suggestion };
}

const IMPACT: Impact = {
  people: 355,
  versions: [{ id: 1, number: 1, people: 355 }],
  nodes: [place(1, 'wait', 40, 'move'), place(1, 'call', 312, 'stay'), place(2, 'wait', 3, 'move')],
  targets: [
    { node: 'wait', label: text('Wait') },
    { node: 'end', label: text('End') },
  ],
  forecast: null,
};

describe('what becomes of the people inside', () => {
  it('is what is suggested, where nobody chose', () => {
    expect(sumsOf(IMPACT, {})).toEqual({ stay: 312, move: 43, leave: 0 });
    expect(movesOf(IMPACT, {})).toEqual([
      { version: 1, node: 'wait', act: 'move', target: 'wait' },
      { version: 2, node: 'wait', act: 'move', target: 'wait' },
    ]);
  });

  it('is what was chosen for one place, the same step of another version apart', () => {
    const choices: Choices = { '1 wait': 'to:end', '2 wait': 'leave' };
    expect(sumsOf(IMPACT, choices)).toEqual({ stay: 312, move: 40, leave: 3 });
    expect(movesOf(IMPACT, choices)).toEqual([
      { version: 1, node: 'wait', act: 'move', target: 'end' },
      { version: 2, node: 'wait', act: 'leave', target: null },
    ]);
  });

  it('is to stay where the suggested step is no target', () => {
    expect(sumsOf({ ...IMPACT, targets: [] }, {})).toEqual({ stay: 355, move: 0, leave: 0 });
  });

  it.each([
    ['leave', 'leave'],
    ['to:wait', 'to:wait'],
    ['stay', 'stay'],
    [null, 'stay'],
    ['rubbish', 'stay'],
  ])('reads %s from a select as %s', (value, choice) => {
    expect(asChoice(value)).toBe(choice);
  });
});
