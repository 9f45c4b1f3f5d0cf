import { fieldAt } from '#lib/facts/catalogue.ts';
import { isWritable } from '#lib/facts/fact-write.ts';
import type { Facts } from '#lib/facts/facts.ts';
import { compilePredicate, fieldsOf, type Predicate } from '#lib/facts/predicate.ts';
import { DEFAULT_EXITS } from '#lib/journey/default-exits.ts';
import type { ExitRule, JourneyDocument } from '#lib/journey/document.ts';
import type { EntryConfig } from '#lib/journey/nodes/entry.ts';
import { bindNode, type JourneyNode } from '#lib/journey/nodes/index.ts';
import type { Step } from '#lib/journey/nodes/node-definition.ts';
import type { PoolSettings } from '#lib/journey/pools.ts';
import type { MessageTemplate } from '#lib/message/template.ts';

type Test = (facts: Facts) => boolean;

/** A node ready to run: its step, and where each of its handles leads (null: the run ends there). */
export interface CompiledNode {
  readonly id: string;
  readonly step: Step;
  readonly next: ReadonlyMap<string, string | null>;
  /** True where the run can come back to it: its arrivals are counted. */
  readonly inLoop: boolean;
  readonly isTask: boolean;
  readonly isCall: boolean;
  readonly isOffer: boolean;
  /** True for messages, offers and tasks: how they were left is the run's `lastOutcome`. */
  readonly tells: boolean;
}

/** A way into the journey. */
export interface CompiledEntry {
  readonly node: string;
  /** The event type that lets accounts in; null for a segment. */
  readonly event: string | null;
  readonly predicate: Predicate | null;
  readonly matches: Test;
  /** Local days that must have passed since the last run's end; null where an account enters only once. */
  readonly reentryAfterDays: number | null;
}

/** A node at which accounts ask for a place of a pool. */
export interface PoolNode extends PoolSettings {
  readonly node: string;
}

/** A journey made ready to run: predicates compiled, edges resolved. The same document always gives the same program. */
export interface Program {
  readonly key: string;
  readonly entries: readonly CompiledEntry[];
  readonly exits: readonly { readonly outcome: string; readonly matches: Test }[];
  readonly suspends: Test | null;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  /** What the words of a step do that a policy may forbid, by node and channel; a step without such words is not there. */
  readonly contentFlags: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** True where a contact.* event could change what the journey does: only then are such events shown to it. */
  readonly hearsContacts: boolean;
  /** True where a condition asks for the last contact, which may lie further back than the history that is read otherwise. */
  readonly readsLastContact: boolean;
  /** The keys of the models that its steps learn with, and the events they hope for. */
  readonly learns: readonly { readonly model: string; readonly reward: string }[];
  /** The nodes at which accounts ask for places, in document order. */
  readonly pools: readonly PoolNode[];
  /** True where a step counts business days: only then must holidays be known. */
  readonly usesHolidays: boolean;
}

/**
 * Compiles a valid document with the messages that its steps send. Edges to nodes that do not exist count as unwired: validation
 * reports them before.
 */
export function compile(document: JourneyDocument, messages: readonly MessageTemplate[] = []): Program {
  const ids = new Set(document.nodes.map((node) => node.id));
  const targets = new Map(
    document.edges.filter((edge) => ids.has(edge.target)).map((edge) => [wayKey(edge.source, edge.sourceHandle), edge.target]),
  );
  const ways = new Map(document.nodes.map((node) => [node.id, waysOut(node, targets)]));
  const looping = nodesInLoops(ways);
  const nodes = document.nodes.map((node): [string, CompiledNode] => [
    node.id,
    compileNode(node, ways.get(node.id) ?? new Map(), looping.has(node.id)),
  ]);
  const exits = document.exitWhen ?? DEFAULT_EXITS;
  return {
    key: document.key,
    entries: document.nodes.flatMap((node) => (node.type === 'entry' ? [compileEntry(node.id, node.config)] : [])),
    exits: exits.map((rule) => ({ outcome: rule.outcome, matches: compilePredicate(rule.where) })),
    suspends: document.suspendWhen ? compilePredicate(document.suspendWhen) : null,
    nodes: new Map(nodes),
    contentFlags: flagsByNode(document, messages),
    hearsContacts: hearsContacts(document, exits),
    readsLastContact: JSON.stringify(document).includes('debtor.lastContact'),
    learns: document.nodes.flatMap((node) => bindNode(node).learns ?? []),
    pools: document.nodes.flatMap((node) => poolNode(node.id, bindNode(node).pool)),
    usesHolidays: JSON.stringify(document).includes('"businessDays"'),
  };
}

