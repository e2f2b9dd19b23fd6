import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Move, Publication as Published } from '../../api/types';
import { useSaid } from '../../parts/said';
import { fetchJourney, journeyQuery, problemsOf, publishJourney } from '../api';
import { useScope } from '../editor/scope';
import type { Problem } from '../problems';

export interface Publication {
  readonly publish: (reason: string, moves: readonly Move[]) => void;
  readonly pending: boolean;
  readonly version: Published | null;
  readonly problems: readonly Problem[] | null;
  readonly failure: string | null;
}

/** Publishes the draft as it is saved, and then shows the journey as it runs. */
export function usePublication(journeyId: number): Publication {
  const { autosave } = useScope();
  const said = useSaid();
  const queries = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ reason, moves }: { readonly reason: string; readonly moves: readonly Move[] }) =>
      publishJourney(journeyId, autosave()?.revision() ?? 0, reason, moves),
    onSuccess: async () => {
      const journey = await fetchJourney(journeyId);
      queries.setQueryData(journeyQuery(journeyId).queryKey, journey);
      await queries.invalidateQueries({ queryKey: ['journeys', 'life', journeyId] });
      await queries.invalidateQueries({ queryKey: ['journeys', 'versions', journeyId] });
      await queries.invalidateQueries({ queryKey: ['journeys', 'list'] });
    },
  });
  return {
    publish: (reason, moves) => mutation.mutate({ reason, moves }),
    pending: mutation.isPending,
    version: mutation.data ?? null,
    problems: problemsOf(mutation.error),
    failure: mutation.error ? said(mutation.error) : null,
  };
}
