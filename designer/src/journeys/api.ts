/** What the journeys room asks of the server. */

import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api, take } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Journey, Move, Publication } from '../api/types';
import type { Condition } from './document';
import type { Problem } from './problems';

const COUNTS_EVERY_MS = 2_000;

export const listQuery = (search: string, archived = false) =>
  queryOptions({
    queryKey: ['journeys', 'list', search, archived],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys', { params: { query: { search, archived } }, signal })),
    placeholderData: keepPreviousData,
  });

export const journeyQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'one', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}', { params: { path: { id } }, signal })),
    // The editor holds the draft from here on; fetching it again underneath would only confuse.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const versionsQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'versions', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/versions', { params: { path: { id } }, signal })),
  });

/** Live counts, asked for again and again while the page can be seen. */
export function useCounts(id: number, live: boolean) {
  return useQuery({
    queryKey: ['journeys', 'counts', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/counts', { params: { path: { id } }, signal })),
    enabled: live,
    refetchInterval: COUNTS_EVERY_MS,
    refetchIntervalInBackground: false,
  });
}

/** Saved segments, for the pickers. */
export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/segments', { signal })),
});

/** How many accounts a condition takes, of how many; null is everybody. */
export const audienceQuery = (condition: Condition | null) =>
  queryOptions({
    queryKey: ['audience', condition],
    queryFn: ({ signal }) => {
      const body = { condition: condition as { [key: string]: unknown } | null };
      return take(api.POST('/api/v1/audience', { body, signal }));
    },
    placeholderData: keepPreviousData,
    retry: false,
  });

export function createJourney(name: string): Promise<Journey> {
  return take(api.POST('/api/v1/journeys', { body: { name } }));
}

export async function deleteJourney(id: number): Promise<void> {
  await take(api.DELETE('/api/v1/journeys/{id}', { params: { path: { id } } }));
}

export function publishJourney(
  id: number,
  revision: number,
  reason: string,
  moves: readonly Move[],
): Promise<Publication> {
  const body = { revision, reason, moves: [...moves] };
  return take(api.POST('/api/v1/journeys/{id}/publish', { params: { path: { id } }, body }));
}

/** What publishing the saved draft would mean for the people who are inside. */
export const impactQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'impact', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/impact', { params: { path: { id } }, signal })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export function fetchJourney(id: number): Promise<Journey> {
  return take(api.GET('/api/v1/journeys/{id}', { params: { path: { id } } }));
}

/** The problems that a refused publication came back with, if it did. */
export function problemsOf(error: unknown): readonly Problem[] | null {
  if (!(error instanceof ApiProblem) || error.status !== 422) {
    return null;
  }
  const problems = error.document.problems as readonly Problem[] | undefined;
  return problems ?? null;
}
