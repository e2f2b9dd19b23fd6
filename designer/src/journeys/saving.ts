/** How a draft is sent to the server, and what comes of it. */

import { api, take } from '../api/client';
import type { ApiProblem } from '../api/problem';
import type { Journey } from '../api/types';
import type { SaveResult } from '../drafts/autosave';
import { againWithToken, asSaveResult } from '../drafts/result';
import { sameJson } from '../drafts/sameJson';
import { createJourney, fetchJourney } from './api';
import type { JourneyDocument } from './document';
import type { Problem } from './problems';
import { type SaidSteps, saidOf } from './said';

function asJson(document: JourneyDocument): { [key: string]: unknown } {
  return document as unknown as { [key: string]: unknown };
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

/** Makes a journey of its own out of a draft that could not be saved. */
export async function saveAsCopy(document: JourneyDocument, name: string): Promise<Journey> {
  const journey = await createJourney(name);
  const body = { graph: asJson({ ...document, name }), revision: journey.revision };
  await take(api.PUT('/api/v1/journeys/{id}/draft', { params: { path: { id: journey.id } }, body }));
  return journey;
}
