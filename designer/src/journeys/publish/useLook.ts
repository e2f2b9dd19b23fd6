import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Impact, Journey, Outlook, PublishRequest } from '../../api/types';
import { impactQuery } from '../api';
import { nodeById } from '../document';
import { useDocument, useScope, useSentence } from '../editor/scope';
import { sendersOf } from '../lacks/audience';
import { useLacks } from '../lacks/useLacks';
import { countProblems, type Problem } from '../problems';
import { outlookQuery, requestsQuery } from './api';
import type { KnownLacks } from './lackRows';

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
  /** Whom messages would not reach; null while, or where, it is not known. */
  readonly lacks: KnownLacks | null;
  /** What is being looked at, so far without an answer. */
  readonly looking: 'people' | 'outlook' | null;
  readonly failed: Error | null;
  readonly again: () => void;
}

/** Whom the messages of the draft would not reach. It is only a hint: a count that fails is not told. */
function useKnownLacks(): KnownLacks | null {
  const { catalog } = useScope();
  const document = useDocument();
  const sentenceOf = useSentence();
  const senders = sendersOf(document, catalog);
  const templates = [...new Set(senders.map(({ template }) => template))];
  const found = useLacks(templates);
  const nameOf = (id: string) => {
    const node = nodeById(document, id);
    return node === undefined ? '' : sentenceOf(node);
  };
  return found === null ? null : { ...found, senders, nameOf };
}

/** What publishing the draft means, once it is saved: for the people inside, and for those who would come in. */
export function useLook(journey: Journey, problems: readonly Problem[]): Look {
  const saved = useSavedFirst();
  const sound = saved === 'saved' && countProblems(problems).errors === 0;
  const impact = useQuery({ ...impactQuery(journey.id), enabled: sound });
  const outlook = useQuery({ ...outlookQuery(journey.id), enabled: saved === 'saved' });
  const lacks = useKnownLacks();
  const looksAtPeople = impact.isFetching && impact.data === undefined;
  const looksAhead = outlook.isFetching && outlook.data === undefined;
  return {
    saved,
    sound,
    impact: impact.data ?? null,
    outlook: outlook.data,
    lacks,
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
