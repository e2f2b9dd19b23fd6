import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { CARD_HEIGHT, CARD_WIDTH, positionOf } from '../document';
import { useScope } from '../editor/scope';

const NEAREST = 0.7;
const MOTION_MS = 150;

/** Brings a step into sight, and leaves what stands open beside the drawing as it is. */
export function useShow(): (id: string) => void {
  const { store } = useScope();
  const flow = useReactFlow();
  return useCallback(
    (id) => {
      const { x, y } = positionOf(store.getState().history.present, id);
      const still = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
      void flow.setCenter(x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2, {
        zoom: Math.max(flow.getZoom(), NEAREST),
        duration: still ? 0 : MOTION_MS,
      });
    },
    [store, flow],
  );
}
