import { expect, it } from 'vitest';
import { litRules } from './lit';
import { again, back, changeWalk, choose, FRESH, MOST, pretend, WAIT, type Walk, walkStore } from './walk';
import { clockOf } from './when';

const LUCIA = { debtorId: 3, accountId: 7, name: 'Lucía Ortega' };
const walked: Walk = {
  walker: LUCIA,
  startedAt: '2026-03-02T09:00:00Z',
  happenings: [WAIT, { ...WAIT, kind: 'pays' }],
};

it('goes on, back and from the beginning with the same person', () => {
  expect(pretend(FRESH, WAIT).happenings).toEqual([WAIT]);
  expect(back(walked).happenings).toEqual([WAIT]);
  expect(again(walked)).toEqual({ walker: LUCIA, startedAt: null, happenings: [] });
});

it('begins anew with somebody else, and goes on with the same', () => {
  expect(choose(walked, null)).toEqual(FRESH);
  expect(choose(walked, { ...LUCIA })).toBe(walked);
});

it('ends at the most that the server takes', () => {
  const long = { ...walked, happenings: Array.from({ length: MOST }, () => WAIT) };
  expect(pretend(long, WAIT)).toBe(long);
});

it('keeps a walk for each journey', () => {
  changeWalk(1, (walk) => pretend(walk, WAIT));
  changeWalk(2, (walk) => choose(walk, LUCIA));
  expect(walkStore.getState().walks[1]?.happenings).toHaveLength(1);
  expect(walkStore.getState().walks[2]?.walker).toEqual(LUCIA);
});

it('lights the way, strongly where the person stands, and nothing that is no plain id', () => {
  const label = { es: 'Esperar', en: 'Wait' };
  const css = litRules({
    nodes: ['enter', 'wait'],
    edges: ['e1', 'e"1'],
    here: [{ node: 'wait', label, sentence: label }],
  });
  expect(css).toContain('.react-flow__node[data-id="enter"] > :first-child{border-style:solid;box-shadow:0 0 0 2px');
  expect(css).toContain('.react-flow__node[data-id="wait"] > :first-child{border-style:solid;box-shadow:0 0 0 4px');
  expect(css).toContain('.react-flow__edge[data-id="e1"] path{');
  expect(css).not.toContain('e"1');
  expect(litRules({ nodes: [], edges: [], here: [] })).toBe(
    '.react-flow__node > *{filter:grayscale(1)}.react-flow__node > :first-child{border-style:dashed}',
  );
});

it('writes moments by the clock of the person, and in UTC where their zone is none', () => {
  expect(clockOf('en', 'America/Bogota')('2026-03-02T13:00:00Z')).toBe('Mon, Mar 2, 08:00');
  expect(clockOf('en', 'Moon/Crater')('2026-03-02T13:00:00Z')).toBe('Mon, Mar 2, 13:00');
});
