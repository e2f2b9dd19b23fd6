/** What the gallery asks of the server, and how journeys come in and go out as files. */

import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { FinishedJourney, ImportedFile } from '../../api/types';
import type { Language } from '../../i18n';

const LONG = 60 * 60_000;

export const galleryQuery = (language: Language) =>
  queryOptions({
    queryKey: ['gallery', 'list', language],
    queryFn: ({ signal }) => take(api.GET('/api/v1/gallery', { params: { query: { language } }, signal })),
    staleTime: LONG,
  });

export const finishedQuery = (key: string, language: Language) =>
  queryOptions({
    queryKey: ['gallery', 'one', key, language],
    queryFn: ({ signal }): Promise<FinishedJourney> =>
      take(api.GET('/api/v1/gallery/{key}', { params: { path: { key }, query: { language } }, signal })),
  });

export function startFrom(key: string, language: Language): Promise<ImportedFile> {
  return take(api.POST('/api/v1/gallery/{key}/start', { params: { path: { key } }, body: { language } }));
}

export function importFile(text: string): Promise<ImportedFile> {
  return take(api.POST('/api/v1/journeys/import', { body: { text } }));
}

/** Where the draft of a journey can be downloaded as a file. */
export function fileAddress(journey: number): string {
  return `/api/v1/journeys/${journey}/file?version=draft`;
}
