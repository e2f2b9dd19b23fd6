import { expect, it } from 'vitest';
import { redone, startHistory, undone, written } from './history';

it('takes quick changes as one step, and goes back and forth', () => {
  let history = startHistory('');
  for (const [text, at] of [
    ['H', 1000],
    ['Ho', 1100],
    ['Hola', 1200],
    ['Hola, Ana', 5000],
  ] as const) {
    history = written(history, text, at);
  }
  expect(history.past).toEqual(['', 'Hola']);
  expect(undone(history).present).toBe('Hola');
  expect(undone(undone(history)).present).toBe('');
  expect(undone(undone(undone(history))).present).toBe('');
  expect(redone(redone(undone(undone(history)))).present).toBe('Hola, Ana');
  expect(redone(history)).toBe(history);
});
