import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useStore } from 'zustand';
import { api, take } from '../../api/client';
import type { Rehearsal } from '../../api/types';
import type { JourneyDocument } from '../document';
import { useDocument, useEditor, useScope } from '../editor/scope';
import { changeWalk, FRESH, type Walk, walkStore } from './walk';

/** How far a walk came on the drawing as it is now, saved or not. */
const rehearsalQuery = (journeyId: number, graph: JourneyDocument, walk: Walk) =>
  queryOptions({
    queryKey: ['rehearsal', journeyId, graph, walk.walker?.accountId ?? null, walk.happenings, walk.startedAt],
    queryFn: ({ signal }) =>
      take(
        api.POST('/api/v1/rehearsals', {
          body: {
            graph: graph as unknown as { [key: string]: unknown },
            account_id: walk.walker?.accountId ?? null,
            started_at: walk.startedAt,
            happenings: [...walk.happenings],
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
    staleTime: Number.POSITIVE_INFINITY,
  });

export interface Walking {
  readonly walk: Walk;
  readonly found: Rehearsal | null;
  readonly pending: boolean;
  readonly failed: Error | null;
  readonly change: (change: (walk: Walk) => Walk) => void;
  readonly retry: () => void;
}

/** The walk of the open journey; asked for only while its panel is open. */
export function useWalk(): Walking {
  const { journeyId } = useScope();
  const graph = useDocument();
  const open = useEditor((state) => state.panel.kind === 'walk');
  const walk = useStore(walkStore, ({ walks }) => walks[journeyId] ?? FRESH);
  const query = useQuery({ ...rehearsalQuery(journeyId, graph, walk), enabled: open });
  const found = query.data ?? null;
  // Whatever follows is reckoned from the moment at which the walk began.
  const startedAt = walk.startedAt ?? found?.started_at ?? null;
  const change = useCallback(
    (next: (walk: Walk) => Walk) => changeWalk(journeyId, (before) => next({ ...before, startedAt })),
    [journeyId, startedAt],
  );
  return {
    walk,
    found: query.error ? null : found,
    pending: query.isFetching,
    failed: query.error,
    change,
    retry: () => void query.refetch(),
  };
}
