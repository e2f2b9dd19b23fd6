import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** The part of a list that is shown, as the address has it; so going back and sharing a link both work. */
export interface ListAddress {
  readonly search: string;
  readonly page: number;
  /** Everything after the question mark. */
  readonly all: URLSearchParams;
  get(name: string): string | null;
  /** Changes some of it; null takes a name out. A new search or filter starts at the first page. */
  set(changes: Readonly<Record<string, string | null>>): void;
}

export function useListAddress(): ListAddress {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) => {
      setParams((before) => changed(before, changes), { replace: 'search' in changes });
    },
    [setParams],
  );
  const page = Number.parseInt(params.get('page') ?? '1', 10);
  return {
    search: params.get('search') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
    all: params,
    get: (name) => params.get(name),
    set,
  };
}

/** Names that show something beside the list and leave the list where it is. */
const BESIDE = new Set(['page', 'open']);

function changed(before: URLSearchParams, changes: Readonly<Record<string, string | null>>): URLSearchParams {
  const after = new URLSearchParams(before);
  if (Object.keys(changes).some((name) => !BESIDE.has(name))) after.delete('page');
  for (const [name, value] of Object.entries(changes)) {
    if (value) after.set(name, value);
    else after.delete(name);
  }
  return after;
}
