import '@xyflow/react/dist/style.css';
import { useMediaQuery } from '@mantine/hooks';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import type { RunningVersion } from '../../api/types';
import desk from '../../drafts/Desk.module.css';
import { tidyOptions } from '../acts';
import { Canvas } from '../canvas/Canvas';
import type { Catalog } from '../catalog';
import editorClasses from '../editor/Editor.module.css';
import { NARROW } from '../editor/narrow';
import { type EditorScope, EditorScopeProvider } from '../editor/scope';
import { withPlaces } from '../edits/tidy';
import { HaltBanner } from '../life/HaltBanner';
import { useLifeActs } from '../life/useLifeActs';
import type { NodeProblems, Problem } from '../problems';
import { readDocument } from '../readDocument';
import { saidOf } from '../said';
import { createEditorStore } from '../store';
import { useReadingOf } from '../texts';
import { LiveBar } from './LiveBar';
import { LivePanel } from './LivePanel';
import { MovingProvider } from './moving';
import { type Live, useLive } from './useLive';

interface Props {
  readonly running: RunningVersion;
  readonly catalog: Catalog;
  /** Something else runs now than what is drawn, or it stands still: it has to be asked for again. */
  readonly onOther: () => void;
}

const NO_PROBLEMS: readonly Problem[] = [];
const NONE: ReadonlyMap<string, NodeProblems> = new Map();

/** The running version as the drawing knows a journey: the same canvas, of a document that nobody can change. */
function useDrawing(running: RunningVersion, catalog: Catalog) {
  const [drawing] = useState(() => {
    const read = readDocument(running.graph, running.name);
    const document = withPlaces(read, tidyOptions(read, catalog));
    const store = createEditorStore(document, { readOnly: true });
    return { document, store, said: saidOf(document, running.sentences) };
  });
  return drawing;
}

function useLiveScope(running: RunningVersion, catalog: Catalog, drawing: ReturnType<typeof useDrawing>, live: Live) {
  const reading = useReadingOf(catalog);
  const { counts } = live.picture;
  const { store, said } = drawing;
  return useMemo(
    (): EditorScope => ({
      journeyId: running.id,
      store,
      catalog,
      reading,
      problems: NO_PROBLEMS,
      problemsByNode: NONE,
      said,
      counts,
      autosave: () => null,
      tab: '',
      goOn: () => undefined,
    }),
    [running.id, store, catalog, reading, said, counts],
  );
}

/** A journey as it runs: the drawing with people on it, how they move, and who stands where. */
export function LiveView({ running, catalog, onOther }: Props) {
  const drawing = useDrawing(running, catalog);
  const live = useLive(running.id, running.picture, drawing.document.edges);
  const scope = useLiveScope(running, catalog, drawing, live);
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const { acts, ask, dialog } = useLifeActs(running, live.picture.counts.active);
  const { state, version_id: version } = live.picture;
  useEffect(() => {
    if (state !== running.state || version !== running.version.id) {
      onOther();
    }
  }, [state, version, running.state, running.version.id, onOther]);
  return (
    <EditorScopeProvider value={scope}>
      <MovingProvider value={live.moving}>
        <ReactFlowProvider>
          <div className={desk['editor']}>
            <LiveBar running={running} live={live} acts={acts} onAct={ask} />
            <HaltBanner life={running} acts={acts} onAct={ask} onLimits={() => ask('resume')} />
            {dialog}
            <div className={editorClasses['work']}>
              <div className={editorClasses['drawing']}>
                <Canvas />
              </div>
              <LivePanel paused={state !== 'live'} narrow={narrow} version={running.version.number} />
            </div>
          </div>
        </ReactFlowProvider>
      </MovingProvider>
    </EditorScopeProvider>
  );
}
