import type { PoolSettings } from '../pools.ts';
import { bestActionNode } from './best-action.ts';
import { capacityNode } from './capacity.ts';
import type { CardFacts } from './card-facts.ts';
import { entryNode } from './entry.ts';
import { exitNode } from './exit.ts';
import { experimentNode } from './experiment.ts';
import { handoverNode } from './handover.ts';
import { messageNode } from './message.ts';
import type { Handle, NodeDefinition } from './node-definition.ts';
import { offerNode } from './offer.ts';
import { splitNode } from './split.ts';
import { taskNode } from './task.ts';
import { updateNode } from './update.ts';
import { waitNode } from './wait.ts';
import { waitEventNode } from './wait-event.ts';
import { webhookNode } from './webhook.ts';

/** The node types, each with its definition: a type is added here and in the document's schema, nowhere else. */
export const nodeDefinitions = {
  entry: entryNode,
  message: messageNode,
  offer: offerNode,
  task: taskNode,
  wait: waitNode,
  waitEvent: waitEventNode,
  split: splitNode,
  experiment: experimentNode,
  bestAction: bestActionNode,
  capacity: capacityNode,
  update: updateNode,
  webhook: webhookNode,
  handover: handoverNode,
  exit: exitNode,
} as const;

export type NodeType = keyof typeof nodeDefinitions;

type ConfigOf<K extends NodeType> = (typeof nodeDefinitions)[K] extends NodeDefinition<infer Config> ? Config : never;

/** A node of one type as the document holds it. */
export interface NodeOf<K extends NodeType> {
  readonly id: string;
  readonly type: K;
  readonly stage?: string | undefined;
  readonly label?: string | undefined;
  readonly note?: string | undefined;
  readonly position: { readonly x: number; readonly y: number };
  readonly config: ConfigOf<K>;
}

export type JourneyNode = { [K in NodeType]: NodeOf<K> }[NodeType];

/** A node's definition with its own config already given: what its neighbours ask of it. */
export interface BoundNode {
  readonly card: CardFacts;
  readonly handles: readonly Handle[];
  readonly takesTime: boolean;
  readonly predicates: ReturnType<NodeDefinition<unknown>['predicates']>;
  readonly fields: readonly { readonly path: string; readonly field: string }[];
  readonly problems: ReturnType<NodeDefinition<unknown>['problems']>;
  readonly timing: ReturnType<NonNullable<NodeDefinition<unknown>['timing']>> | null;
  readonly until: ReturnType<NonNullable<NodeDefinition<unknown>['until']>> | null;
  readonly message: ReturnType<NonNullable<NodeDefinition<unknown>['message']>> | null;
  readonly handsTo: string | null;
  readonly learns: ReturnType<NonNullable<NodeDefinition<unknown>['learns']>> | null;
  readonly pool: PoolSettings | null;
  readonly listensTo: readonly string[];
  readonly tells: boolean;
  prepare(): ReturnType<NodeDefinition<unknown>['prepare']>;
}

/** Asks a node's definition about the node. Generic over the type: no switch, and a forgotten type does not compile. */
export function bindNode(node: JourneyNode): BoundNode {
  return bind(nodeDefinitions[node.type] as NodeDefinition<JourneyNode['config']>, node.config);
}

function bind<Config>(definition: NodeDefinition<Config>, config: Config): BoundNode {
  return {
    card: definition.card(config),
    handles: definition.handles(config),
    takesTime: definition.takesTime(config),
    predicates: definition.predicates(config),
    fields: definition.fields?.(config) ?? [],
    problems: definition.problems(config),
    timing: definition.timing?.(config) ?? null,
    until: definition.until?.(config) ?? null,
    message: definition.message?.(config) ?? null,
    handsTo: definition.handsTo?.(config) ?? null,
    learns: definition.learns?.(config) ?? null,
    pool: definition.pool?.(config) ?? null,
    listensTo: definition.listensTo?.(config) ?? [],
    tells: definition.tells ?? false,
    prepare: () => definition.prepare(config),
  };
}
