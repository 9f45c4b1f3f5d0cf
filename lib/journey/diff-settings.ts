import { canonicalJson } from '#lib/base/canonical-json.ts';
import type { JourneyNode } from './nodes/index.ts';

/** A setting that is not as it was; null where it is not there. */
export interface ChangedSetting {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two nodes of one type besides their places: label, note, stage and each setting. */
export function nodeSettings(before: JourneyNode, after: JourneyNode): readonly ChangedSetting[] {
  const seen = ({ label, note, stage, config }: JourneyNode) => ({
    label: label || null,
    note: note || null,
    stage: stage ?? null,
    config,
  });
  const [was, is] = [seen(before), seen(after)];
  const own = (['label', 'note', 'stage'] as const).flatMap((name) =>
    was[name] === is[name] ? [] : [{ path: [name], before: was[name], after: is[name] }],
  );
  return [...own, ...differences(settled(was.config), settled(is.config), [])];
}

function differences(before: unknown, after: unknown, path: readonly string[]): readonly ChangedSetting[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  const members = membersOf(before, after, path.length === 0);
  if (!members) return [{ path, before: before ?? null, after: after ?? null }];
  const [was, is] = members;
  const inside = [...new Set([...is.keys(), ...was.keys()])].flatMap((name) => differences(was.get(name), is.get(name), [...path, name]));
  // Members of a list that are the same in another order: the first that fits is taken, so order is a setting too.
  return inside.length > 0 ? inside : [{ path, before, after }];
}

type Members = ReadonlyMap<string, unknown>;

/** What two values are compared by, one by one: the keys of two objects of one kind, the ids of two lists; null: they are compared as a whole. */
function membersOf(before: unknown, after: unknown, isConfig: boolean): readonly [Members, Members] | null {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [was, is] = [byId(before), byId(after)];
    return was && is && [was, is];
  }
  if (!isPlain(before) || !isPlain(after)) return null;
  // What a whole config says of its kind is a setting like others: a task's call or visit.
  const isOneKind = isConfig || ['kind', 'mode', 'allow'].every((name) => before[name] === after[name]);
  const isWhole = [before, after].some((value) => 'rules' in value || 'amount' in value);
  return isOneKind && !isWhole ? [new Map(Object.entries(before)), new Map(Object.entries(after))] : null;
}

function byId(list: readonly unknown[]): Members | null {
  const ids = list.map((one) => (isPlain(one) && typeof one.id === 'string' ? one.id : null));
  const known = ids.filter((id) => id !== null);
  return new Set(known).size === list.length ? new Map(list.map((one, i) => [ids[i] ?? '', one])) : null;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value without what means nothing: absent keys, defaults that are written out, and the marks that a form leaves on a predicate. */
export function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled);
  if (!isPlain(value)) return value;
  const isRule = 'rules' in value || 'operator' in value;
  const kept = Object.entries(value).filter(
    ([name, held]) => !isDefault(name, held) && !(isRule && (name === 'id' || name === 'valueSource')),
  );
  return Object.fromEntries(kept.map(([name, held]) => [name, settled(held)]));
}

function isDefault(name: string, held: unknown): boolean {
  if (held === undefined) return true;
  switch (name) {
    case 'ifMissed':
      return held === 'skip';
    case 'graceDays':
      return held === 0;
    case 'not':
      return held === false;
    case 'reentry':
      return isPlain(held) && held.allow === false;
    case 'attachments':
      return Array.isArray(held) && held.length === 0;
    case 'topic':
    case 'script':
    case 'priority':
      return held === '';
    default:
      return false;
  }
}
