import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { CARD_HEIGHT, CARD_WIDTH, positionOf } from '../document';
import { useScope } from './scope';

const NEAREST = 0.8;
const MOTION_MS = 150;

/** Goes to a step on the drawing and opens it. */
export function useJump(): (id: string) => void {
  const { store } = useScope();
  const flow = useReactFlow();
  return useCallback(
    (id) => {
      const { x, y } = positionOf(store.getState().history.present, id);
      const still = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
      store.getState().show({ kind: 'node', id });
      void flow.setCenter(x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2, {
        zoom: Math.max(flow.getZoom(), NEAREST),
        duration: still ? 0 : MOTION_MS,
      });
    },
    [store, flow],
  );
}
