import { describe, expect, it } from 'vitest';
import type { Change } from '../../api/types';
import { actsOf, askAgain, type Life } from './life';

const CHANGE: Change = {
  id: 4,
  kind: 'resume',
  state: 'running',
  done: 10,
  total: 40,
  requested_at: '2026-03-02T09:00:00Z',
  finished_at: null,
};

function life(state: Life['state'], change: Change | null = null): Life {
  return { id: 1, name: 'Early', state, halt: null, change };
}

describe('what can be done with a journey', () => {
  it.each<[Life['state'], readonly string[]]>([
    ['draft', ['archive']],
    ['live', ['pause', 'stop']],
    ['paused', ['resume', 'stop']],
    ['stopping', []],
    ['stopped', ['archive']],
    ['archived', ['restore']],
  ])('follows from its being %s', (state, acts) => {
    expect(actsOf(life(state))).toEqual(acts);
  });

  it('is nothing while everybody on it is being dealt with', () => {
    expect(actsOf(life('paused', CHANGE))).toEqual([]);
    expect(actsOf(life('paused', { ...CHANGE, state: 'done' }))).toEqual(['resume', 'stop']);
  });
});

it('asks again sooner while something is under way on one of the journeys', () => {
  const calm = askAgain([life('live')]);
  expect(askAgain([life('live'), life('paused', CHANGE)])).toBeLessThan(calm);
  expect(askAgain(undefined)).toBe(calm);
});
