import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/problem';

const TRIES = 2;

/** Asks again only where that can help: the network or the server failed, not where it refused. */
function worthAnotherTry(failures: number, error: Error): boolean {
  const refused = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  return !refused && failures < TRIES;
}

/** What the server told us, kept for the whole visit. */
export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 5_000 }, mutations: { retry: false } },
  });
}