/** In whichever language a debtor reads it: what one of them does the message does. */
function flagsByNode({ nodes }: JourneyDocument, messages: readonly MessageTemplate[]): Program['contentFlags'] {
  const flagged = messages.filter(({ extras }) => (extras?.flags ?? []).length > 0);
  if (flagged.length === 0) return new Map();
  return new Map(
    nodes.flatMap((node): [string, ReadonlyMap<string, readonly string[]>][] => {
      const sent = bindNode(node).message;
      const own = flagged.filter(({ key }) => key === sent?.template);
      if (own.length === 0) return [];
      const byChannel = Map.groupBy(own, ({ channel }) => channel);
      const flags = [...byChannel].map(([channel, texts]): [string, readonly string[]] => [
        channel,
        [...new Set(texts.flatMap(({ extras }) => extras?.flags ?? []))],
      ]);
      return [[node.id, new Map(flags)]];
    }),
  );
}

/** What the words that a step sends by a channel do that a policy may forbid. */
export function flagsAt({ contentFlags }: Program, node: string, channel: string): readonly string[] {
  return contentFlags.get(node)?.get(channel) ?? [];
}

function compileNode(node: JourneyNode, next: ReadonlyMap<string, string | null>, inLoop: boolean): CompiledNode {
  const bound = bindNode(node);
  return {
    id: node.id,
    step: bound.prepare(),
    next,
    inLoop,
    isTask: node.type === 'task',
    isCall: node.type === 'webhook',
    isOffer: node.type === 'offer',
    tells: bound.tells,
  };
}

function poolNode(node: string, settings: PoolSettings | null): readonly PoolNode[] {
  return settings ? [{ node, ...settings }] : [];
}

function compileEntry(node: string, { trigger, reentry }: EntryConfig): CompiledEntry {
  return {
    node,
    event: trigger.kind === 'event' ? trigger.event : null,
    predicate: trigger.where ?? null,
    matches: trigger.where ? compilePredicate(trigger.where) : () => true,
    reentryAfterDays: reentry?.allow ? reentry.afterDays : null,
  };
}

/** Each handle and its target; an optional handle that nobody wired takes the first one's way. */
function waysOut(node: JourneyNode, targets: ReadonlyMap<string, string>): Map<string, string | null> {
  const handles = bindNode(node).handles;
  const targetOf = (handle: string) => targets.get(wayKey(node.id, handle)) ?? null;
  const first = handles[0];
  const firstTarget = first ? targetOf(first.id) : null;
  return new Map(handles.map((handle) => [handle.id, targetOf(handle.id) ?? (handle.optional ? firstTarget : null)]));
}

/** Ids are any text, spaces included: the pair is kept apart. */
function wayKey(source: string, handle: string): string {
  return JSON.stringify([source, handle]);
}

type Graph = ReadonlyMap<string, readonly string[]>;

/** The nodes that lie on a loop, or between two: what no way in from outside, and no way out, can be peeled off. */
function nodesInLoops(ways: ReadonlyMap<string, ReadonlyMap<string, string | null>>): ReadonlySet<string> {
  const forward = new Map([...ways].map(([id, next]) => [id, [...new Set(next.values())].filter((target) => target !== null)]));
  return new Set(peeled(reversed(peeled(forward))).keys());
}

/** The graph without the nodes that nothing leads to, again and again (Kahn). */
function peeled(graph: Graph): Graph {
  const incoming = new Map<string, number>();
  for (const targets of graph.values()) for (const target of targets) incoming.set(target, (incoming.get(target) ?? 0) + 1);
  const open = [...graph.keys()].filter((id) => !incoming.get(id));
  const left = new Map(graph);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of left.get(id) ?? []) {
      const count = (incoming.get(target) ?? 0) - 1;
      incoming.set(target, count);
      if (count === 0) open.push(target);
    }
    left.delete(id);
  }
  return left;
}

function reversed(graph: Graph): Graph {
  const back = new Map<string, string[]>([...graph.keys()].map((id) => [id, []]));
  for (const [id, targets] of graph) for (const target of targets) back.get(target)?.push(id);
  return back;
}

function hearsContacts(document: JourneyDocument, exits: readonly ExitRule[]): boolean {
  const conditions = [...exits.map((rule) => rule.where), ...(document.suspendWhen ? [document.suspendWhen] : [])];
  const listens = document.nodes.some((node) => bindNode(node).listensTo.some((type) => type.startsWith('contact.')));
  const enters = document.nodes.some(
    (node) => node.type === 'entry' && node.config.trigger.kind === 'event' && node.config.trigger.event.startsWith('contact.'),
  );
  return conditions.some(mayDifferAtAContact) || listens || enters;
}

/**
 * True where the answer may differ when a contact event is shown although no other event came: it reads contacts,
 * replies, the event itself, other accounts, the day, or what a step may have written since. What only accounts and debtors say was asked when it changed.
 */
function mayDifferAtAContact(predicate: Predicate): boolean {
  return [...fieldsOf(predicate)].some((path) => {
    const field = fieldAt(path);
    return (
      field !== null &&
      (field.variesByDay ||
        isWritable(path) ||
        path === 'debtor.lastReplyAt' ||
        !['account', 'debtor', 'enrollment'].includes(field.source))
    );
  });
}
