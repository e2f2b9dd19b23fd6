/** What was agreed on about an account, in one row by time. */
import type { Agreements, Offer, Plan, PromiseToPay } from '../../api/types';

export type Agreed =
  | { readonly kind: 'promise'; readonly at: string; readonly is: PromiseToPay }
  | { readonly kind: 'plan'; readonly at: string; readonly is: Plan }
  | { readonly kind: 'offer'; readonly at: string; readonly is: Offer };

/** Promises, plans and offers together, the newest first. */
export function inOrder({ promises, plans, offers }: Agreements): readonly Agreed[] {
  const all: readonly Agreed[] = [
    ...promises.map((is) => ({ kind: 'promise', at: is.made_at, is }) as const),
    ...plans.map((is) => ({ kind: 'plan', at: is.offered_at, is }) as const),
    ...offers.map((is) => ({ kind: 'offer', at: is.offered_at, is }) as const),
  ];
  return all.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

const RUNNING: readonly string[] = ['open', 'offered', 'confirmed', 'accepted'];
const BROKEN: readonly string[] = ['broken', 'missed', 'partial'];
const GOOD: readonly string[] = ['kept', 'paid', 'confirmed', 'accepted'];

/** Whether something may still come of it. */
export function isRunning(state: string): boolean {
  return RUNNING.includes(state);
}

/** The colour of a state: of what went well, of what did not, of everything else. */
export function colorOf(state: string): 'brand' | 'yellow' | 'gray' {
  if (GOOD.includes(state)) return 'brand';
  return BROKEN.includes(state) ? 'yellow' : 'gray';
}
