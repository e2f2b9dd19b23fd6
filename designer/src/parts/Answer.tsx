import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem';
import { Failure } from './Failure';
import { Waiting } from './Waiting';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly waiting?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** What a question to the server gave: grey bars, its data, or what went wrong with another try. */
export function Answer<T>({ query, waiting = <Waiting />, children }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  // Whoever is asked to sign in again is not told that it failed: it is asked anew afterwards.
  const signingIn = query.error instanceof ApiProblem && query.error.status === 401;
  if (query.isError && !signingIn) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <>{waiting}</>;
}
