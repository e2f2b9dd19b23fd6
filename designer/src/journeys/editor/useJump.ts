import { useReactFlow } from '@xyflow/react';
import { useCallback } from 'react';
import { CARD_HEIGHT, CARD_WIDTH, positionOf } from '../document';
import { useScope } from './scope';

const NEAREST = 0.8;
const MOTION_MS = 150;

/** Goes to a step, and into its form at a setting where one is named. */
export type Jump = (id: string, setting?: string | null) => void;

/** Puts the cursor into the input of a setting once its form stands open. */
function pointAt(setting: string): void {
  globalThis.requestAnimationFrame(() => {
    const field = globalThis.document.querySelector(`[data-setting="${CSS.escape(setting)}"]`);
    field?.scrollIntoView({ block: 'center' });
    field?.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true });
  });
}

/** Goes to a step on the drawing and opens it. */
export function useJump(): Jump {
  const { store } = useScope();
  const flow = useReactFlow();
  return useCallback(
    (id, setting = null) => {
      const { x, y } = positionOf(store.getState().history.present, id);
      const still = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
      store.getState().show({ kind: 'node', id });
      if (setting !== null) pointAt(setting);
      void flow.setCenter(x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2, {
        zoom: Math.max(flow.getZoom(), NEAREST),
        duration: still ? 0 : MOTION_MS,
      });
    },
    [store, flow],
  );
}
