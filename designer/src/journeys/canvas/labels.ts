import type { AriaLabelConfig } from '@xyflow/react';
import { useMemo } from 'react';
import { useWords } from '../texts';

/** xyflow's own words in the reader's language. */
export function useFlowLabels(): Partial<AriaLabelConfig> {
  const words = useWords();
  return useMemo(
    () => ({
      'node.a11yDescription.default': words('flow.nodeDefault'),
      'node.a11yDescription.keyboardDisabled': words('flow.nodeKeyboardDisabled'),
      'node.a11yDescription.ariaLiveMessage': ({ direction, x, y }: { direction: string; x: number; y: number }) =>
        words('flow.nodeMoved', { direction, x, y }),
      'edge.a11yDescription.default': words('flow.edge'),
      'controls.ariaLabel': words('flow.controls'),
      'controls.zoomIn.ariaLabel': words('flow.zoomIn'),
      'controls.zoomOut.ariaLabel': words('flow.zoomOut'),
      'controls.fitView.ariaLabel': words('flow.fit'),
      'minimap.ariaLabel': words('flow.minimap'),
      'handle.ariaLabel': words('flow.handle'),
    }),
    [words],
  );
}
