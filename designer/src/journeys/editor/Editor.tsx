import '@xyflow/react/dist/style.css';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import type { Journey } from '../../api/types';
import { announce } from '../../parts/notices';
import { useCounts } from '../api';
import { Canvas } from '../canvas/Canvas';
import { Palette } from '../canvas/Palette';
import { Toolbar } from '../canvas/Toolbar';
import type { Catalog } from '../catalog';
import { HaltBanner } from '../life/HaltBanner';
import { lifeQuery } from '../life/life';
import { useLifeActs } from '../life/useLifeActs';
import { SidePanel } from '../panel/SidePanel';
import { groupProblems, type NodeProblems } from '../problems';
import { PublishDialog } from '../publish/PublishDialog';
import { useReadingOf, useTexts } from '../texts';
import { Conflict } from './Conflict';
import classes from './Editor.module.css';
import { EditorActs } from './EditorActs';
import { NARROW } from './narrow';
import { type EditorScope, EditorScopeProvider } from './scope';
import { TopBar } from './TopBar';
import { type Draft, useDraft } from './useDraft';

interface Props {
  readonly journey: Journey;
  readonly catalog: Catalog;
  readonly whyReadOnly: 'role' | 'narrow' | null;
}

/** The parts share one scope; it changes with the document's problems and the counts, not with every edit. */
function useScopeValue(journey: Journey, catalog: Catalog, draft: Draft): EditorScope {
  const reading = useReadingOf(catalog);
  const counts = useCounts(journey.id, journey.live_version !== null).data ?? null;
  const { store, autosave } = draft;
  const { problems, said } = draft.saving;
  return useMemo(() => {
    const order = store.getState().history.present.nodes.map((node) => node.id);
    const groups = groupProblems(problems, order).filter((group) => group.node !== null);
    const problemsByNode = new Map(groups.map((group): [string, NodeProblems] => [group.node ?? '', group]));
    return { journeyId: journey.id, store, catalog, reading, problems, problemsByNode, said, counts, autosave };
  }, [journey.id, store, catalog, reading, problems, said, counts, autosave]);
}

/** The editor of one journey: palette, drawing, and what stands open beside it. */
export function Editor({ journey, catalog, whyReadOnly }: Props) {
  const t = useTexts();
  const readOnly = whyReadOnly !== null;
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const draft = useDraft(journey, catalog, readOnly);
  const scope = useScopeValue(journey, catalog, draft);
  const [publishing, setPublishing] = useState(false);
  const { data: life } = useQuery({ ...lifeQuery(journey.id), initialData: journey });
  const { acts, ask, dialog } = useLifeActs(life, scope.counts?.active ?? 0);
  useEffect(() => draft.store.getState().setReadOnly(readOnly), [draft.store, readOnly]);
  useEffect(() => {
    if (draft.restored) {
      announce(t('editor.restored'));
    }
  }, [draft.restored, t]);
  return (
    <EditorScopeProvider value={scope}>
      <ReactFlowProvider>
        <EditorActs onPublish={() => setPublishing(true)} />
        <div className={classes['editor']}>
          <TopBar
            journey={journey}
            life={life}
            acts={acts}
            onAct={ask}
            saving={draft.saving}
            onPublish={() => setPublishing(true)}
          />
          <HaltBanner
            life={life}
            acts={acts}
            onAct={ask}
            onLimits={() => draft.store.getState().show({ kind: 'journey' })}
          />
          {dialog}
          {draft.saving.state === 'conflict' && <Conflict journey={journey} onTheirs={draft.takeTheirs} />}
          {whyReadOnly !== null && (
            <p className={classes['readOnly']}>
              {t(whyReadOnly === 'role' ? 'editor.readOnlyRole' : 'editor.readOnlyNarrow')}
            </p>
          )}
          <div className={classes['work']}>
            {!readOnly && <Palette />}
            <div className={classes['drawing']}>
              {!readOnly && <Toolbar />}
              <Canvas />
            </div>
            <SidePanel narrow={narrow} />
          </div>
        </div>
        {publishing && <PublishDialog journey={journey} saving={draft.saving} onClose={() => setPublishing(false)} />}
      </ReactFlowProvider>
    </EditorScopeProvider>
  );
}
