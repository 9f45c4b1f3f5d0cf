'use client';

import {
  type Connection,
  ConnectionMode,
  type FinalConnectionState,
  MiniMap,
  ReactFlow,
  useNodesInitialized,
  useStore,
} from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { canConnect, reconnect } from '#lib/journey/edits/edges.ts';
import { type Adding, AddMenu } from './add-menu.tsx';
import { CanvasControls } from './canvas-controls.tsx';
import { type CardNode, createFlowView, type FlowInput, handleOf, type Spoken, type WayEdge } from './flow-view.ts';
import { JourneyCard } from './journey-card.tsx';
import { JourneyEdge } from './journey-edge.tsx';
import { StageBands } from './stage-bands.tsx';
import { useStepWords } from './step-words.ts';
import { useStudio, useStudioStore } from './studio-context.tsx';
import { useDrawing } from './use-drawing.ts';
import { useFlowChanges } from './use-flow-changes.ts';
import { usePanning } from './use-panning.ts';

const NODE_TYPES = { card: JourneyCard };
const EDGE_TYPES = { way: JourneyEdge };
/** Above this many cards, those out of view are not drawn; below it, panning is smoother when they are. */
const ALL_DRAWN_UP_TO = 400;
/** Below this zoom small text cannot be read: a card is drawn as its name alone. */
const FAR_BELOW = 0.5;
const MAP_SIZE = { width: 148, height: 100 };
const HEAT_COLOURS = { none: 'none', pre: 'pre', due: 'due', '1-30': '1', '31-60': '31', '61-90': '61', '90+': '90' };

function heatColour({ data }: CardNode): string {
  return `var(--color-heat-${HEAT_COLOURS[data.heat]})`;
}

/** Brings everything into view once the cards have their sizes, and says that they have. */
function FirstFit({ onMeasured }: { readonly onMeasured: () => void }) {
  const drawing = useDrawing();
  const isReady = useNodesInitialized();
  const isDone = useRef(false);
  useEffect(() => {
    if (!isReady || isDone.current) return;
    isDone.current = true;
    drawing.fitFirst();
    onMeasured();
  }, [isReady, drawing, onMeasured]);
  return null;
}

interface StudioCanvasProps {
  readonly counts: FlowInput['counts'];
  readonly faults: FlowInput['faults'];
}

/** The canvas: a view of the document, on which one draws. */
export function StudioCanvas({ counts, faults }: StudioCanvasProps) {
  const t = useTranslations('studio');
  const store = useStudioStore();
  const document = useStudio(({ history }) => history.document);
  const choice = useStudio((studio) => studio.choice);
  const canEdit = useStudio((studio) => studio.canEdit);
  const { sizes, moving, onNodesChange, onEdgesChange } = useFlowChanges();
  const [view] = useState(createFlowView);
  const spoken = useSpoken();
  const { nodes, edges } = useMemo(
    () => view({ document, choice, moving, sizes, counts, faults, canEdit, spoken }),
    [view, document, choice, moving, sizes, counts, faults, canEdit, spoken],
  );
  const [isMeasured, setMeasured] = useState(false);
  const markMeasured = useCallback(() => setMeasured(true), []);
  const isFar = useStore(({ transform: [, , zoom] }) => zoom < FAR_BELOW);
  const { isPanning, ...panning } = usePanning();
  const wires = useWires();
  const labels = useFlowLabels();
  return (
    <div
      data-measured={isMeasured ? '' : undefined}
      data-far={isFar ? '' : undefined}
      data-moving={isPanning || moving.size > 0 ? '' : undefined}
      className="studio-canvas relative size-full"
    >
      <ReactFlow<CardNode, WayEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        {...panning}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={wires.onConnect}
        onConnectEnd={wires.onConnectEnd}
        onReconnect={wires.onReconnect}
        onReconnectStart={wires.onReconnectStart}
        onReconnectEnd={wires.onReconnectEnd}
        isValidConnection={wires.isValid}
        onKeyDown={endGestureOnEscape(store)}
        connectionMode={ConnectionMode.Strict}
        connectionRadius={28}
        reconnectRadius={14}
        deleteKeyCode={null}
        nodesDraggable={canEdit}
        nodesConnectable={canEdit}
        edgesReconnectable={canEdit}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={document.nodes.length > ALL_DRAWN_UP_TO}
        panOnScroll
        zoomOnDoubleClick={false}
        minZoom={0.15}
        maxZoom={1.75}
        ariaLabelConfig={labels}
        aria-label={t('canvas')}
        attributionPosition="bottom-center"
      >
        <StageBands />
        <MiniMap<CardNode>
          pannable
          zoomable
          className="max-md:hidden"
          style={MAP_SIZE}
          nodeColor={heatColour}
          nodeBorderRadius={24}
          ariaLabel={t('minimap')}
        />
        <FirstFit onMeasured={markMeasured} />
        <CanvasControls />
      </ReactFlow>
      {wires.adding ? <AddMenu adding={wires.adding} onClose={wires.stopAdding} /> : null}
    </div>
  );
}

