/** What a refused or unanswered save comes to. */

import { ApiProblem } from '../api/problem';
import { renewToken } from '../session/acts';
import type { SaveResult } from './autosave';

/** Another tab may have signed in anew since: the session is the same person's, and has another token. */
export async function againWithToken<T>(error: unknown, send: () => Promise<T>): Promise<T> {
  if (!(error instanceof ApiProblem) || error.document.type !== 'urn:cauce:problem:csrf') {
    throw error;
  }
  await renewToken();
  return await send();
}

/** A refusal that another try cannot mend differs from one that it can: a dead network, a signed-out session. */
export function asSaveResult(error: unknown): SaveResult {
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
