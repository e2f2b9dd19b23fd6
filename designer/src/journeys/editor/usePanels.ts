import { IconHistory, IconSettings, IconWalk } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useMay } from '../../session/store';
import { useDraftTexts } from '../past/texts';
import { useTexts } from '../texts';
import { useWalkTexts } from '../walk/texts';

/** The panels that open beside the drawing for whoever has the journey open; the problems have a button of their own. */
export function usePanels() {
  const t = useTexts();
  const d = useDraftTexts();
  const w = useWalkTexts();
  const mayEdit = useMay('journeys:edit');
  return useMemo(
    () =>
      [
        ...(mayEdit ? [{ kind: 'walk', label: w('title'), Icon: IconWalk } as const] : []),
        { kind: 'versions', label: d('past.title'), Icon: IconHistory },
        { kind: 'journey', label: t('editor.settings'), Icon: IconSettings },
      ] as const,
    [t, d, w, mayEdit],
  );
}
