/** A template as it is and as it once was: the draft, what was published, and drafts that are kept. */

import { useQueries, useQuery } from '@tanstack/react-query';
import { useWriter } from '../../i18n/use';
import { historyQuery, keptQuery, type TemplateDetail, versionQuery, versionsQuery } from '../api';
import type { TemplateDocument } from '../document';
import { useTemplateTexts } from '../frame/texts';

/** Where a document stands, as the address has it. */
export type Point =
  | { readonly kind: 'draft' }
  | { readonly kind: 'version'; readonly id: number }
  | { readonly kind: 'kept'; readonly id: number };

export const NOW: Point = { kind: 'draft' };

export function written(point: Point): string {
  return point.kind === 'draft' ? 'draft' : `${point.kind}-${point.id}`;
}

export function pointOf(text: string | null): Point {
  const [, kind, id] = /^(version|kept)-(\d{1,12})$/.exec(text ?? '') ?? [];
  return kind === 'version' || kind === 'kept' ? { kind, id: Number(id) } : NOW;
}

/** One entry of the history. */
export interface Moment {
  readonly point: Point;
  readonly title: string;
  readonly at: string;
  readonly who: string | null;
  readonly note: string;
  readonly named: boolean;
  readonly number: number | null;
}

/** Everything that is kept of a template, newest first; nothing of one that came finished. */
export function useMoments({ key, own }: Pick<TemplateDetail, 'key' | 'own'>) {
  const t = useTemplateTexts();
  const drafts = useQuery({ ...historyQuery(key), enabled: own });
  const versions = useQuery({ ...versionsQuery(key), enabled: own });
  const kept = (drafts.data?.items ?? []).map(
    (one): Moment => ({
      point: { kind: 'kept', id: one.id },
      title: one.name || t('history.draft'),
      at: one.saved_at,
      who: one.saved_by,
      note: '',
      named: Boolean(one.name),
      number: null,
    }),
  );
  const published = (versions.data?.items ?? []).map(
    (one): Moment => ({
      point: { kind: 'version', id: one.id },
      title: t('history.version', { number: one.number }),
      at: one.published_at,
      who: one.published_by,
      note: one.note,
      named: true,
      number: one.number,
    }),
  );
  return {
    moments: [...kept, ...published].toSorted((left, right) => right.at.localeCompare(left.at)),
    pending: own && (drafts.isPending || versions.isPending),
    error: drafts.error ?? versions.error,
    refetch: () => void Promise.all([drafts.refetch(), versions.refetch()]),
  };
}

export interface Shown {
  readonly document: TemplateDocument | null;
  readonly title: string;
  readonly error: Error | null;
}

/** The documents at some points; of a point that is being fetched there is none yet. */
export function useDocuments(template: TemplateDetail, points: readonly Point[]): readonly Shown[] {
  const t = useTemplateTexts();
  const { time } = useWriter();
  const versions = useQueries({
    queries: points.map((point) => ({
      ...versionQuery(point.kind === 'version' ? point.id : 0),
      enabled: point.kind === 'version',
    })),
  });
  const drafts = useQueries({
    queries: points.map((point) => ({
      ...keptQuery(point.kind === 'kept' ? point.id : 0),
      enabled: point.kind === 'kept',
    })),
  });
  return points.map((point, index): Shown => {
    const [version, kept] = [versions[index], drafts[index]];
    if (point.kind === 'draft') return { document: template.document, title: t('history.now'), error: null };
    if (point.kind === 'version') {
      const title = version?.data === undefined ? '' : t('history.version', { number: version.data.number });
      return { document: version?.data?.document ?? null, title, error: version?.error ?? null };
    }
    const title =
      kept?.data === undefined ? '' : `${kept.data.name || t('history.draft')} · ${time(kept.data.saved_at)}`;
    return { document: kept?.data?.document ?? null, title, error: kept?.error ?? null };
  });
}
