import { Text } from '@mantine/core';
import {
  Background,
  BackgroundVariant,
  type Connection,
  Controls,
  type Edge,
  type FinalConnectionState,
  MarkerType,
  MiniMap,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
} from '@xyflow/react';
import { type MouseEvent as ReactMouseEvent, useEffect, useState } from 'react';
import { addStep, connectSteps, type Place } from '../acts';
import { type Kind, kindByName } from '../catalog';
import { useEditor, useScope } from '../editor/scope';
import { useTexts } from '../texts';
import { AddMenu } from './AddMenu';
import { AddingProvider, type Wish } from './adding';
import classes from './Canvas.module.css';
import { ConnectBanner } from './ConnectBanner';
import { DropGhost } from './DropGhost';
import { firstLook } from './firstLook';
import type { DrawnNode, StepFlowEdge } from './flow';
import { focusCard } from './focus';
import { useFlowLabels } from './labels';
import { endMoment, startConnecting, useMoment } from './moment';
import { NoteCard } from './NoteCard';
import { StepCard } from './StepCard';
import { StepEdge } from './StepEdge';
import { StepMenu } from './StepMenu';
import { StepSearch } from './StepSearch';
import { useClipboard } from './useClipboard';
import { useDropping } from './useDropping';
import { useKeys } from './useKeys';
import { useOpenInSight } from './useOpenInSight';
import { usePlusSize } from './usePlusSize';
import { usePointing } from './usePointing';
import { finishConnecting, useStepKeys } from './useStepKeys';
import { useView } from './useView';

const NODE_TYPES = { step: StepCard, note: NoteCard };
const EDGE_TYPES = { step: StepEdge };
const EDGE_DEFAULTS = {
  markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--cauce-edge)' },
};
const FIT = { padding: 0.12, maxZoom: 1 };
const PRO = { hideAttribution: false };

const NOTE_COLOR = '#e8d98a';

/** A tap on a way out begins to lead it: whoever has no mouse taps the next step then. */
function onClickCapture(event: ReactMouseEvent): void {
  const handle = event.target instanceof Element ? event.target.closest('.react-flow__handle.source') : null;
  const [node, port] = [handle?.getAttribute('data-nodeid'), handle?.getAttribute('data-handleid')];
  if (handle?.classList.contains('connectable') && node && port) {
    event.stopPropagation();
    startConnecting({ node, port });
  }
}

function MapOfJourney() {
  const { catalog } = useScope();
  return (
    <MiniMap<DrawnNode>
      pannable
      zoomable
      position="bottom-right"
      nodeColor={(node) =>
        node.type === 'note' ? NOTE_COLOR : (kindByName(catalog, node.data.step.kind)?.color ?? 'var(--cauce-letter)')
      }
      nodeBorderRadius={10}
      maskColor="var(--cauce-shade)"
    />
  );
}

/** How links are drawn, by a mouse that pulls them from a way out to a step or to where there is none yet. */
function useLinking(onWish: (wish: Wish) => void) {
  const { store } = useScope();
  const onConnect = (link: Connection) =>
    connectSteps(store, { node: link.source, port: link.sourceHandle ?? 'next' }, link.target);
  const isValidConnection = (link: Connection | Edge) =>
    link.source !== link.target && link.target !== store.getState().history.present.entry;
  const onConnectEnd = (event: MouseEvent | TouchEvent, end: FinalConnectionState) => {
    const from = end.fromHandle;
    const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
    if (from?.type === 'source' && onPane && end.toNode === null && event instanceof MouseEvent) {
      const place: Place = { kind: 'port', node: from.nodeId, port: from.id ?? 'next' };
      onWish({ place, opener: null, anchor: { x: event.clientX, y: event.clientY } });
    }
  };
  return {
    onConnect,
    onReconnect: (_old: Edge, link: Connection) => onConnect(link),
    onConnectEnd,
    isValidConnection,
  };
}

function useChoosing(setWish: (wish: Wish | null) => void) {
  const { store, catalog } = useScope();
  return (kind: Kind, { place, opener }: Wish) => {
    setWish(null);
    const id = addStep(store, catalog, kind.name, place);
    if (id !== null && opener !== null) {
      focusCard(id);
    }
  };
}

interface FieldProps {
  readonly onWish: (wish: Wish) => void;
}

/** The field that is drawn on, with all that mouse, fingers and keys do there. */
function Field({ onWish }: FieldProps) {
  const scope = useScope();
  const { store } = scope;
  const readOnly = useEditor((state) => state.readOnly);
  const alone = useEditor((state) => state.panel.kind === 'none');
  const view = useView();
  const labels = useFlowLabels();
  const dropping = useDropping();
  const linking = useLinking(onWish);
  const onKeyDownCapture = useStepKeys();
  useOpenInSight();
  usePlusSize();
  const onPaneClick = () => {
    useMoment.setState({ connecting: null });
    store.getState().select([], []);
  };
  const onInit = (instance: ReactFlowInstance<DrawnNode, StepFlowEdge>) =>
    firstLook(instance, store.getState().history.present);
  return (
    <ReactFlow<DrawnNode, StepFlowEdge>
      {...view}
      {...dropping}
      {...linking}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      defaultEdgeOptions={EDGE_DEFAULTS}
      connectOnClick={false}
      connectionRadius={48}
      onInit={onInit}
      onKeyDownCapture={onKeyDownCapture}
      onClickCapture={onClickCapture}
      onNodeClick={(_event, node) => finishConnecting(scope, node.id)}
      onPaneClick={onPaneClick}
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      edgesReconnectable={!readOnly}
      selectNodesOnDrag={false}
      selectionMode={SelectionMode.Partial}
      deleteKeyCode={null}
      multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
      minZoom={0.1}
      maxZoom={1.6}
      panOnScroll
      snapToGrid
      snapGrid={[8, 8]}
      onlyRenderVisibleElements
      ariaLabelConfig={labels}
      proOptions={PRO}
    >
      <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} color="var(--cauce-dots)" />
      <Controls showInteractive={false} fitViewOptions={FIT} position="bottom-left" />
      <DropGhost />
      {alone && <MapOfJourney />}
    </ReactFlow>
  );
}

/** The drawing: cards and links that can be moved, wired, inserted, copied and deleted. */
export function Canvas() {
  const t = useTexts();
  const empty = useEditor((state) => state.history.present.nodes.length === 0);
  const readOnly = useEditor((state) => state.readOnly);
  const searching = useMoment((moment) => moment.searching);
  const connecting = useMoment((moment) => moment.connecting !== null);
  const [wish, setWish] = useState<Wish | null>(null);
  const choose = useChoosing(setWish);
  const clip = useClipboard();
  const pointing = usePointing();
  useKeys();
  useEffect(() => endMoment, []);
  return (
    <section className={classes['canvas']} aria-label={t('canvas.label')} data-connecting={connecting} {...pointing}>
      <AddingProvider value={setWish}>
        <Field onWish={setWish} />
        {empty && <Text className={classes['empty']}>{t('canvas.empty')}</Text>}
        <ConnectBanner />
        {searching && <StepSearch />}
        {!readOnly && <StepMenu clip={clip} />}
        {!readOnly && <AddMenu wish={wish} onClose={() => setWish(null)} onChoose={choose} />}
      </AddingProvider>
    </section>
  );
}
