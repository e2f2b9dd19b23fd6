import { createContext, useCallback, useContext } from 'react';
import type { Place } from '../acts';

/** A place where somebody wants a new step, and the button (or point) that the choice opens at. */
export interface Wish {
  readonly place: Place;
  readonly anchor: { readonly x: number; readonly y: number };
  readonly opener: HTMLElement | null;
}

const AddingContext = createContext<(wish: Wish) => void>(() => undefined);

export const AddingProvider = AddingContext.Provider;

/** Opens the choice of steps at a point. */
export function useAskAt(): (wish: Wish) => void {
  return useContext(AddingContext);
}

/** Opens the choice of steps at a button. */
export function useAsk(): (place: Place, opener: HTMLElement) => void {
  const askAt = useAskAt();
  return useCallback((place, opener) => askAt(wishAt(place, opener)), [askAt]);
}

function wishAt(place: Place, opener: HTMLElement): Wish {
  const box = opener.getBoundingClientRect();
  return { place, opener, anchor: { x: box.left + box.width / 2, y: box.bottom } };
}
