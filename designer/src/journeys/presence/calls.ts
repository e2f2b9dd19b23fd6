/** What the server is asked about who has a journey open. */

import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { SittingState, Wish } from '../../api/types';
import { openTabs, thisTab } from '../../drafts/tab';
import { sessionStore } from '../../session/store';

/** How often a tab says that it is still there; the server forgets it after three times as long. */
export const HEARD_EVERY_MS = 15_000;
/** How often it asks who else is: being taken over from is seen within that time. */
export const ASKED_EVERY_MS = 2_000;

/** Where somebody sits: the tab, what the server said when it was opened, and which other tabs are open. */
export interface Seat {
  readonly tab: string;
  readonly open: ReadonlySet<string>;
  readonly state: SittingState | null;
}

function path(id: number, tab: string) {
  return { params: { path: { id, tab } } };
}

export function sayHere(id: number, tab: string, wish: Wish): Promise<SittingState> {
  return take(api.PUT('/api/v1/journeys/{id}/sittings/{tab}', { ...path(id, tab), body: { wish } }));
}

export function askWho(id: number, tab: string, signal: AbortSignal): Promise<SittingState> {
  return take(api.GET('/api/v1/journeys/{id}/sittings/{tab}', { ...path(id, tab), signal }));
}

/** Says that the journey is closed here; it is sent even while the page goes away. */
export function sayGone(id: number, tab: string): void {
  if (sessionStore.getState().status === 'in') {
    api.DELETE('/api/v1/journeys/{id}/sittings/{tab}', { ...path(id, tab), keepalive: true }).catch(() => undefined);
  }
}

/** Sits down at a journey. Who is there is a courtesy: where it cannot be told, the journey opens all the same. */
export const seatQuery = (id: number, mayEdit: boolean) =>
  queryOptions({
    queryKey: ['journeys', 'seat', id],
    queryFn: async (): Promise<Seat> => {
      const tab = await thisTab();
      const state = await sayHere(id, tab, mayEdit ? 'edit' : 'look').catch(() => null);
      return { tab, open: await openTabs(), state };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
