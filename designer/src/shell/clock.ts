import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, take } from '../api/client';
import type { Clock } from '../api/types';

const ASK_AGAIN_MS = 30_000;
const TICK_MS = 1_000;

/** What the server's clock said, and when it said it by this machine's steady clock (milliseconds). */
export interface ClockReading extends Clock {
  readonly heardAt: number;
}

/** The business time now: the server's reading, run on at its speed since we heard it. */
export function businessTime(reading: ClockReading, steadyNow: number): Date {
  const passed = Math.max(0, steadyNow - reading.heardAt);
  return new Date(Date.parse(reading.now) + passed * reading.speed);
}

export const clockQuery = queryOptions({
  queryKey: ['clock'],
  queryFn: async ({ signal }): Promise<ClockReading> => {
    const asked = performance.now();
    const reading = await take(api.GET('/api/v1/clock', { signal }));
    const heard = performance.now();
    // The server read its clock about half way through the round trip.
    return { ...reading, heardAt: (asked + heard) / 2 };
  },
  refetchInterval: ASK_AGAIN_MS,
});

/** The simulated date, ticking; null where business time is simply the time. */
export function useSimulatedTime(): { readonly now: Date; readonly speed: number } | null {
  const { data } = useQuery(clockQuery);
  const [steadyNow, setSteadyNow] = useState(() => performance.now());
  const simulated = data?.simulated ?? false;
  useEffect(() => {
    if (!simulated) return;
    const ticking = setInterval(() => setSteadyNow(performance.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, [simulated]);
  return data?.simulated ? { now: businessTime(data, steadyNow), speed: data.speed } : null;
}
