import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { Counts, LivePicture } from '../../api/types';
import { sessionStore } from '../../session/store';
import type { JourneyEdge } from '../document';
import { crossings, withChange } from './flowing';
import { follow, type Link } from './follow';
import { createMovingStore, letMove, type MovingStore } from './moving';

const MOTION_MS = 1_800;

export interface Live {
  readonly picture: LivePicture;
  readonly link: Link;
  readonly moving: MovingStore;
}

/** Lets people move along the links from one picture to the next, and then rest. */
function useMovement(edges: readonly JourneyEdge[]) {
  const [store] = useState(createMovingStore);
  const turn = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  const show = (before: Counts, after: Counts) => {
    const crossed = crossings(edges, before, after);
    if (crossed.size > 0) {
      turn.current += 1;
      letMove(store, crossed, turn.current);
      clearTimeout(rest.current);
      rest.current = setTimeout(() => letMove(store, new Map(), turn.current), MOTION_MS);
    }
  };
  return { store, show };
}

/** A running journey as it is now. A tab that nobody sees does not listen; whoever signs in again goes on. */
export function useLive(id: number, first: LivePicture, edges: readonly JourneyEdge[]): Live {
  const [picture, setPicture] = useState(first);
  const [link, setLink] = useState<Link>('connecting');
  const last = useRef(first);
  const movement = useMovement(edges);
  const show = useRef(movement.show);
  show.current = movement.show;
  const seen = useDocumentVisibility() !== 'hidden';
  const signedIn = sessionStore((state) => state.status === 'in');
  useEffect(() => {
    if (!seen || !signedIn) {
      return;
    }
    const stop = new AbortController();
    const take = (next: LivePicture, moves: boolean) => {
      if (moves) {
        show.current(last.current.counts, next.counts);
      }
      last.current = next;
      setPicture(next);
    };
    // The first picture after a while tells of hours: nobody should move for that.
    let fresh = false;
    void follow(
      id,
      {
        onPicture: (next) => {
          take(next, fresh);
          fresh = true;
        },
        onChange: (change) => take({ ...change, counts: withChange(last.current.counts, change.counts) }, true),
        onLink: setLink,
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [id, seen, signedIn]);
  return { picture, link, moving: movement.store };
}
