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
  useReactFlow,
} from '@xyflow/react';
import { type DragEvent, useCallback, useState } from 'react';
import { announce } from '../../parts/notices';
import { addStep, connectSteps, type Place } from '../acts';
import { kindByName } from '../catalog';
import { CARD_HEIGHT, CARD_WIDTH } from '../document';
import { useEditor, useScope } from '../editor/scope';
import { useTexts } from '../texts';
import { AddMenu } from './AddMenu';
import { AddingProvider, type Wish, wishAt } from './adding';
import classes from './Canvas.module.css';
import { firstLook } from './firstLook';
import type { StepFlowEdge, StepFlowNode } from './flow';
import { useFlowLabels } from './labels';
import { DRAGGED_KIND } from './Palette';
import { StepCard } from './StepCard';
import { StepEdge } from './StepEdge';
import { useKeys } from './useKeys';
import { useOpenInSight } from './useOpenInSight';
import { usePlusSize } from './usePlusSize';
import { useView } from './useView';

const NODE_TYPES = { step: StepCard };
const EDGE_TYPES = { step: StepEdge };
const EDGE_DEFAULTS = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: '#a9b6c0' } };
const FIT = { padding: 0.12, maxZoom: 1 };
const PRO = { hideAttribution: false };

/** Where a dragged tile was let go: on a "+", on an open port, or anywhere else. */
function placeOfDrop(event: DragEvent, at: { x: number; y: number }): Place {
  const button = (event.target as Element).closest<HTMLElement>('[data-edge], [data-port]');
  const { edge, node, port } = button?.dataset ?? {};
  if (edge !== undefined) {
    return { kind: 'edge', id: edge };
  }
  if (node !== undefined && port !== undefined) {
    return { kind: 'port', node, port };
  }
  return { kind: 'free', at: { x: at.x - CARD_WIDTH / 2, y: at.y - CARD_HEIGHT / 2 } };
}

/** The drawing: cards and links that can be moved, wired, inserted and deleted. */
export function Canvas() {
  const t = useTexts();
  const { store, catalog } = useScope();
  const readOnly = useEditor((state) => state.readOnly);
  const alone = useEditor((state) => state.panel.kind === 'none');
  const view = useView();
  const flow = useReactFlow<StepFlowNode, StepFlowEdge>();
  const labels = useFlowLabels();
  useOpenInSight();
  usePlusSize();
  const [wish, setWish] = useState<Wish | null>(null);
  useKeys(useCallback(() => announce(t('canvas.entryStays'), 'failed'), [t]));

  const ask = useCallback((place: Place, opener: HTMLElement) => setWish(wishAt(place, opener)), []);
  const onConnect = (link: Connection) =>
    connectSteps(store, { node: link.source, port: link.sourceHandle ?? 'next' }, link.target);
  const isValid = (link: Connection | Edge) =>
    link.source !== link.target && link.target !== store.getState().history.present.entry;
  const onConnectEnd = (event: MouseEvent | TouchEvent, end: FinalConnectionState) => {
    const from = end.fromHandle;
    const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
    if (from?.type === 'source' && onPane && end.toNode === null && event instanceof MouseEvent) {
      const place: Place = { kind: 'port', node: from.nodeId, port: from.id ?? 'next' };
      setWish({ place, opener: null, anchor: { x: event.clientX, y: event.clientY } });
    }
  };
  const onDrop = (event: DragEvent) => {
    const kind = event.dataTransfer.getData(DRAGGED_KIND);
    if (kind !== '' && !readOnly) {
      event.preventDefault();
      addStep(
        store,
        catalog,
        kind,
        placeOfDrop(event, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })),
      );
    }
  };
  const onDragOver = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  };
  const onInit = (instance: ReactFlowInstance<StepFlowNode, StepFlowEdge>) =>
    firstLook(instance, store.getState().history.present);
  return (
    <section className={classes['canvas']} aria-label={t('canvas.label')}>
      <AddingProvider value={ask}>
        <ReactFlow<StepFlowNode, StepFlowEdge>
          {...view}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          defaultEdgeOptions={EDGE_DEFAULTS}
          onConnect={onConnect}
          onReconnect={(_old, link) => onConnect(link)}
          onConnectEnd={onConnectEnd}
          isValidConnection={isValid}
          connectionRadius={48}
          onDrop={onDrop}
          onDragOver={onDragOver}
          onInit={onInit}
          onPaneClick={() => store.getState().select([], [])}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesReconnectable={!readOnly}
          selectNodesOnDrag={false}
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
          <Background variant={BackgroundVariant.Dots} gap={24} size={1.2} color="#d5dde3" />
          <Controls showInteractive={false} fitViewOptions={FIT} position="bottom-left" />
          {alone && (
            <MiniMap<StepFlowNode>
              pannable
              zoomable
              position="bottom-right"
              nodeColor={(node) => kindByName(catalog, node.data.step.kind)?.color ?? '#6b7480'}
              nodeBorderRadius={10}
              maskColor="rgb(29 42 53 / 8%)"
            />
          )}
        </ReactFlow>
        {view.nodes.length === 0 && <Text className={classes['empty']}>{t('canvas.empty')}</Text>}
        <AddMenu
          wish={wish}
          onClose={() => setWish(null)}
          onChoose={(kind, { place }) => {
            setWish(null);
            addStep(store, catalog, kind.name, place);
          }}
        />
      </AddingProvider>
    </section>
  );
}
