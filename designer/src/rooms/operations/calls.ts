/** What the operations room asks of the server. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { DeadLetterPage, MessageState } from '../../api/types';

const ASK_AGAIN_MS = 5_000;
const LISTS_MS = 10_000;
export const SIZE = 50;

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/operations', { signal })),
  refetchInterval: ASK_AGAIN_MS,
});

export function repair() {
  return take(api.POST('/api/v1/operations/repair'));
}

/** People whom a fault keeps where they are, on one journey or on all. */
export const deadLettersQuery = (journey: number | null, page: number) =>
  queryOptions({
    queryKey: ['dead-letters', { journey, page }],
    queryFn: ({ signal }): Promise<DeadLetterPage> => {
      const query = { page, size: SIZE, ...(journey ? { journey } : {}) };
      return take(api.GET('/api/v1/dead-letters', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: LISTS_MS,
  });

/** Messages in one state, on one journey or on all. */
export const stoppedMessagesQuery = (state: MessageState, journey: number | null, page: number) =>
  queryOptions({
    queryKey: ['messages', { state, journey, page }],
    queryFn: ({ signal }) => {
      const query = { state, page, size: SIZE, ...(journey ? { journey } : {}) };
      return take(api.GET('/api/v1/messages', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: LISTS_MS,
  });

/** All journeys that are in use, by name; on an archived one nobody is left. */
export const journeyNamesQuery = queryOptions({
  queryKey: ['journeys', 'names'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/journeys', { signal })),
  staleTime: 60_000,
});

/** Some dead letters, or all of a journey. */
export type Chosen = { readonly ids: number[] } | { readonly journey: number };

export function replay(chosen: Chosen) {
  return take(api.POST('/api/v1/dead-letters/replay', { body: chosen }));
}

export function skip(chosen: Chosen, port: string) {
  return take(api.POST('/api/v1/dead-letters/skip', { body: { ...chosen, port } }));
}

export function end(chosen: Chosen, reason: string) {
  return take(api.POST('/api/v1/dead-letters/end', { body: { ...chosen, reason } }));
}
