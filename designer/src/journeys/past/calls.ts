/** What the server is asked about drafts as they once were. */

import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { KeptDraft, SavedDraft, VersionDetail } from '../../api/types';
import type { JourneyDocument } from '../document';
import type { Kept } from './point';

export const keptQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'kept', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/drafts', { params: { path: { id } }, signal })),
    staleTime: 0,
  });

/** A draft never changes once it is kept, but for its name, which the list tells. */
export const keptDraftQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'kept-draft', id],
    queryFn: ({ signal }): Promise<KeptDraft> =>
      take(api.GET('/api/v1/drafts/{id}', { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'version', id],
    queryFn: ({ signal }): Promise<VersionDetail> =>
      take(api.GET('/api/v1/versions/{id}', { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What the server says that the steps of a drawing do. */
export const sentencesQuery = (drawing: JourneyDocument) =>
  queryOptions({
    queryKey: ['journeys', 'sentences', drawing],
    queryFn: ({ signal }) => {
      const graph = drawing as unknown as { [key: string]: unknown };
      return take(api.POST('/api/v1/journeys/check', { body: { graph }, signal }));
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

/** Keeps the draft, as it is at this revision, under a name. */
export function nameCurrent(id: number, name: string, revision: number): Promise<KeptDraft> {
  const body = { name, revision, graph: null };
  return take(api.POST('/api/v1/journeys/{id}/drafts', { params: { path: { id } }, body }));
}

/** Keeps a drawing that does not become the draft. */
export function keepAside(id: number, name: string, revision: number, drawing: JourneyDocument): Promise<KeptDraft> {
  const body = { name, revision, graph: drawing as unknown as { [key: string]: unknown } };
  return take(api.POST('/api/v1/journeys/{id}/drafts', { params: { path: { id } }, body }));
}

export function giveName(id: number, name: string | null): Promise<KeptDraft> {
  return take(api.PATCH('/api/v1/drafts/{id}', { params: { path: { id } }, body: { name } }));
}

export function restore(point: Kept, revision: number, tab: string): Promise<SavedDraft> {
  const options = { params: { path: { id: point.id } }, body: { revision, tab } };
  return point.kind === 'draft'
    ? take(api.POST('/api/v1/drafts/{id}/restore', options))
    : take(api.POST('/api/v1/versions/{id}/restore', options));
}
