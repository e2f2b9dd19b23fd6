/** What can be done in the room one is in: rooms fill this list, and the command palette shows it. */

import { useEffect, useId } from 'react';
import { create } from 'zustand';

export interface PaletteAct {
  readonly id: string;
  /** In the reader's language. */
  readonly label: string;
  /** The keys that do the same, as people read them: `Ctrl Z`. */
  readonly keys?: string;
  /** What is not offered now is left out of the palette, and stays on the sheet of shortcuts. */
  readonly disabled?: boolean;
  run(): void;
}

interface Acts {
  readonly bySource: ReadonlyMap<string, readonly PaletteAct[]>;
}

const store = create<Acts>(() => ({ bySource: new Map() }));

function put(source: string, acts: readonly PaletteAct[]): void {
  store.setState(({ bySource }) => {
    const next = new Map(bySource);
    if (acts.length === 0) next.delete(source);
    else next.set(source, acts);
    return { bySource: next };
  });
}

/** Offers these acts for as long as the component is there. */
export function useOfferedActs(acts: readonly PaletteAct[]): void {
  const source = useId();
  useEffect(() => put(source, acts), [source, acts]);
  useEffect(() => () => put(source, []), [source]);
}

/** Every act that the room on the screen offers. */
export function useActsHere(): readonly PaletteAct[] {
  const { bySource } = store();
  return [...bySource.values()].flat();
}
