import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { SittingState, Wish } from '../../api/types';
import { sessionStore } from '../../session/store';
import { ASKED_EVERY_MS, askWho, HEARD_EVERY_MS, type Seat, sayGone, sayHere } from './calls';

export interface Presence {
  /** Null while the server cannot tell. */
  readonly state: SittingState | null;
  /** What one may do here: whoever cannot be told that somebody else edits may edit. */
  readonly seat: 'editing' | 'watching' | 'taken';
  /** Edits here, whoever edits elsewhere. */
  readonly take: () => Promise<void>;
  /** Asks now, as after a save was refused. */
  readonly ask: () => void;
}

/** What a tab wants when it says that it is still there: one that was taken over from waits to be asked. */
export function wishOf(state: SittingState | null, mayEdit: boolean): Wish {
  return mayEdit && state?.seat !== 'taken' ? 'edit' : 'look';
}

/** Whether something changed that is worth saying so at once: the server forgot this tab, or nobody edits any more. */
export function isUrgent(state: SittingState | null, mayEdit: boolean): boolean {
  const free = state?.present.every((one) => !one.editing) === true;
  return state?.seat === 'gone' || (mayEdit && state?.seat === 'watching' && free);
}

/** Keeps one's seat at a journey, and knows who else is there. */
export function usePresence(journeyId: number, seat: Seat, mayEdit: boolean): Presence {
  const queries = useQueryClient();
  const signedIn = sessionStore((session) => session.status === 'in');
  const { tab } = seat;
  const key = useRef(['journeys', 'sitting', journeyId, tab]).current;
  const { data, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => askWho(journeyId, tab, signal),
    initialData: seat.state ?? undefined,
    enabled: signedIn,
    refetchInterval: ASKED_EVERY_MS,
    refetchIntervalInBackground: false,
    retry: false,
  });
  const state = data ?? null;
  const known = useRef(state);
  known.current = state;

  const say = useCallback(
    async (wish: Wish) => {
      const told = await sayHere(journeyId, tab, wish);
      await queries.cancelQueries({ queryKey: key });
      queries.setQueryData(key, told);
    },
    [journeyId, tab, queries, key],
  );
  const urgent = isUrgent(state, mayEdit);
  useEffect(() => {
    if (!signedIn) {
      return;
    }
    const beat = () => void say(wishOf(known.current, mayEdit)).catch(() => undefined);
    if (urgent) {
      beat();
    }
    const timer = setInterval(beat, HEARD_EVERY_MS);
    return () => clearInterval(timer);
  }, [say, mayEdit, urgent, signedIn]);
  useEffect(() => {
    const gone = () => sayGone(journeyId, tab);
    globalThis.addEventListener('pagehide', gone);
    return () => {
      globalThis.removeEventListener('pagehide', gone);
      gone();
    };
  }, [journeyId, tab]);

  const told = state?.seat ?? 'editing';
  return {
    state,
    seat: told === 'gone' ? 'editing' : told,
    take: useCallback(() => say('take'), [say]),
    ask: useCallback(() => void refetch(), [refetch]),
  };
}
