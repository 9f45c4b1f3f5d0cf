import type { NodeType } from '#lib/journey/nodes/index.ts';

/** The groups of the palette, in its order; a type that the registry gains does not compile until it has its group. */
const GROUP_OF: { readonly [K in NodeType]: 'contact' | 'decision' | 'time' | 'flow' } = {
  message: 'contact',
  offer: 'contact',
  task: 'contact',
  split: 'decision',
  experiment: 'decision',
  bestAction: 'decision',
  capacity: 'decision',
  wait: 'time',
  waitEvent: 'time',
  entry: 'flow',
  update: 'flow',
  webhook: 'flow',
  handover: 'flow',
  exit: 'flow',
};

/** Every type, in the order of the palette. */
export const NODE_TYPES_IN_PALETTE = Object.keys(GROUP_OF) as readonly NodeType[];

/** Each group with its types. */
export const PALETTE_GROUPS = (['contact', 'decision', 'time', 'flow'] as const).map((group) => ({
  group,
  types: NODE_TYPES_IN_PALETTE.filter((type) => GROUP_OF[type] === group),
}));
