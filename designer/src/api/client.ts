import createClient, { type Middleware } from 'openapi-fetch';
import { currentLanguage } from '../i18n';
import { sessionStore } from '../session/store';
import { ApiProblem, readProblem } from './problem';
import type { paths } from './schema';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const SESSION_PATH = '/api/v1/session';

const manners: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', currentLanguage());
    const token = sessionStore.getState().csrfToken;
    if (token && !SAFE.has(request.method)) request.headers.set('X-CSRF-Token', token);
    return request;
  },
  onResponse({ request, response }) {
    const ownSession = new URL(request.url).pathname === SESSION_PATH;
    if (response.status === 401 && !ownSession) sessionStore.getState().expire();
    return response;
  },
};

/** The typed HTTP API: `take(api.GET('/api/v1/debtors', {params: {query: {search}}}))`. */
export const api = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  // Looked up at every call, so that a test may put its own in place.
  fetch: (request) => globalThis.fetch(request),
});
api.use(manners);

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The answer's data; throws an `ApiProblem` where the server refused or could not be reached. */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0, {});
  }
  if (!answer.response.ok) throw await readProblem(answer.response, answer.error);
  return answer.data as T;
}
