/** What the rooms of templates ask of the server. */

import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, take } from '../api/client';
import type { components } from '../api/schema';
import type { Language, LocalText } from '../i18n';
import type { TemplateDocument } from './document';

type Schemas = components['schemas'];
type Designed<T extends { readonly document: unknown }> = Omit<T, 'document'> & { readonly document: TemplateDocument };

export type TemplateLine = Schemas['TemplateLine'];
export type TemplateDetail = Designed<Schemas['TemplateDetail']>;
export type SavedTemplate = Schemas['SavedDesign'];
export type TemplateProblem = Schemas['DesignProblem'];
export type TemplatePreview = Schemas['DesignPreview'];
export type ImportedMail = Schemas['ImportedDesign'];

const MINUTE = 60_000;

/** The document as the client is typed; nothing of it is touched. */
function sent(document: TemplateDocument): Schemas['TemplateDetail']['document'] {
  return document as unknown as Schemas['TemplateDetail']['document'];
}

/** What holds a document, as the rooms read it; the server looked at its shape. */
async function designed<T extends { readonly document: unknown }>(answer: Promise<T>): Promise<Designed<T>> {
  return (await answer) as Designed<T>;
}

/** Every template with its first words; one question for the list, the picker of journeys and the palette. */
export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/templates', { signal })),
  staleTime: 5 * MINUTE,
});

/** Where a template is drawn with made-up values; its draft, or what was published. */
export function previewAddress(key: string, language: string, draft = false): string {
  return `/api/v1/templates/${encodeURIComponent(key)}/preview?language=${language}${draft ? '&draft=true' : ''}`;
}

/** The first words in this language, else in the first that there is. */
export function firstWords(template: TemplateLine, language: Language): string {
  const words = template.words[language] ?? Object.values(template.words)[0];
  return [words?.subject, words?.opening].filter((part) => part !== undefined && part !== '').join(' · ');
}

/** One template: its draft, and how it stands. */
export const templateQuery = (key: string) =>
  queryOptions({
    queryKey: ['templates', 'one', key],
    queryFn: ({ signal }) => designed(take(api.GET('/api/v1/templates/{key}', { params: { path: { key } }, signal }))),
    staleTime: 0,
  });

export function fetchTemplate(key: string): Promise<TemplateDetail> {
  return designed(take(api.GET('/api/v1/templates/{key}', { params: { path: { key } } })));
}

/** Everything that is known of templates is asked for anew. */
export async function templatesChanged(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['templates'] }),
    queries.invalidateQueries({ queryKey: ['meta'] }),
  ]);
}

export interface Wish {
  readonly channel: string;
  readonly name: LocalText;
  readonly from?: string;
  readonly language?: string;
  /** What to begin with, where it is no copy of another. */
  readonly document?: TemplateDocument;
}

export function createTemplate({ document, from = '', language = 'es', ...wish }: Wish): Promise<TemplateDetail> {
  const body = { ...wish, from, language, document: document === undefined ? null : sent(document) };
  return designed(take(api.POST('/api/v1/templates', { body })));
}

/** A mail that was written elsewhere, as its editor opens it. */
export function importMail(mjml: string): Promise<ImportedMail> {
  return take(api.POST('/api/v1/designs/import', { body: { mjml } }));
}

export function saveDraft(
  key: string,
  revision: number,
  document: TemplateDocument,
  name: LocalText,
  keep: boolean,
): Promise<SavedTemplate> {
  const body = { revision, document: sent(document), name, keep };
  return take(api.PUT('/api/v1/templates/{key}/draft', { params: { path: { key } }, body }));
}

/** Who looks at it, and how. */
export interface Sight {
  readonly channel: string;
  readonly document: TemplateDocument;
  readonly language: string;
  readonly variant: string;
  /** An account of somebody real; null shows made-up values. */
  readonly account: number | null;
  readonly dark: boolean;
  /** A page once somebody proved who they are, which is usual, or before. */
  readonly proved?: boolean;
}

/** What a document looks like for somebody; the last picture stands until the next is there. */
export const previewQuery = ({ channel, document, language, variant, account, dark, proved = true }: Sight) =>
  queryOptions({
    queryKey: ['template-preview', channel, language, variant, account, dark, proved, document],
    queryFn: ({ signal }): Promise<TemplatePreview> => {
      const body = {
        channel,
        document: sent(document),
        language,
        variant,
        dark,
        proved,
        account_id: account,
        pdf: false,
      };
      return take(api.POST('/api/v1/templates/preview', { body, signal }));
    },
    placeholderData: keepPreviousData,
    staleTime: MINUTE,
    gcTime: MINUTE,
    retry: false,
  });