/** Escape lets go of what is chosen. */
function endGestureOnEscape(store: ReturnType<typeof useStudioStore>) {
  return (event: KeyboardEvent) => {
    if (event.key === 'Escape') store.getState().choose({ nodes: new Set(), edges: new Set() });
  };
}

/** Drawing and re-routing edges. A line may end anywhere on a card; ended on bare canvas it offers what to put there. */
function useWires() {
  const store = useStudioStore();
  const drawing = useDrawing();
  const [adding, setAdding] = useState<Adding | null>(null);
  const isRerouting = useRef(false);
  const wayOf = useCallback(
    ({ source, target, sourceHandle }: { source: string; target: string; sourceHandle?: string | null }) => ({
      source,
      target,
      sourceHandle: handleOf(sourceHandle),
    }),
    [],
  );
  return useMemo(
    () => ({
      adding,
      stopAdding: () => setAdding(null),
      isValid: (connection: Connection | WayEdge) => canConnect(store.getState().history.document, wayOf(connection)),
      onConnect: (connection: Connection) => {
        const { source, sourceHandle, target } = wayOf(connection);
        drawing.connect({ node: source, handle: sourceHandle }, target);
      },
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        if (isRerouting.current || state.isValid || !state.fromNode || state.fromHandle?.type !== 'source') return;
        const from = { node: state.fromNode.id, handle: handleOf(state.fromHandle.id) };
        const at = pointOf(event);
        const target = nodeUnder(at);
        if (target) drawing.connect(from, target);
        else if (isCanvas(at)) setAdding({ from, at });
      },
      onReconnectStart: () => {
        isRerouting.current = true;
      },
      onReconnect: (edge: WayEdge, connection: Connection) => void store.getState().make(reconnect(edge.id, wayOf(connection))),
      onReconnectEnd: (event: MouseEvent | TouchEvent, edge: WayEdge, _: unknown, state: FinalConnectionState) => {
        isRerouting.current = false;
        const target = nodeUnder(pointOf(event));
        if (state.isValid || !target || !edge.data) return;
        if (state.fromHandle?.type === 'source') store.getState().make(reconnect(edge.id, { ...edge.data.edge, target }));
      },
    }),
    [adding, store, drawing, wayOf],
  );
}

function pointOf(event: MouseEvent | TouchEvent): { readonly x: number; readonly y: number } {
  const { clientX: x, clientY: y } = 'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
  return { x, y };
}

function nodeUnder({ x, y }: { readonly x: number; readonly y: number }): string | null {
  return window.document.elementFromPoint(x, y)?.closest('.react-flow__node')?.getAttribute('data-id') ?? null;
}

function isCanvas({ x, y }: { readonly x: number; readonly y: number }): boolean {
  return window.document.elementFromPoint(x, y)?.closest('.react-flow__pane') !== null;
}

/** The names of steps and ways for those who hear the canvas. */
function useSpoken(): Spoken {
  const t = useTranslations('studio');
  const words = useStepWords();
  return useMemo(
    () => ({
      card: (node) => t('cardName', { type: words.typeName(node.type), name: words.nodeName(node) }),
      way: (source, handle, target) =>
        t('wayName', { source: words.nodeName(source), handle: words.handleName(source, handle), target: words.nodeName(target) }),
    }),
    [t, words],
  );
}

/** What React Flow says to those who hear it. */
function useFlowLabels() {
  const t = useTranslations('studio');
  return useMemo(
    () => ({
      'node.a11yDescription.default': t('a11yNode'),
      'node.a11yDescription.keyboardDisabled': t('a11yNodeRead'),
      'node.a11yDescription.ariaLiveMessage': () => t('a11yMoved'),
      'edge.a11yDescription.default': t('a11yEdge'),
      'controls.ariaLabel': t('controls'),
      'handle.ariaLabel': t('handle'),
      'minimap.ariaLabel': t('minimap'),
    }),
    [t],
  );
}
