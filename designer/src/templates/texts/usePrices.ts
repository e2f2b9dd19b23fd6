import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, take } from '../../api/client';

const MINUTE = 60_000;

const pricesQuery = queryOptions({
  queryKey: ['prices'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/prices', { signal })),
  staleTime: 5 * MINUTE,
});

/** What one message of a channel costs, in units of the currency; null where this installation has no price for it. */
export function usePrice(channel: string): { readonly price: number; readonly currency: string } | null {
  const { data } = useQuery(pricesQuery);
  const millionths = data?.millionths[channel];
  if (!data?.currency || millionths === undefined) return null;
  return { price: millionths / 1_000_000, currency: data.currency };
}
