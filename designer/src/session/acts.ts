import type { QueryClient } from '@tanstack/react-query';
import { api, take } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Session } from '../api/types';
import { type Language, speak } from '../i18n';
import { sessionStore } from './store';

/** Asks the server who is signed in; nobody is an answer too. */
export async function findSession(): Promise<void> {
  try {
    await welcome(await take(api.GET('/api/v1/session')));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
    sessionStore.getState().leave();
  }
}

/**
 * Asks for the token that changes need: signing in anew in another tab gave the session another one. Where somebody
 * else signed in there, this page's person has to sign in again.
 */
export async function renewToken(): Promise<void> {
  const { user, enter, expire } = sessionStore.getState();
  const session = await take(api.GET('/api/v1/session'));
  if (user !== null && user.id === session.user.id) {
    enter(session);
    return;
  }
  expire();
  throw new ApiProblem(401, {});
}

/**
 * Signs in, at the start of a visit or after the session ended. The page that stayed open is kept for the
 * person who had opened it; for anybody else it is loaded anew.
 */
export async function signIn(email: string, password: string, queries: QueryClient): Promise<void> {
  const before = sessionStore.getState().user;
  const session = await take(api.POST('/api/v1/session', { body: { email, password } }));
  if (before && before.id !== session.user.id) {
    globalThis.location.assign('/');
    return;
  }
  await welcome(session);
  await queries.invalidateQueries();
}

/** Signs out and forgets everything that the server told. */
export async function signOut(queries: QueryClient): Promise<void> {
  await take(api.DELETE('/api/v1/session'));
  sessionStore.getState().leave();
  queries.clear();
}

/** Changes the language here and for the next visit, and asks again for what the server says in words. */
export async function changeLanguage(language: Language, queries: QueryClient): Promise<void> {
  await speak(language);
  const { status, enter } = sessionStore.getState();
  if (status === 'in') enter(await take(api.PATCH('/api/v1/session', { body: { language } })));
  await queries.invalidateQueries();
}

async function welcome(session: Session): Promise<void> {
  await speak(session.user.language);
  sessionStore.getState().enter(session);
}
