/** What the room of brand kits asks of the server. */

import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, take } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type Kit = Schemas['Kit'];
export type KitItem = Schemas['KitItem'];
export type KitDetail = Schemas['KitDetail'];
export type Font = Schemas['FontItem'];
export type FaintColour = Schemas['FaintColour'];

/** All kits, the look of who has none, and the fonts; the editors read it too. */
export const kitsQuery = queryOptions({
  queryKey: ['brand-kits', 'list'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/brand-kits', { signal })),
});

export function kitQuery(key: string) {
  return queryOptions({
    queryKey: ['brand-kits', 'one', key],
    queryFn: ({ signal }) => take(api.GET('/api/v1/brand-kits/{key}', { params: { path: { key } }, signal })),
  });
}

/** Which colours of a kit are hard to read, as it stands on the screen. */
export function checkQuery(kit: Kit) {
  return queryOptions({
    queryKey: ['brand-kits', 'check', kit],
    queryFn: ({ signal }) => take(api.POST('/api/v1/brand-kits/check', { body: { kit }, signal })),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function makeKit(name: string): Promise<KitDetail> {
  return take(api.POST('/api/v1/brand-kits', { body: { name } }));
}

export function saveKit(key: string, revision: number, name: string, kit: Kit): Promise<KitDetail> {
  return take(api.PUT('/api/v1/brand-kits/{key}', { params: { path: { key } }, body: { revision, name, kit } }));
}

export function deleteKit(key: string): Promise<unknown> {
  return take(api.DELETE('/api/v1/brand-kits/{key}', { params: { path: { key } } }));
}

export function chooseKit(key: string): Promise<KitDetail> {
  return take(api.POST('/api/v1/brand-kits/{key}/default', { params: { path: { key } } }));
}

/** Asks again for the kits, after one of them changed. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: ['brand-kits'] }), [queries]);
}
