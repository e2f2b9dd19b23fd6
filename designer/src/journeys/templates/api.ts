/** What the picker of templates asks of the server. */

import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { components } from '../../api/schema';
import type { Language } from '../catalog';

export type TemplateLine = components['schemas']['TemplateLine'];

const MINUTE = 60_000;
const DRAWN: readonly string[] = ['email', 'letter'];

/** Every template with its first words; one question for all the steps of a journey. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/templates', { signal })),
  staleTime: 5 * MINUTE,
});

/** Whether a channel sends something that is drawn; anything else is a text. */
export function isDrawn(channel: string): boolean {
  return DRAWN.includes(channel);
}

/** Where a template is drawn with made-up values. */
export function previewAddress(key: string, language: string): string {
  return `/api/v1/templates/${encodeURIComponent(key)}/preview?language=${language}`;
}

/** A template in full: the words of a text, the HTML of anything drawn. Fails where it cannot be shown. */
export const previewQuery = (key: string, channel: string, language: string) =>
  queryOptions({
    queryKey: ['templates', key, language],
    queryFn: async ({ signal }) => {
      const params = { path: { key }, query: { language } };
      const body = await take(api.GET('/api/v1/templates/{key}/preview', { params, parseAs: 'text', signal }));
      return isDrawn(channel) ? body : (JSON.parse(body) as { text: string }).text;
    },
  });

/** The first words in this language, else in the first that there is. */
export function firstWords(template: TemplateLine, language: Language): string {
  const words = template.words[language] ?? Object.values(template.words)[0];
  return [words?.subject, words?.opening].filter((part) => part !== undefined && part !== '').join(' · ');
}
