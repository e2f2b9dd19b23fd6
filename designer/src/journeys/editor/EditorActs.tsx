import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useMay } from '../../session/store';
import { type PaletteAct, useOfferedActs } from '../../shell/palette/acts';
import { tidyUp } from '../acts';
import { useTexts } from '../texts';
import { useEditor, useScope } from './scope';
import { usePanels } from './usePanels';

/** Offers what can be done to the journey on the screen to the command palette and the sheet of shortcuts. */
export function EditorActs({ onPublish }: { readonly onPublish: () => void }) {
  const t = useTexts();
  const panels = usePanels();
  const { store, catalog } = useScope();
  const flow = useReactFlow();
  const readOnly = useEditor((state) => state.readOnly);
  const canUndo = useEditor((state) => state.history.past.length > 0);
  const canRedo = useEditor((state) => state.history.future.length > 0);
  const mayPublish = useMay('journeys:publish') && !readOnly;
  const acts = useMemo((): readonly PaletteAct[] => {
    const fit = () => void flow.fitView({ padding: 0.12, maxZoom: 1 });
    const edit: readonly PaletteAct[] = [
      { id: 'undo', label: t('act.undo'), keys: 'Ctrl Z', disabled: !canUndo, run: () => store.getState().undo() },
      {
        id: 'redo',
        label: t('act.redo'),
        keys: 'Ctrl Shift Z',
        disabled: !canRedo,
        run: () => store.getState().redo(),
      },
      {
        id: 'tidy',
        label: t('canvas.tidyAll'),
        run: () => {
          tidyUp(store, catalog);
          requestAnimationFrame(fit);
        },
      },
    ];
    return [
      ...(mayPublish ? [{ id: 'publish', label: t('editor.publish'), run: onPublish }] : []),
      ...(readOnly ? [] : edit),
      { id: 'fit', label: t('canvas.fit'), run: fit },
      ...[{ kind: 'problems', label: t('editor.problems') } as const, ...panels].map(({ kind, label }) => ({
        id: kind,
        label,
        run: () => store.getState().show({ kind }),
      })),
    ];
  }, [t, panels, store, catalog, flow, readOnly, canUndo, canRedo, mayPublish, onPublish]);
  useOfferedActs(acts);
  return null;
}
