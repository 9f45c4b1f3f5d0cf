import { type Finding, finding } from '../finding.ts';
import type { JourneyMap } from './map.ts';

/** Edges that hang in the air or leave by a handle that is none, and handles that must lead somewhere and do not. */
export function wiringProblems(map: JourneyMap): readonly Finding[] {
  return [...looseEnds(map), ...unknownHandles(map), ...unwiredHandles(map)];
}

function looseEnds({ document, byId }: JourneyMap): readonly Finding[] {
  return document.edges.flatMap((edge, index) =>
    (['source', 'target'] as const)
      .filter((end) => !byId.has(edge[end]))
      .map((end) =>
        finding('edge-to-missing-node', end, { edge: edge.id, path: `$.edges[${index}].${end}` }, { edge: edge.id, id: edge[end] }),
      ),
  );
}

function unknownHandles({ edges }: JourneyMap): readonly Finding[] {
  return edges
    .filter((mapped) => !mapped.isTaken)
    .map(({ edge, source }) => {
      const handles = source.bound.handles.map((handle) => handle.id).join(', ');
      const params = { edge: edge.id, node: source.name, handle: edge.sourceHandle, handles };
      return finding('unknown-handle', handles === '' ? 'none' : 'handle', { edge: edge.id }, params);
    });
}

/** An edge that hangs in the air is its own finding: its handle is not also unwired. */
function unwiredHandles({ nodes, byId, wired }: JourneyMap): readonly Finding[] {
  return nodes.flatMap((mapped) => {
    if (byId.get(mapped.node.id) !== mapped) return [];
    const open = mapped.bound.handles.filter((handle) => !handle.optional && !wired[mapped.index]?.has(handle.id));
    return open.map((handle) => finding('unwired-handle', 'handle', { node: mapped.node.id }, { node: mapped.name, handle: handle.id }));
  });
}
