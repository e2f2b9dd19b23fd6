/** What the publish dialog asks the server for: what publishing would bring, and the second pair of eyes. */

import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Move, Publication, PublishRequest } from '../../api/types';

const REQUESTS_MS = 20_000;

const at = (id: number) => ({ params: { path: { id } } });

/** Whom the saved draft would let in, when, and at what cost; null while it cannot be run. */
export const outlookQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'outlook', id],
    queryFn: async ({ signal }) =>
      (await take(api.GET('/api/v1/journeys/{id}/outlook', { ...at(id), signal }))).outlook,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

/** Who asked for the journey to be published, and whether somebody else has to. */
export const requestsQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'requests', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/requests', { ...at(id), signal })),
    refetchInterval: REQUESTS_MS,
  });

export function askToPublish(
  id: number,
  revision: number,
  reason: string,
  moves: readonly Move[],
): Promise<PublishRequest> {
  return take(api.POST('/api/v1/journeys/{id}/requests', { ...at(id), body: { revision, reason, moves: [...moves] } }));
}

export function approve(request: number, answer: string): Promise<Publication> {
  return take(api.POST('/api/v1/requests/{id}/approve', { ...at(request), body: { answer } }));
}

export function refuse(request: number, answer: string): Promise<PublishRequest> {
  return take(api.POST('/api/v1/requests/{id}/refuse', { ...at(request), body: { answer } }));
}

export function withdraw(request: number): Promise<PublishRequest> {
  return take(api.POST('/api/v1/requests/{id}/withdraw', at(request)));
}
