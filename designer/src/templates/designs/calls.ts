/** What the designers of mails and pages ask of the server. */

import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { ComponentJson, PaletteBlock } from '../canvas/design';

const HOUR = 3_600_000;

/** The blocks of the palette. */
export const paletteQuery = (channel: 'email' | 'page') =>
  queryOptions({
    queryKey: ['designs', 'palette', channel],
    queryFn: async ({ signal }) => {
      const found = await take(api.GET('/api/v1/designs/palette', { params: { query: { channel } }, signal }));
      return found.blocks as unknown as readonly PaletteBlock[];
    },
    staleTime: HOUR,
  });

export interface SavedSection {
  readonly id: number;
  readonly name: string;
  readonly component: ComponentJson;
}

/** Sections that were kept, of a channel. */
export const sectionsQuery = (channel: string) =>
  queryOptions({
    queryKey: ['designs', 'sections', channel],
    queryFn: async ({ signal }) => {
      const found = await take(api.GET('/api/v1/saved-sections', { params: { query: { channel } }, signal }));
      return found.items as unknown as readonly SavedSection[];
    },
  });

export function keepSection(channel: string, name: string, component: ComponentJson): Promise<unknown> {
  const body = { channel, name, component } as never;
  return take(api.POST('/api/v1/saved-sections', { body }));
}

export function forgetSection(id: number): Promise<unknown> {
  return take(api.DELETE('/api/v1/saved-sections/{id}', { params: { path: { id } } }));
}
