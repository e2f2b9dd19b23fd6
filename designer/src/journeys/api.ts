/** What the journeys room asks of the server. */

import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api, take } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Journey, Move, Publication } from '../api/types';
import { renewToken } from '../session/acts';
import type { SaveResult } from './autosave';
import type { Condition, JourneyDocument } from './document';
import type { Problem } from './problems';
import { type SaidSteps, saidOf } from './said';
import { sameJson } from './sameJson';

const COUNTS_EVERY_MS = 2_000;

export const listQuery = (search: string, archived = false) =>
  queryOptions({
    queryKey: ['journeys', 'list', search, archived],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys', { params: { query: { search, archived } }, signal })),
    placeholderData: keepPreviousData,
  });

export const journeyQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'one', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}', { params: { path: { id } }, signal })),
    // The editor holds the draft from here on; fetching it again underneath would only confuse.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const versionsQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'versions', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/versions', { params: { path: { id } }, signal })),
  });

/** Live counts, asked for again and again while the page can be seen. */
export function useCounts(id: number, live: boolean) {
  return useQuery({
    queryKey: ['journeys', 'counts', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/counts', { params: { path: { id } }, signal })),
    enabled: live,
    refetchInterval: COUNTS_EVERY_MS,
    refetchIntervalInBackground: false,
  });
}

/** Saved segments, for the pickers. */
export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/segments', { signal })),
});

/** How many accounts a condition takes, of how many; null is everybody. */
export const audienceQuery = (condition: Condition | null) =>
  queryOptions({
    queryKey: ['audience', condition],
    queryFn: ({ signal }) => {
      const body = { condition: condition as { [key: string]: unknown } | null };
      return take(api.POST('/api/v1/audience', { body, signal }));
    },
    placeholderData: keepPreviousData,
    retry: false,
  });

export function createJourney(name: string): Promise<Journey> {
  return take(api.POST('/api/v1/journeys', { body: { name } }));
}

export async function deleteJourney(id: number): Promise<void> {
  await take(api.DELETE('/api/v1/journeys/{id}', { params: { path: { id } } }));
}

export function publishJourney(
  id: number,
  revision: number,
  reason: string,
  moves: readonly Move[],
): Promise<Publication> {
  const body = { revision, reason, moves: [...moves] };
  return take(api.POST('/api/v1/journeys/{id}/publish', { params: { path: { id } }, body }));
}

/** What publishing the saved draft would mean for the people who are inside. */
export const impactQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'impact', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/journeys/{id}/impact', { params: { path: { id } }, signal })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

function asJson(document: JourneyDocument): { [key: string]: unknown } {
  return document as unknown as { [key: string]: unknown };
}

export function fetchJourney(id: number): Promise<Journey> {
  return take(api.GET('/api/v1/journeys/{id}', { params: { path: { id } } }));
}

type OnSaved = (saved: {
  readonly savedAt: string;
  readonly problems: readonly Problem[];
  readonly said: SaidSteps;
}) => void;

/** Whose draft is saved, from where, and who is told what the server says of it. */
interface Saver {
  readonly id: number;
  readonly tab: string;
  readonly onSaved: OnSaved;
  readonly onTaken: (by: string) => void;
}

/**
 * A function that saves one journey's drafts; what the server says comes back as a value, also where it refuses.
 * A save whose answer got lost is recognised when the next one meets it, and is no conflict.
 */
export function makeSaver({ id, tab, onSaved, onTaken }: Saver) {
  let unanswered: JourneyDocument | null = null;

  async function put(document: JourneyDocument, revision: number, merged: boolean): Promise<SaveResult> {
    const body = { graph: asJson(document), revision, tab, merged };
    const send = () => take(api.PUT('/api/v1/journeys/{id}/draft', { params: { path: { id } }, body }));
    try {
      const saved = await send().catch((error: unknown) => againWithToken(error, send));
      onSaved({ savedAt: saved.saved_at, problems: saved.problems, said: saidOf(document, saved.sentences) });
      return { kind: 'saved', revision: saved.revision };
    } catch (error) {
      const result = asSaveResult(error);
      if (result.kind === 'taken') {
        onTaken((error as ApiProblem).document.taken_by ?? '');
      }
      return result;
    }
  }

  return async (document: JourneyDocument, revision: number, merged = false): Promise<SaveResult> => {
    let result = await put(document, revision, merged);
    if (result.kind === 'conflict' && unanswered !== null) {
      const theirs = await fetchJourney(id);
      if (sameJson(theirs.graph, unanswered)) {
        result = await put(document, theirs.revision, merged);
      }
    }
    unanswered = result.kind === 'unreachable' ? document : null;
    return result;
  };
}

/** Another tab may have signed in anew since: the session is the same person's, and has another token. */
async function againWithToken<T>(error: unknown, send: () => Promise<T>): Promise<T> {
  if (!(error instanceof ApiProblem) || error.document.type !== 'urn:cauce:problem:csrf') {
    throw error;
  }
  await renewToken();
  return await send();
}

/** A refusal that another try cannot mend differs from one that it can: a dead network, a signed-out session. */
function asSaveResult(error: unknown): SaveResult {
  if (!(error instanceof ApiProblem)) {
    throw error;
  }
  const { status, document } = error;
  if (status === 409) {
    return { kind: document.type === 'urn:cauce:problem:taken-over' ? 'taken' : 'conflict' };
  }
  if (status === 401) {
    return { kind: 'unreachable', why: 'expired' };
  }
  if (status === 0 || status === 429 || status >= 500) {
    return { kind: 'unreachable', why: status === 0 && !navigator.onLine ? 'offline' : 'away' };
  }
  return { kind: 'refused', reason: error.message };
}

/** Makes a journey of its own out of a draft that could not be saved. */
export async function saveAsCopy(document: JourneyDocument, name: string): Promise<Journey> {
  const journey = await createJourney(name);
  const body = { graph: asJson({ ...document, name }), revision: journey.revision };
  await take(api.PUT('/api/v1/journeys/{id}/draft', { params: { path: { id: journey.id } }, body }));
  return journey;
}

/** The problems that a refused publication came back with, if it did. */
export function problemsOf(error: unknown): readonly Problem[] | null {
  if (!(error instanceof ApiProblem) || error.status !== 422) {
    return null;
  }
  const problems = error.document.problems as readonly Problem[] | undefined;
  return problems ?? null;
}
