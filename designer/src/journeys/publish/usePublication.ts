import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Move, Publication as Published, PublishRequest } from '../../api/types';
import { useSaid } from '../../parts/said';
import { fetchJourney, journeyQuery, problemsOf, publishJourney } from '../api';
import { useScope } from '../editor/scope';
import type { Problem } from '../problems';
import { askToPublish } from './api';

export interface Publication {
  /** Publishes, or asks somebody else to. */
  readonly publish: (reason: string, moves: readonly Move[]) => void;
  readonly pending: boolean;
  readonly request: PublishRequest | null;
  readonly problems: readonly Problem[] | null;
  readonly failure: string | null;
}

interface Sent {
  readonly reason: string;
  readonly moves: readonly Move[];
}

/** What follows once a version was published: the journey is shown as it runs. */
export function useAfterPublishing(journeyId: number): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const journey = await fetchJourney(journeyId);
    queries.setQueryData(journeyQuery(journeyId).queryKey, journey);
    for (const what of ['life', 'versions', 'requests']) {
      await queries.invalidateQueries({ queryKey: ['journeys', what, journeyId] });
    }
    await queries.invalidateQueries({ queryKey: ['journeys', 'list'] });
  };
}

/** Publishes the draft as it is saved, or asks somebody else to publish exactly that. */
export function usePublication(
  journeyId: number,
  fourEyes: boolean,
  onVersion: (version: Published) => void,
): Publication {
  const { autosave } = useScope();
  const said = useSaid();
  const queries = useQueryClient();
  const after = useAfterPublishing(journeyId);
  const revision = () => autosave()?.revision() ?? 0;
  const publishing = useMutation({
    mutationFn: ({ reason, moves }: Sent) => publishJourney(journeyId, revision(), reason, moves),
    onSuccess: async (version) => {
      onVersion(version);
      await after();
    },
  });
  const asking = useMutation({
    mutationFn: ({ reason, moves }: Sent) => askToPublish(journeyId, revision(), reason, moves),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['journeys', 'requests', journeyId] });
      await queries.invalidateQueries({ queryKey: ['journeys', 'list'] });
    },
  });
  const mutation = fourEyes ? asking : publishing;
  return {
    publish: (reason, moves) => mutation.mutate({ reason, moves }),
    pending: mutation.isPending,
    request: asking.data ?? null,
    problems: problemsOf(mutation.error),
    failure: mutation.error ? said(mutation.error) : null,
  };
}
