/** What the editor asks the server of whom messages would not reach. */

import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Audience } from './audience';
import type { Lacks } from './useLacks';

const FRESH_MS = 60_000;
export const MOST_TEMPLATES = 100;

/** Of an audience and each template, who lacks what it cannot do without; nothing where counting takes too long. */
export const lacksQuery = (audience: Audience | null, templates: readonly string[]) =>
  queryOptions({
    queryKey: ['lacks', audience, templates],
    queryFn: async ({ signal }): Promise<Lacks> => {
      const { condition, segment } = audience ?? {};
      const body = {
        condition: (condition ?? null) as { [key: string]: unknown } | null,
        segment: segment ?? null,
        templates: templates.slice(0, MOST_TEMPLATES),
      };
      const found = await take(api.POST('/api/v1/templates/reach', { body, signal }));
      return { total: found.total ?? 0, templates: found.total === null ? [] : found.templates };
    },
    enabled: audience !== null && templates.length > 0,
    staleTime: FRESH_MS,
    retry: false,
  });
