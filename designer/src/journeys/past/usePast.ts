import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KeptDraft, KeptDraftRow, VersionDetail, VersionItem } from '../../api/types';
import { useWriter } from '../../i18n/use';
import { versionsQuery } from '../api';
import type { JourneyDocument } from '../document';
import { useDocument, useScope } from '../editor/scope';
import { draftOf } from '../editor/useDraft';
import { keptDraftQuery, keptQuery, versionQuery } from './calls';
import type { Kept, Point } from './point';
import { useDraftTexts } from './texts';

/** One drawing of the past, as the history tells it. */
export interface Moment {
  readonly point: Kept;
  readonly title: string;
  readonly at: string;
  readonly who: string | null;
  readonly kept: KeptDraftRow | null;
  readonly version: VersionItem | null;
}

/** Names of kept drafts and versions, as people read them. */
function useTitles() {
  const t = useDraftTexts();
  return useMemo(
    () => ({
      draft: (kept: KeptDraftRow) => kept.name ?? t('past.draft'),
      version: (version: VersionItem) => t('past.version', { number: version.number }),
    }),
    [t],
  );
}

/** Everything that is kept of this journey, newest first: drafts and what was published. */
export function usePast() {
  const { journeyId } = useScope();
  const titles = useTitles();
  const drafts = useQuery(keptQuery(journeyId));
  const versions = useQuery(versionsQuery(journeyId));
  const moments = useMemo(() => {
    const kept = (drafts.data?.items ?? []).map(
      (one): Moment => ({
        point: { kind: 'draft', id: one.id },
        title: titles.draft(one),
        at: one.saved_at,
        who: one.saved_by,
        kept: one,
        version: null,
      }),
    );
    const published = (versions.data?.items ?? []).map(
      (one): Moment => ({
        point: { kind: 'version', id: one.id },
        title: titles.version(one),
        at: one.published_at,
        who: one.published_by,
        kept: null,
        version: one,
      }),
    );
    return [...kept, ...published].toSorted((left, right) => right.at.localeCompare(left.at));
  }, [drafts.data, versions.data, titles]);
  return {
    moments,
    isPending: drafts.isPending || versions.isPending,
    error: drafts.error ?? versions.error,
    refetch: () => void Promise.all([drafts.refetch(), versions.refetch()]),
  };
}

/** The words that tell one drawing from the others in a list: what it is called, and when it was drawn. */
export function useMomentLabel(): (moment: Moment) => string {
  const { time } = useWriter();
  return ({ title, at }) => `${title} · ${time(at, 'dateTime')}`;
}

export interface Drawing {
  readonly document: JourneyDocument | null;
  readonly title: string;
  readonly error: Error | null;
}

/** One drawing, wherever it is kept. A server that has it no longer says so. */
export function useDrawing(point: Point): Drawing {
  const t = useDraftTexts();
  const { time } = useWriter();
  const { catalog } = useScope();
  const titles = useTitles();
  const now = useDocument();
  const id = point === 'now' ? 0 : point.id;
  const draft = useQuery({ ...keptDraftQuery(id), enabled: point !== 'now' && point.kind === 'draft' });
  const version = useQuery({ ...versionQuery(id), enabled: point !== 'now' && point.kind === 'version' });
  const found: KeptDraft | VersionDetail | undefined = draft.data ?? version.data;
  const drawn = useMemo(
    () => (found === undefined ? null : draftOf({ graph: found.graph, name: '' }, catalog)),
    [found, catalog],
  );
  if (point === 'now') {
    return { document: now, title: t('past.current'), error: null };
  }
  const title = draft.data
    ? `${titles.draft(draft.data)} · ${time(draft.data.saved_at, 'dateTime')}`
    : version.data
      ? titles.version(version.data)
      : '';
  return { document: drawn, title, error: draft.error ?? version.error };
}
