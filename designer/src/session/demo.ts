import { useQuery } from '@tanstack/react-query';
import { api, take } from '../api/client';
import type { DemoLogin } from '../api/types';

/**
 * The logins that a demo offers; none anywhere else. Whatever goes wrong here only means that none are offered:
 * signing in by hand works all the same.
 */
export function useDemoLogins(): readonly DemoLogin[] {
  const { data } = useQuery({
    queryKey: ['demo-logins'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/demo', { signal })),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.logins ?? [];
}
