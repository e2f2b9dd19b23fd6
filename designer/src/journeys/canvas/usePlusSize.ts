import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';

const FARTHEST = 2.5;

/** How much larger than drawn a "+" has to be at this zoom, so that a finger still finds it on the screen. */
export function plusGrowth(zoom: number): number {
  return Math.min(FARTHEST, Math.max(1, 1 / zoom));
}

/** Keeps every "+" of the drawing at its size on the screen while people zoom out; as a CSS variable, to draw nothing anew. */
export function usePlusSize(): void {
  const flow = useStoreApi();
  useEffect(() => {
    const show = () => {
      const { domNode, transform } = flow.getState();
      domNode?.style.setProperty('--plus-growth', String(plusGrowth(transform[2])));
    };
    show();
    return flow.subscribe(show);
  }, [flow]);
}
