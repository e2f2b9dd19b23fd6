/** How a published journey lives: what it may do in each state, and what the server is asked for. */

import { queryOptions } from '@tanstack/react-query';
import { api, take } from '../../api/client';
import type { Change, GuardLimits, JourneyLife, JourneySummary, MessageState } from '../../api/types';
import { fetchJourney } from '../api';

/** What the parts here need to know of a journey, from the list or from the editor. */
export type Life = Pick<JourneySummary, 'id' | 'name' | 'state' | 'halt' | 'change'>;

export type LifeAct = 'pause' | 'resume' | 'stop' | 'archive' | 'restore';

const ACTS: Readonly<Record<Life['state'], readonly LifeAct[]>> = {
  draft: ['archive'],
  live: ['pause', 'stop'],
  paused: ['resume', 'stop'],
  stopping: [],
  stopped: ['archive'],
  archived: ['restore'],
};

/** What can be done with a journey as it stands; nothing while everybody on it is being dealt with. */
export function actsOf({ state, change }: Life): readonly LifeAct[] {
  return isRunning(change) ? [] : ACTS[state];
}

export function isRunning(change: Change | null): change is Change {
  return change?.state === 'running';
}

const LIFE_MS = 10_000;
const BUSY_MS = 2_000;

/** How often a list of journeys is asked for again: more often while something is under way on one. */
export function askAgain(items: readonly Pick<Life, 'change'>[] | undefined): number {
  return items?.some(({ change }) => isRunning(change)) ? BUSY_MS : LIFE_MS;
}

/** The journey as the server has it now. The editor keeps its own draft and takes only its life from here. */
export const lifeQuery = (id: number) =>
  queryOptions({
    queryKey: ['journeys', 'life', id],
    queryFn: () => fetchJourney(id),
    refetchInterval: ({ state }) => askAgain(state.data && [state.data]),
  });

/** Something that is being done to everybody on a journey; asked for until it is through. */
export const changeQuery = (id: number) =>
  queryOptions({
    queryKey: ['changes', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/changes/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data === undefined || isRunning(state.data) ? BUSY_MS : false),
  });

/** States in which a message still waits, and is cancelled when its journey is stopped. */
const WAITING: readonly MessageState[] = ['queued', 'held', 'paused'];

/** How many messages of a journey still wait to be sent. */
export const waitingMessagesQuery = (journey: number) =>
  queryOptions({
    queryKey: ['messages', 'waiting', journey],
    queryFn: async ({ signal }) => {
      const pages = WAITING.map((state) => {
        return take(api.GET('/api/v1/messages', { params: { query: { state, journey, size: 1 } }, signal }));
      });
      return (await Promise.all(pages)).reduce((sum, page) => sum + page.total, 0);
    },
  });

const at = (id: number) => ({ params: { path: { id } } });

export function pause(id: number, reason: string): Promise<JourneyLife> {
  return take(api.POST('/api/v1/journeys/{id}/pause', { ...at(id), body: { reason } }));
}

export function resume(id: number, timers: 'shift' | 'keep', rampMinutes: number): Promise<JourneyLife> {
  return take(api.POST('/api/v1/journeys/{id}/resume', { ...at(id), body: { timers, ramp_minutes: rampMinutes } }));
}

export function stop(id: number, reason: string): Promise<JourneyLife> {
  return take(api.POST('/api/v1/journeys/{id}/stop', { ...at(id), body: { reason } }));
}

export function archive(id: number, reason: string): Promise<JourneyLife> {
  return take(api.POST('/api/v1/journeys/{id}/archive', { ...at(id), body: { reason } }));
}

export function restore(id: number): Promise<JourneyLife> {
  return take(api.POST('/api/v1/journeys/{id}/restore', at(id)));
}

export function setGuard(id: number, limits: GuardLimits): Promise<GuardLimits> {
  return take(api.PUT('/api/v1/journeys/{id}/guard', { ...at(id), body: limits }));
}
