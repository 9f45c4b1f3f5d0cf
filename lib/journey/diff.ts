import { canonicalJson } from '#lib/base/canonical-json.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import { nodeSettings, settled } from './diff-settings.ts';
import type { ExitRule, JourneyDocument, JourneyEdge, Stage } from './document.ts';
import { bindNode, type JourneyNode } from './nodes/index.ts';

/** A message as it is compared: its words by key, channel and language. */
export interface MessageText {
  readonly key: string;
  readonly channel: string;
  readonly language: string;
  readonly subject: string | null;
  readonly body: string;
  /** What stands beside the words: a design, a button, an approved template, what they say. */
  readonly extras?: object | null;
}

/** A journey as it is compared: its document, and the messages that its steps send. */
export interface Written {
  readonly document: JourneyDocument;
  readonly messages: readonly MessageText[];
}

/** The step that a change is about, as it is called afterwards. */
export interface ChangedNode {
  readonly id: string;
  readonly name: string;
  readonly type: JourneyNode['type'];
}

/** Where a way leads: a step that is or was there. */
export type WayEnd = { readonly id: string; readonly name: string };

/**
 * One thing that is not as it was. `before` is null for what was not there, `after` for what is no more. `way`: where those
 * go who leave a step by a handle; null: nowhere, the run ends there.
 */
export type Change =
  | { readonly kind: 'name' | 'description'; readonly before: string | null; readonly after: string | null }
  | { readonly kind: 'stage'; readonly before: Stage | null; readonly after: Stage | null }
  | { readonly kind: 'exits'; readonly before: readonly ExitRule[] | null; readonly after: readonly ExitRule[] | null }
  | { readonly kind: 'suspend'; readonly before: Predicate | null; readonly after: Predicate | null }
  | { readonly kind: 'order'; readonly of: 'stages' | 'entries' }
  | { readonly kind: 'node'; readonly before: JourneyNode | null; readonly after: JourneyNode | null }
  | {
      readonly kind: 'setting';
      readonly node: ChangedNode;
      /** `['when', 'at']`; a branch by its id: `['branches', 'call', 'where']`; also `label`, `note` and `stage`. */
      readonly path: readonly string[];
      readonly before: unknown;
      readonly after: unknown;
    }
  | {
      readonly kind: 'way';
      readonly node: ChangedNode;
      readonly handle: string;
      readonly before: WayEnd | null;
      readonly after: WayEnd | null;
    }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly channel: string;
      readonly language: string;
      readonly before: Pick<MessageText, 'subject' | 'body'> | null;
      readonly after: Pick<MessageText, 'subject' | 'body'> | null;
    };

/**
 * What makes one journey another: steps, settings, the ways between steps, stages, rules and the words of messages that both
 * send. Not told: where cards stand, the ids and labels of edges, keys, defaults that are written out in one of the two, and
 * what follows from a step that came or went (its own ways out). In document order; pure.
 */
export function journeyChanges(before: Written, after: Written): readonly Change[] {
  return [
    ...wholeChanges(before.document, after.document),
    ...nodeChanges(before.document, after.document),
    ...messageChanges(before, after),
  ];
}

function wholeChanges(before: JourneyDocument, after: JourneyDocument): readonly Change[] {
  const changes: Change[] = [];
  if (before.name !== after.name) changes.push({ kind: 'name', before: before.name, after: after.name });
  const [was, is] = [before.description || null, after.description || null];
  if (was !== is) changes.push({ kind: 'description', before: was, after: is });
  changes.push(...stageChanges(before.stages, after.stages));
  const exits = { before: before.exitWhen ?? null, after: after.exitWhen ?? null };
  if (!isSame(exits.before, exits.after)) changes.push({ kind: 'exits', ...exits });
  const suspend = { before: before.suspendWhen ?? null, after: after.suspendWhen ?? null };
  if (!isSame(suspend.before, suspend.after)) changes.push({ kind: 'suspend', ...suspend });
  return changes;
}

function stageChanges(before: readonly Stage[], after: readonly Stage[]): readonly Change[] {
  const changes: Change[] = [];
  const [was, is] = [byId(before), byId(after)];
  for (const stage of is.values()) {
    const old = was.get(stage.id) ?? null;
    if (!isSame(old, stage)) changes.push({ kind: 'stage', before: old, after: stage });
  }
  for (const stage of was.values()) if (!is.has(stage.id)) changes.push({ kind: 'stage', before: stage, after: null });
  if (!isSameOrder([...was.keys()], [...is.keys()])) changes.push({ kind: 'order', of: 'stages' });
  return changes;
}

