import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, take } from './client';

const MINUTE = 60_000;

/** Step kinds, CRM fields, events, templates and channels: what the studio draws its rooms from. */
export const metaQuery = queryOptions({
  queryKey: ['meta'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/meta', { signal })),
  staleTime: 5 * MINUTE,
});

export function useMeta() {
  return useQuery(metaQuery);
}
