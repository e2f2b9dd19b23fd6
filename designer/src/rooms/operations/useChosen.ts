import { useState } from 'react';

export interface Chosen {
  readonly ids: readonly number[];
  readonly has: (id: number) => boolean;
  readonly all: boolean;
  readonly toggle: (id: number) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
}

/** Which rows of a list are chosen; a row that is no longer shown is not. */
export function useChosen(shown: readonly number[]): Chosen {
  const [kept, setKept] = useState<ReadonlySet<number>>(new Set());
  const ids = shown.filter((id) => kept.has(id));
  const all = shown.length > 0 && ids.length === shown.length;
  return {
    ids,
    all,
    has: (id) => kept.has(id),
    toggle: (id) =>
      setKept((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    toggleAll: () => setKept(new Set(all ? [] : shown)),
    clear: () => setKept(new Set()),
  };
}
