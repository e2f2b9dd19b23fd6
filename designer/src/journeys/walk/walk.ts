/** A test-walk: who walks, and all that is pretended so far. The server keeps nothing: it walks the whole way each time. */

import { createStore } from 'zustand/vanilla';
import type { Pretended } from '../../api/types';

/** Somebody real by one of their accounts, or null for a made-up person. */
export interface Walker {
  readonly debtorId: number;
  readonly accountId: number;
  readonly name: string;
}

export interface Walk {
  readonly walker: Walker | null;
  /** When it began, by the server's clock; null until the first answer. */
  readonly startedAt: string | null;
  readonly happenings: readonly Pretended[];
}

/** Nothing happens until the next moment. */
export const WAIT: Pretended = { kind: 'wait', detail: '', amount: null, node: '', visit: 0, again: false };

export const FRESH: Walk = { walker: null, startedAt: null, happenings: [] };

/** The most that may be pretended in one walk, as the server has it. */
export const MOST = 200;

export function choose(walk: Walk, walker: Walker | null): Walk {
  return walk.walker?.accountId === walker?.accountId ? walk : { ...FRESH, walker };
}

export function pretend(walk: Walk, happening: Pretended): Walk {
  return walk.happenings.length >= MOST ? walk : { ...walk, happenings: [...walk.happenings, happening] };
}

export function back(walk: Walk): Walk {
  return { ...walk, happenings: walk.happenings.slice(0, -1) };
}

/** From the beginning, with the same person and at the present moment. */
export function again(walk: Walk): Walk {
  return { ...FRESH, walker: walk.walker };
}

interface Walks {
  /** The walks of the journeys that were open in this tab: looking at a step does not end one. */
  readonly walks: Readonly<Record<number, Walk>>;
}

export const walkStore = createStore<Walks>()(() => ({ walks: {} }));

export function changeWalk(journeyId: number, change: (walk: Walk) => Walk): void {
  walkStore.setState(({ walks }) => ({ walks: { ...walks, [journeyId]: change(walks[journeyId] ?? FRESH) } }));
}
