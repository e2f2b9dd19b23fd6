/** What the library asks of the server. */

import { keepPreviousData, type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, take } from '../../api/client';
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
export type Asset = Schemas['AssetItem'];
export type AssetDetail = Schemas['AssetDetail'];
export type TakenIn = Schemas['TakenIn'];
export type Folder = Schemas['FolderItem'];
export type AssetKind = Asset['kind'];
export type Mention = Schemas['MentionItem'];
export type AssetChange = Schemas['AssetChange'];
export type Cut = Schemas['AssetCut'];

export const PAGE = 60;

/** Which assets to show: of a folder (0 is the top, null is everywhere), of a kind, by words. */
export interface Wanted {
  readonly folder: number | null;
  readonly kind: AssetKind | '';
  readonly search: string;
  readonly page: number;
}

export function assetsQuery({ folder, kind, search, page }: Wanted) {
  return queryOptions({
    queryKey: ['assets', 'list', folder, kind, search, page],
    queryFn: ({ signal }) => {
      const query = { kind, search, page, size: PAGE, ...(folder === null ? {} : { folder }) };
      return take(api.GET('/api/v1/assets', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
}

export function assetQuery(id: number) {
  return queryOptions({
    queryKey: ['assets', 'one', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/assets/{id}', { params: { path: { id } }, signal })),
  });
}

/** The asset that an address leads to; null where the library has none. */
export function assetAtQuery(url: string) {
  return queryOptions({
    queryKey: ['assets', 'at', url],
    queryFn: async ({ signal }) => {
      const found = await take(api.GET('/api/v1/assets', { params: { query: { url, size: 1 } }, signal }));
      return found.items[0] ?? null;
    },
  });
}

export function useFolders() {
  return useQuery({
    queryKey: ['assets', 'folders'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/asset-folders', { signal })),
  });
}

export function changeAsset(id: number, body: AssetChange): Promise<AssetDetail> {
  return take(api.PATCH('/api/v1/assets/{id}', { params: { path: { id } }, body }));
}

export function deleteAsset(id: number): Promise<unknown> {
  return take(api.DELETE('/api/v1/assets/{id}', { params: { path: { id } } }));
}

export function cutAsset(id: number, body: Cut): Promise<TakenIn> {
  return take(api.POST('/api/v1/assets/{id}/cut', { params: { path: { id } }, body }));
}

export function replaceAsset(id: number, file: File): Promise<AssetDetail> {
  return take(
    api.POST('/api/v1/assets/{id}/replace', {
      params: { path: { id } },
      body: { file: file.name },
      bodySerializer: () => {
        const form = new FormData();
        form.append('file', file, file.name);
        return form;
      },
    }),
  );
}

export function makeFolder(name: string, parent: number | null): Promise<Folder> {
  return take(api.POST('/api/v1/asset-folders', { body: { name, parent_id: parent } }));
}

export function changeFolder(id: number, name: string, parent: number | null): Promise<Folder> {
  const body = { name, parent_id: parent };
  return take(api.PATCH('/api/v1/asset-folders/{id}', { params: { path: { id } }, body }));
}

export function deleteFolder(id: number): Promise<unknown> {
  return take(api.DELETE('/api/v1/asset-folders/{id}', { params: { path: { id } } }));
}

/** Asks again for everything of the library, after something of it changed. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => refresh(queries), [queries]);
}

function refresh(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: ['assets'] });
}
