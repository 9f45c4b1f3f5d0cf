import type { JourneyDocument } from './document.ts';
import type { FlowCount } from './flow.ts';
import { bindNode } from './nodes/index.ts';

/** How often a step that learns showed an arm, and how often what it hopes for came of it. */
export interface ArmFlow {
  readonly arm: string;
  readonly shown: number;
  readonly rewarded: number;
}

/** The ids of the steps that learn. */
export function learningSteps({ nodes }: JourneyDocument): readonly string[] {
  return nodes.filter((node) => bindNode(node).learns !== null).map(({ id }) => id);
}

/** The arms of each step that learns, by its id, in the order of the drawing; counts of several shards add up. */
export function armFlows(document: JourneyDocument, counts: readonly FlowCount[]): Readonly<Record<string, readonly ArmFlow[]>> {
  const times = new Map<string, number>();
  for (const { kind, node, outcome, times: more } of counts) {
    const key = JSON.stringify([kind, node, outcome]);
    times.set(key, (times.get(key) ?? 0) + more);
  }
  const count = (...parts: readonly [FlowCount['kind'], string, string]) => times.get(JSON.stringify(parts)) ?? 0;
  const armsOf = (node: JourneyDocument['nodes'][number]) =>
    bindNode(node).handles.map(({ id }) => ({ arm: id, shown: count('step', node.id, id), rewarded: count('rewarded', node.id, id) }));
  return Object.fromEntries(document.nodes.flatMap((node) => (bindNode(node).learns === null ? [] : [[node.id, armsOf(node)]])));
}
