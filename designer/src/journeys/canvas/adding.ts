import { createContext, useContext } from 'react';
import type { Place } from '../acts';

/** A place where somebody wants a new step, and the button (or point) that the choice opens at. */
export interface Wish {
  readonly place: Place;
  readonly anchor: { readonly x: number; readonly y: number };
  readonly opener: HTMLElement | null;
}

type Ask = (place: Place, opener: HTMLElement) => void;

const AddingContext = createContext<Ask>(() => undefined);

export const AddingProvider = AddingContext.Provider;

/** Opens the choice of steps at a button. */
export function useAsk(): Ask {
  return useContext(AddingContext);
}

export function wishAt(place: Place, opener: HTMLElement): Wish {
  const box = opener.getBoundingClientRect();
  return { place, opener, anchor: { x: box.left + box.width / 2, y: box.bottom } };
}
