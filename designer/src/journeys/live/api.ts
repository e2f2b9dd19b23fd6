/** What the live view asks of the server. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { ActedOn, StandingPerson } from '../../api/types';

export const SIZE = 20;

export const runningQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'running', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/running', { params: { path: { id } }, signal })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

/** Who stands on a step, a page of them. */
export const peopleQuery = (id: number, node: string, search: string, page: number) =>
  queryOptions({
    queryKey: ['journeys', 'people', id, node, { search, page }],
    queryFn: ({ signal }) => {
      const query = { search, page, size: SIZE };
      return take(
        api.GET('/api/v1/journeys/{id}/nodes/{node}/people', { params: { path: { id, node }, query }, signal }),
      );
    },
    placeholderData: keepPreviousData,
  });

const seen = ({ node, visit }: StandingPerson, reason: string) => ({ node, visit, reason });
const at = ({ run_id }: StandingPerson) => ({ params: { path: { id: run_id } } });

export function goOn(person: StandingPerson, port: string, reason: string): Promise<ActedOn> {
  return take(api.POST('/api/v1/runs/{id}/go-on', { ...at(person), body: { ...seen(person, reason), port } }));
}

export function moveTo(person: StandingPerson, target: string, reason: string): Promise<ActedOn> {
  return take(api.POST('/api/v1/runs/{id}/move', { ...at(person), body: { ...seen(person, reason), target } }));
}

export function takeOff(person: StandingPerson, reason: string): Promise<ActedOn> {
  return take(api.POST('/api/v1/runs/{id}/remove', { ...at(person), body: seen(person, reason) }));
}
