'use client';

import type { EdgeChange, NodeChange } from '@xyflow/react';
import { useCallback, useRef, useState } from 'react';
import { moveNodes, type Point } from '#lib/journey/edits/nodes.ts';
import type { CardNode, WayEdge } from './flow-view.ts';
import { useStudioStore } from './studio-context.tsx';
import type { StudioStore } from './studio-store.ts';

type Size = { readonly width: number; readonly height: number };

/** What React Flow tells of itself: sizes and places under way stay here, moves that ended and what was chosen go to the store. */
export function useFlowChanges() {
  const store = useStudioStore();
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(() => new Map());
  const [moving, setMoving] = useState<ReadonlyMap<string, Point>>(() => new Map());
  const isDragged = useRef(false);
  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const measured = changes.flatMap((change) =>
        change.type === 'dimensions' && change.dimensions ? [[change.id, change.dimensions] as const] : [],
      );
      if (measured.length > 0) setSizes((before) => new Map([...before, ...measured]));
      const moves = changes.flatMap((change) =>
        change.type === 'position' && change.position ? [{ ...change, position: change.position }] : [],
      );
      const under = moves.filter(({ dragging }) => dragging === true);
      if (under.length > 0) isDragged.current = true;
      if (under.length > 0) setMoving((before) => new Map([...before, ...under.map(({ id, position }) => [id, position] as const)]));
      else if (moves.length > 0) {
        setMoving((before) => (before.size > 0 ? new Map() : before));
        const gesture = isDragged.current ? null : 'nudge';
        isDragged.current = false;
        store.getState().make(moveNodes(new Map(moves.map(({ id, position }) => [id, position])), gesture));
      }
      chooseNodes(store, changes);
    },
    [store],
  );
  const onEdgesChange = useCallback((changes: EdgeChange<WayEdge>[]) => chooseEdges(store, changes), [store]);
  return { sizes, moving, onNodesChange, onEdgesChange };
}

function chooseNodes(store: StudioStore, changes: readonly NodeChange<CardNode>[]): void {
  const selects = changes.filter((change) => change.type === 'select');
  if (selects.length === 0) return;
  const { choice, choose } = store.getState();
  choose({ ...choice, nodes: changed(choice.nodes, selects) });
}

function chooseEdges(store: StudioStore, changes: readonly EdgeChange<WayEdge>[]): void {
  const selects = changes.filter((change) => change.type === 'select');
  if (selects.length === 0) return;
  const { choice, choose } = store.getState();
  choose({ ...choice, edges: changed(choice.edges, selects) });
}

function changed(
  before: ReadonlySet<string>,
  selects: readonly { readonly id: string; readonly selected: boolean }[],
): ReadonlySet<string> {
  const after = new Set(before);
  for (const { id, selected } of selects) {
    if (selected) after.add(id);
    else after.delete(id);
  }
  return after;
}
