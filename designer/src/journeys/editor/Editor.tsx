import '@xyflow/react/dist/style.css';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Journey } from '../../api/types';
import desk from '../../drafts/Desk.module.css';
import { announce } from '../../parts/notices';
import { useMay } from '../../session/store';
import { useCounts } from '../api';
import { Canvas } from '../canvas/Canvas';
import { Palette } from '../canvas/Palette';
import { Toolbar } from '../canvas/Toolbar';
import type { Catalog } from '../catalog';
import { Guide } from '../guide/Guide';
import { HaltBanner } from '../life/HaltBanner';
import { lifeQuery } from '../life/life';
import { useLifeActs } from '../life/useLifeActs';
import { SidePanel } from '../panel/SidePanel';
import { PastView } from '../past/PastView';
import { sightOf } from '../past/point';
import { useDraftTexts } from '../past/texts';
import { ASKED_EVERY_MS, type Seat } from '../presence/calls';
import { SeatBanner } from '../presence/SeatBanner';
import { usePresence } from '../presence/usePresence';
import { groupProblems, type NodeProblems } from '../problems';
import { PublishDialog } from '../publish/PublishDialog';
import { useReadingOf, useTexts } from '../texts';
import { LitPath } from '../walk/LitPath';
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
  readonly seat: Seat;
  readonly whyReadOnly: 'role' | 'narrow' | null;
}

/** The parts share one scope; it changes with the document's problems and the counts, not with every edit. */
function useScopeValue(journey: Journey, catalog: Catalog, draft: Draft, tab: string): EditorScope {
  const reading = useReadingOf(catalog);
  const counts = useCounts(journey.id, journey.live_version !== null).data ?? null;
  const { store, autosave, goOn } = draft;
  const { problems, said } = draft.saving;
  return useMemo(() => {
    const order = store.getState().history.present.nodes.map((node) => node.id);
    const groups = groupProblems(problems, order).filter((group) => group.node !== null);
    const problemsByNode = new Map(groups.map((group): [string, NodeProblems] => [group.node ?? '', group]));
    const shared = { journeyId: journey.id, store, catalog, reading, said, counts, autosave, tab, goOn };
    return { ...shared, problems, problemsByNode };
  }, [journey.id, store, catalog, reading, problems, said, counts, autosave, tab, goOn]);
}

/** The draft, and who else has it open: what they save comes here, and what is taken over is not saved from here. */
function useShared(journey: Journey, catalog: Catalog, seat: Seat, mayEdit: boolean) {
  const d = useDraftTexts();
  const presence = usePresence(journey.id, seat, mayEdit);
  const draft = useDraft(journey, catalog, seat, mayEdit, {
    onMerged: (by) => announce(d('merge.done', { who: by ?? d('presence.somebody') })),
    onTaken: presence.ask,
  });
  const { follow } = draft;
  const theirs = presence.state?.revision ?? 0;
  const behind = draft.saving.state === 'saved' && theirs > (draft.autosave()?.revision() ?? theirs);
  useEffect(() => {
    if (!behind) {
      return;
    }
    const look = () => void follow().catch(() => undefined);
    look();
    const timer = setInterval(look, ASKED_EVERY_MS);
    return () => clearInterval(timer);
  }, [behind, follow]);
  return { draft, presence };
}

/** The editor of one journey: palette, drawing, and what stands open beside it. */
export function Editor({ journey, catalog, seat, whyReadOnly }: Props) {
  const t = useTexts();
  const d = useDraftTexts();
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const { draft, presence } = useShared(journey, catalog, seat, whyReadOnly === null);
  const sight = sightOf(useSearchParams()[0]);
  const readOnly = whyReadOnly !== null || presence.seat !== 'editing';
  const scope = useScopeValue(journey, catalog, draft, seat.tab);
  const [publishing, setPublishing] = useState(false);
  const mayPublish = useMay('journeys:publish');
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
        <div className={desk['editor']}>
          <TopBar
            journey={journey}
            life={life}
            acts={acts}
            onAct={ask}
            saving={draft.saving}
            presence={presence}
            onPublish={() => setPublishing(true)}
          />
          <HaltBanner
            life={life}
            acts={acts}
            onAct={ask}
            onLimits={() => draft.store.getState().show({ kind: 'journey' })}
          />
          {dialog}
          {draft.saving.state === 'conflict' && <Conflict who={presence.state?.saved_by ?? d('presence.somebody')} />}
          {whyReadOnly === null && presence.seat !== 'editing' && draft.saving.state !== 'conflict' && (
            <SeatBanner presence={presence} unsaved={draft.saving.state !== 'saved'} />
          )}
          {whyReadOnly !== null && (
            <p className={classes['readOnly']}>
              {t(whyReadOnly === 'role' ? 'editor.readOnlyRole' : 'editor.readOnlyNarrow')}
            </p>
          )}
          {sight.kind === 'draft' ? (
            <div className={classes['work']}>
              {!readOnly && <Palette />}
              <div className={classes['drawing']}>
                {!readOnly && <Toolbar />}
                <Canvas />
                <LitPath />
                {!readOnly && (
                  <Guide
                    published={journey.live_version !== null}
                    onPublish={mayPublish ? () => setPublishing(true) : null}
                  />
                )}
              </div>
              <SidePanel narrow={narrow} />
            </div>
          ) : (
            <PastView sight={sight} narrow={narrow} />
          )}
        </div>
        {publishing && <PublishDialog journey={journey} saving={draft.saving} onClose={() => setPublishing(false)} />}
      </ReactFlowProvider>
    </EditorScopeProvider>
  );
}
