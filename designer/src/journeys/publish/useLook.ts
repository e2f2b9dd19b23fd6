import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Impact, Journey, Outlook, PublishRequest } from '../../api/types';
import { impactQuery } from '../api';
import { useScope } from '../editor/scope';
import { countProblems, type Problem } from '../problems';
import { outlookQuery, requestsQuery } from './api';

type Saved = 'saving' | 'saved' | 'failed';

/** Whether the last changes are with the server; they are sent at once. */
function useSavedFirst(): Saved {
  const { autosave } = useScope();
  const [outcome, setOutcome] = useState<Saved>('saving');
  useEffect(() => {
    void autosave()
      ?.flush()
      .then((all) => setOutcome(all ? 'saved' : 'failed'));
  }, [autosave]);
  return outcome;
}

export interface Look {
  readonly saved: Saved;
  /** Whether the draft is saved and can be published. */
  readonly sound: boolean;
  readonly impact: Impact | null;
  readonly outlook: Outlook | null | undefined;
  /** What is being looked at, so far without an answer. */
  readonly looking: 'people' | 'outlook' | null;
  readonly failed: Error | null;
  readonly again: () => void;
}

/** What publishing the draft means, once it is saved: for the people inside, and for those who would come in. */
export function useLook(journey: Journey, problems: readonly Problem[]): Look {
  const saved = useSavedFirst();
  const sound = saved === 'saved' && countProblems(problems).errors === 0;
  const impact = useQuery({ ...impactQuery(journey.id), enabled: sound });
  const outlook = useQuery({ ...outlookQuery(journey.id), enabled: saved === 'saved' });
  const looksAtPeople = impact.isFetching && impact.data === undefined;
  const looksAhead = outlook.isFetching && outlook.data === undefined;
  return {
    saved,
    sound,
    impact: impact.data ?? null,
    outlook: outlook.data,
    looking: looksAtPeople ? 'people' : looksAhead ? 'outlook' : null,
    failed: impact.error ?? outlook.error,
    again: () => {
      void impact.refetch();
      void outlook.refetch();
    },
  };
}

export interface Requests {
  /** Whether somebody else has to publish; null while it is not known. */
  readonly fourEyes: boolean | null;
  readonly open: PublishRequest | null;
  readonly refused: PublishRequest | null;
  /** Whether the reader is the one who is asked. */
  readonly answering: boolean;
}

/** Who asked for the journey to be published. */
export function useRequests(journeyId: number): Requests {
  const { data } = useQuery(requestsQuery(journeyId));
  const newest = data?.items[0] ?? null;
  const open = newest?.state === 'open' ? newest : null;
  return {
    fourEyes: data?.needed ?? null,
    open,
    refused: newest?.state === 'refused' ? newest : null,
    answering: open !== null && !open.own && open.current,
  };
}
