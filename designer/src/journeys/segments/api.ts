/** What the room of segments asks of the server. */

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { OwnField, SegmentRow } from '../../api/types';
import type { Condition, Json } from '../document';
import { asCondition } from '../settings';

const UNDER_WAY_MS = 2_000;

type JsonObject = { [key: string]: unknown };

const asJson = (condition: Condition) => condition as unknown as JsonObject;

/** The condition of a segment. */
export function conditionOf(segment: Pick<SegmentRow, 'condition'>): Condition | null {
  return asCondition(segment.condition as Json);
}

export const segmentQuery = (id: number) =>
  queryOptions({
    queryKey: ['segments', 'one', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/segments/{id}', { params: { path: { id } }, signal })),
    gcTime: 0,
  });

/** Whom a condition takes right now. */
export const previewQuery = (condition: Condition) =>
  queryOptions({
    queryKey: ['segments', 'preview', condition],
    queryFn: ({ signal }) =>
      take(api.POST('/api/v1/segments/preview', { body: { condition: asJson(condition) }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** Saves a segment: a new one where it has no number yet. */
export function saveSegment(id: number | null, name: string, condition: Condition) {
  const body = { name, condition: asJson(condition) };
  return id === null
    ? take(api.POST('/api/v1/segments', { body }))
    : take(api.PUT('/api/v1/segments/{id}', { params: { path: { id } }, body }));
}

/** The fields of one's own, looked at again while one of them is being worked on. */
export const ownFieldsQuery = queryOptions({
  queryKey: ['own-fields'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/own-fields', { signal })),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? UNDER_WAY_MS : false),
});

export function isUnderWay({ search }: Pick<OwnField, 'search'>): boolean {
  return search === 'making' || search === 'removing';
}

/** Has a field made fast to search, or plain again; a worker does it. */
export function orderIndex(id: number, wanted: boolean) {
  const params = { path: { id } };
  return wanted
    ? take(api.POST('/api/v1/own-fields/{id}/index', { params }))
    : take(api.DELETE('/api/v1/own-fields/{id}/index', { params }));
}

export function deleteSegment(id: number) {
  return take(api.DELETE('/api/v1/segments/{id}', { params: { path: { id } } }));
}
