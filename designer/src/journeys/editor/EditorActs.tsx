import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useMay } from '../../session/store';
import { type PaletteAct, useOfferedActs } from '../../shell/palette/acts';
import { tidyUp } from '../acts';
import { useDraftTexts } from '../past/texts';
import { useTexts } from '../texts';
import { useWalkTexts } from '../walk/texts';
import { useEditor, useScope } from './scope';

/** Offers what can be done to the journey on the screen to the command palette and the sheet of shortcuts. */
export function EditorActs({ onPublish }: { readonly onPublish: () => void }) {
  const t = useTexts();
  const d = useDraftTexts();
  const w = useWalkTexts();
  const { store, catalog } = useScope();
  const flow = useReactFlow();
  const readOnly = useEditor((state) => state.readOnly);
  const canUndo = useEditor((state) => state.history.past.length > 0);
  const canRedo = useEditor((state) => state.history.future.length > 0);
  const mayEdit = useMay('journeys:edit');
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
      { id: 'problems', label: t('editor.problems'), run: () => store.getState().show({ kind: 'problems' }) },
      ...(mayEdit ? [{ id: 'walk', label: w('title'), run: () => store.getState().show({ kind: 'walk' }) }] : []),
      { id: 'versions', label: d('past.title'), run: () => store.getState().show({ kind: 'versions' }) },
      { id: 'settings', label: t('editor.settings'), run: () => store.getState().show({ kind: 'journey' }) },
    ];
  }, [t, d, w, store, catalog, flow, readOnly, canUndo, canRedo, mayEdit, mayPublish, onPublish]);
  useOfferedActs(acts);
  return null;
}