function nodeChanges(before: JourneyDocument, after: JourneyDocument): readonly Change[] {
  const changes: Change[] = [];
  const [was, is] = [byId(before.nodes), byId(after.nodes)];
  const ends = { before: endsOf(before, was), after: endsOf(after, is) };
  for (const node of is.values()) {
    const old = was.get(node.id);
    if (!old || old.type !== node.type) {
      if (old) changes.push({ kind: 'node', before: old, after: null });
      changes.push({ kind: 'node', before: null, after: node });
      continue;
    }
    const changed = { id: node.id, name: nameOf(node), type: node.type };
    for (const setting of nodeSettings(old, node)) changes.push({ kind: 'setting', node: changed, ...setting });
    changes.push(...wayChanges(changed, ends.before.get(node.id), ends.after.get(node.id)));
  }
  for (const node of was.values()) if (!is.has(node.id)) changes.push({ kind: 'node', before: node, after: null });
  if (!isSameOrder(entriesOf(was), entriesOf(is))) changes.push({ kind: 'order', of: 'entries' });
  return changes;
}

/** Where each step's handles lead; the first edge of a handle is the one that is taken. */
function endsOf({ edges }: JourneyDocument, nodes: ReadonlyMap<string, JourneyNode>): ReadonlyMap<string, ReadonlyMap<string, WayEnd>> {
  const ends = new Map<string, Map<string, WayEnd>>();
  const endOf = ({ target }: JourneyEdge): WayEnd => {
    const node = nodes.get(target);
    return { id: target, name: node ? nameOf(node) : target };
  };
  for (const edge of edges) {
    const mine = ends.get(edge.source) ?? new Map<string, WayEnd>();
    if (!mine.has(edge.sourceHandle)) mine.set(edge.sourceHandle, endOf(edge));
    ends.set(edge.source, mine);
  }
  return ends;
}

type Ends = ReadonlyMap<string, WayEnd> | undefined;

function wayChanges(node: ChangedNode, before: Ends, after: Ends): readonly Change[] {
  const handles = new Set([...(after?.keys() ?? []), ...(before?.keys() ?? [])]);
  return [...handles].flatMap((handle): Change[] => {
    const [was, is] = [before?.get(handle) ?? null, after?.get(handle) ?? null];
    return was?.id === is?.id ? [] : [{ kind: 'way', node, handle, before: was, after: is }];
  });
}

/** Of a message that only one of the two sends nothing is told: that another is sent is the change of a step. */
function messageChanges(before: Written, after: Written): readonly Change[] {
  const [sentBefore, sentAfter] = [keysSentBy(before.document), keysSentBy(after.document)];
  const isShared = ({ key }: MessageText) => sentBefore.has(key) && sentAfter.has(key);
  const [was, is] = [byPlace(before.messages.filter(isShared)), byPlace(after.messages.filter(isShared))];
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((name): Change[] => {
    const [old, now] = [was.get(name), is.get(name)];
    const named = now ?? old;
    if (!named) return [];
    const { key, channel, language } = named;
    const place = { kind: 'message' as const, key, channel, language };
    if (!old || !now || old.subject !== now.subject || old.body !== now.body)
      return [{ ...place, before: wordsOf(old), after: wordsOf(now) }];
    // The same words in another design, or marked otherwise: what stands beside them is told.
    return isSame(old.extras, now.extras) ? [] : [{ ...place, before: besideOf(old), after: besideOf(now) }];
  });
}

/** What stands beside the words of a message, a line each; the HTML that is made of its MJML is not the author's. */
function besideOf({ subject, extras }: MessageText) {
  const lines = Object.entries(extras ?? {}).filter(([name]) => name !== 'html');
  return { subject, body: lines.map(([, value]) => (typeof value === 'string' ? value : flat(value).join(' '))).join('\n') };
}

function flat(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(flat);
  return [String(value)];
}

function wordsOf(message: MessageText | undefined) {
  return message ? { subject: message.subject, body: message.body } : null;
}

function keysSentBy({ nodes }: JourneyDocument): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => bindNode(node).message?.template ?? []));
}

function byPlace(messages: readonly MessageText[]): ReadonlyMap<string, MessageText> {
  return new Map(messages.map((message) => [canonicalJson([message.key, message.channel, message.language]), message]));
}

/** The first of each id. */
function byId<T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  const first = new Map<string, T>();
  for (const one of list) if (!first.has(one.id)) first.set(one.id, one);
  return first;
}

function entriesOf(nodes: ReadonlyMap<string, JourneyNode>): string[] {
  return [...nodes.values()].filter(({ type }) => type === 'entry').map(({ id }) => id);
}

/** True where those that are in both lists stand in one order. */
function isSameOrder(before: readonly string[], after: readonly string[]): boolean {
  const [was, is] = [new Set(before), new Set(after)];
  const [old, now] = [before.filter((id) => is.has(id)), after.filter((id) => was.has(id))];
  return old.every((id, i) => id === now[i]);
}

function nameOf(node: JourneyNode): string {
  return node.label || node.id;
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(settled(a)) === canonicalJson(settled(b));
}
