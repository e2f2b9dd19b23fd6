import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** People who just went along a link; another number each time, so that the same count moves again. */
export interface Moving {
  readonly count: number;
  readonly turn: number;
}

export type MovingStore = StoreApi<{ readonly links: ReadonlyMap<string, Moving> }>;

export function createMovingStore(): MovingStore {
  return createStore(() => ({ links: new Map() }));
}

/** Lets people move along these links. */
export function letMove(store: MovingStore, crossed: ReadonlyMap<string, number>, turn: number): void {
  store.setState({ links: new Map([...crossed].map(([id, count]) => [id, { count, turn }])) });
}

const STILL: MovingStore = createMovingStore();
const MovingContext = createContext<MovingStore>(STILL);

export const MovingProvider = MovingContext.Provider;

/** Who moves along a link now; nobody does outside of a live view. */
export function useMoving(link: string): Moving | null {
  return useStore(useContext(MovingContext), (state) => state.links.get(link) ?? null);
}
