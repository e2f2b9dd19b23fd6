import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { CARD_HEIGHT, CARD_WIDTH, positionOf } from '../document';
import { useEditor, useScope } from '../editor/scope';

const MARGIN = 24;
/** What hangs under a card: its ways out, and the button that goes on from there. */
const BELOW = 64;
const MOTION_MS = 150;

/** Brings the step that stands open back into sight, when the panel that opened (or a new place) hid it. */
export function useOpenInSight(): void {
  const { store } = useScope();
  const flow = useReactFlow();
  const open = useEditor((state) => (state.panel.kind === 'node' ? state.panel.id : null));
  useEffect(() => {
    if (open === null) {
      return;
    }
    const frame = requestAnimationFrame(() => {
      const pane = document.querySelector('.react-flow')?.getBoundingClientRect();
      const { x, y } = positionOf(store.getState().history.present, open);
      const from = flow.flowToScreenPosition({ x, y });
      const to = flow.flowToScreenPosition({ x: x + CARD_WIDTH, y: y + CARD_HEIGHT + BELOW });
      const fits =
        pane && from.x >= pane.left && to.x <= pane.right - MARGIN && from.y >= pane.top && to.y <= pane.bottom;
      if (pane && !fits) {
        const still = globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches;
        const centre = { x: x + CARD_WIDTH / 2, y: y + CARD_HEIGHT / 2 };
        void flow.setCenter(centre.x, centre.y, { zoom: flow.getZoom(), duration: still ? 0 : MOTION_MS });
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [open, store, flow]);
}
