import { readNumber } from '#lib/facts/comparison.ts';
import { isGroup, type Predicate, type Rule } from '#lib/facts/predicate.ts';
import type { Stage } from '../document.ts';
import { type Finding, finding } from '../finding.ts';
import type { When } from '../when.ts';
import type { JourneyMap, MappedNode } from './map.ts';

/*
 * Days relative to the due date. They tell whether a step by that date lies inside its stage, and whether an account can
 * still be in time for it.
 */

/** Steps by the due date that lie outside their stage's band, and those that would always be missed. */
export function dayProblems(map: JourneyMap): readonly Finding[] {
  const stages = new Map(map.document.stages.map((stage) => [stage.id, stage]));
  const arrivals = earliestArrivals(map);
  return map.nodes.flatMap((mapped) => [...stageProblem(mapped, stages), ...backwards(mapped, arrivals.get(mapped))]);
}

function whenOf({ bound }: MappedNode): When | null {
  return bound.timing?.when ?? bound.until;
}

/** A stage that both null days put off the due axis holds any step; one null day leaves that side open. */
function stageProblem(mapped: MappedNode, stages: ReadonlyMap<string, Stage>): readonly Finding[] {
  const { id, stage: stageId } = mapped.node;
  if (stageId === undefined) return [];
  const stage = stages.get(stageId);
  const place = { node: id, path: `${mapped.path}.stage` };
  if (!stage) return [finding('outside-stage', 'stage', place, { node: mapped.name, stage: stageId })];
  const when = whenOf(mapped);
  if (when?.kind !== 'due') return [];
  const { fromDay, toDay } = stage;
  if (when.days >= (fromDay ?? -Infinity) && when.days <= (toDay ?? Infinity)) return [];
  const band = { from: fromDay === null ? '…' : dayName(fromDay), to: toDay === null ? '…' : dayName(toDay) };
  return [finding('outside-stage', 'day', place, { node: mapped.name, stage: stage.name || stage.id, day: dayName(when.days), ...band })];
}

/** Only steps that can be missed: a plain wait goes on at once, and `act` acts late. */
function backwards(mapped: MappedNode, earliest: number | undefined): readonly Finding[] {
  const { timing } = mapped.bound;
  if (timing?.when.kind !== 'due' || timing.ifMissed === 'act') return [];
  if (earliest === undefined || earliest <= timing.when.days + (timing.graceDays ?? 0)) return [];
  const params = { node: mapped.name, day: dayName(timing.when.days), earliest: dayName(earliest) };
  return [finding('time-runs-backwards', 'step', { node: mapped.node.id }, params)];
}

/** `−5`, `0`, `+3`. */
function dayName(day: number): string {
  if (day === 0) return '0';
  return day < 0 ? `−${-day}` : `+${day}`;
}

/**
 * The earliest day on which an account can arrive at each node that an entry leads to; −∞ where nothing bounds it. A shortest
 * path (Dijkstra): passing a step never makes a day earlier.
 */
function earliestArrivals({ nodes, leaving }: JourneyMap): ReadonlyMap<MappedNode, number> {
  const settled = new Map<MappedNode, number>();
  const open = new DayQueue();
  for (const mapped of nodes) if (mapped.node.type === 'entry') open.push(entryDay(mapped), mapped);
  for (let next = open.pop(); next; next = open.pop()) {
    const { day, mapped } = next;
    if (settled.has(mapped)) continue;
    settled.set(mapped, day);
    const leavesAt = departure(day, mapped);
    for (const way of leaving[mapped.index] ?? []) if (way.isTaken && !settled.has(way.target)) open.push(leavesAt, way.target);
  }
  return settled;
}

/** The earliest day on which an account that arrives on `day` goes on. */
function departure(day: number, mapped: MappedNode): number {
  const when = whenOf(mapped);
  if (when?.kind === 'due') return Math.max(day, when.days);
  if (when?.kind !== 'after') return day;
  // A day of a clock change has 25 hours: 24 of them may end on the same date.
  return day + Math.max(0, when.unit === 'hours' ? Math.floor((when.amount - 1) / 24) : when.amount);
}

/** What the entry's predicate says about the day at which accounts come in. */
function entryDay({ bound }: MappedNode): number {
  return latest(bound.predicates.map(({ predicate }) => lowestDay(predicate)));
}

function lowestDay(predicate: Predicate): number {
  if (predicate.combinator !== 'and' || predicate.not) return -Infinity;
  return latest(predicate.rules.map((member) => (isGroup(member) ? lowestDay(member) : lowestOf(member))));
}

function latest(days: readonly number[]): number {
  return days.reduce((most, day) => Math.max(most, day), -Infinity);
}

function lowestOf({ field, operator, value }: Rule): number {
  const day = field === 'account.daysPastDue' ? readNumber(value) : null;
  if (day === null) return -Infinity;
  if (operator === '>') return Math.floor(day) + 1;
  return operator === '>=' || operator === '=' ? Math.ceil(day) : -Infinity;
}

interface Arrival {
  readonly day: number;
  readonly mapped: MappedNode;
}

/** The arrivals that wait to be settled, the earliest first: buckets by day, since there are far fewer days than nodes. */
class DayQueue {
  readonly #buckets = new Map<number, MappedNode[]>();
  readonly #days: number[] = [];

  push(day: number, mapped: MappedNode): void {
    const bucket = this.#buckets.get(day);
    if (bucket) bucket.push(mapped);
    else {
      this.#buckets.set(day, [mapped]);
      this.#days.splice(this.#placeFor(day), 0, day);
    }
  }

  pop(): Arrival | null {
    const day = this.#days.at(-1);
    const bucket = day === undefined ? undefined : this.#buckets.get(day);
    const mapped = bucket?.pop();
    if (day === undefined || !bucket || !mapped) return null;
    if (bucket.length === 0) {
      this.#buckets.delete(day);
      this.#days.pop();
    }
    return { day, mapped };
  }

  /** Days stand from the latest to the earliest, so that the earliest is cheap to take. */
  #placeFor(day: number): number {
    let low = 0;
    let high = this.#days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#days[middle] ?? 0) > day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