export function checkTemplate(key: string, document?: TemplateDocument): Promise<readonly TemplateProblem[]> {
  const body = { document: document === undefined ? null : sent(document) };
  return take(api.POST('/api/v1/templates/{key}/check', { params: { path: { key } }, body })).then(
    ({ problems }) => problems,
  );
}

const LINK_CODES: ReadonlySet<string> = new Set(['link_dead', 'link_insecure']);

/** What is wrong with the addresses in a template: each is asked for, which takes seconds. */
export async function checkLinks(key: string): Promise<readonly TemplateProblem[]> {
  const body = { document: null, links: true };
  const found = await take(api.POST('/api/v1/templates/{key}/check', { params: { path: { key } }, body }));
  return found.problems.filter(({ code }) => LINK_CODES.has(code));
}

export function publishTemplate(key: string, revision: number, note: string) {
  return take(api.POST('/api/v1/templates/{key}/publish', { params: { path: { key } }, body: { revision, note } }));
}

export function archiveTemplate(key: string, archived: boolean) {
  const params = { path: { key } };
  return archived
    ? take(api.POST('/api/v1/templates/{key}/archive', { params }))
    : take(api.POST('/api/v1/templates/{key}/unarchive', { params }));
}

export function deleteTemplate(key: string) {
  return take(api.DELETE('/api/v1/templates/{key}', { params: { path: { key } } }));
}

/** Sends the draft to oneself, or to an address of one's own. */
export function sendTest(key: string, language: string, variant: string, to: string) {
  const body = { language, variant, to, account_id: null };
  return take(api.POST('/api/v1/templates/{key}/test', { params: { path: { key } }, body }));
}

export const historyQuery = (key: string) =>
  queryOptions({
    queryKey: ['templates', 'history', key],
    queryFn: ({ signal }) => take(api.GET('/api/v1/templates/{key}/history', { params: { path: { key } }, signal })),
    staleTime: 0,
  });

export const versionsQuery = (key: string) =>
  queryOptions({
    queryKey: ['templates', 'versions', key],
    queryFn: ({ signal }) => take(api.GET('/api/v1/templates/{key}/versions', { params: { path: { key } }, signal })),
    staleTime: 0,
  });

/** Who came to a landing page, by the variant that they got. */
export const visitsQuery = (key: string) =>
  queryOptions({
    queryKey: ['templates', 'visits', key],
    queryFn: ({ signal }) => take(api.GET('/api/v1/templates/{key}/visits', { params: { path: { key } }, signal })),
    staleTime: 0,
  });

/** What came of the messages of a template, by the variant that they were made of. */
export const outcomesQuery = (key: string) =>
  queryOptions({
    queryKey: ['templates', 'outcomes', key],
    queryFn: ({ signal }) => take(api.GET('/api/v1/templates/{key}/outcomes', { params: { path: { key } }, signal })),
    staleTime: 0,
  });

/** How often each link of a template was followed. */
export const followedQuery = (key: string) =>
  queryOptions({
    queryKey: ['templates', 'followed', key],
    queryFn: ({ signal }) => take(api.GET('/api/v1/templates/{key}/links', { params: { path: { key } }, signal })),
    staleTime: 0,
  });

/** A kept draft never changes, but for its name. */
export const keptQuery = (id: number) =>
  queryOptions({
    queryKey: ['template-draft', id],
    queryFn: ({ signal }) =>
      designed(take(api.GET('/api/v1/template-drafts/{id}', { params: { path: { id } }, signal }))),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionQuery = (id: number) =>
  queryOptions({
    queryKey: ['template-version', id],
    queryFn: ({ signal }) =>
      designed(take(api.GET('/api/v1/template-versions/{id}', { params: { path: { id } }, signal }))),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function nameDraft(id: number, name: string | null) {
  return take(api.PATCH('/api/v1/template-drafts/{id}', { params: { path: { id } }, body: { name } }));
}

/** Keeps the draft, as it is at this revision, under a name. */
export function keepDraft(key: string, revision: number, name: string) {
  return take(api.POST('/api/v1/templates/{key}/history', { params: { path: { key } }, body: { revision, name } }));
}

/** Makes what was kept or published the draft again; the draft that it replaces is kept. */
export function restore(kind: 'kept' | 'version', id: number, revision: number) {
  const options = { params: { path: { id } }, body: { revision } };
  return kind === 'kept'
    ? take(api.POST('/api/v1/template-drafts/{id}/restore', options))
    : take(api.POST('/api/v1/template-versions/{id}/restore', options));
}
