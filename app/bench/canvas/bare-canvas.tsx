'use client';

import '@xyflow/react/dist/style.css';
import { type Edge, type Node, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react';
import type { JourneyDocument } from '#lib/journey/document.ts';

/** The floor of the bench: React Flow by itself with the same nodes and edges, its own looks, and nothing else. */
export function BareCanvas({ document }: { readonly document: JourneyDocument }) {
  const [nodes, , onNodesChange] = useNodesState<Node>(
    document.nodes.map(({ id, position, label }) => ({ id, position, data: { label }, style: { width: 208 } })),
  );
  const [edges, , onEdgesChange] = useEdgesState<Edge>(document.edges.map(({ id, source, target }) => ({ id, source, target })));
  return (
    <div className="h-dvh w-full">
      <ReactFlow nodes={nodes} edges={edges} onNodesChange={onNodesChange} onEdgesChange={onEdgesChange} fitView minZoom={0.1} />
    </div>
  );
}
