import type { LocalDate } from '#lib/base/instant.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import type { Behaviour } from './behaviour.ts';
import type { Cell, Counted, TallyRows } from './tally.ts';

/** Contacts and what they cost, in minor units; null where nobody said what its channels cost. Tasks are contacts too. */
export interface Told {
  readonly contacts: number;
  readonly cost: number | null;
}

/** A step withheld, by reason: `missed`, `unreachable`, `duplicate`, `exit`, `deferred:<rule>`, `denied:<rule>`. */
export type Withheld = Readonly<Record<string, number>>;

/** What came of a day, a stage or a node. */
interface Came extends Told {
  readonly notSent: Withheld;
}

/** What was paid in a currency, in minor units, and how many accounts owed nothing after it. */
export interface Paid {
  readonly currency: string;
  readonly amount: number;
  readonly settled: number;
}

/** A simulation in figures. Days are of the workspace's zone; days on which nothing happened are left out. */
export interface SimulationReport {
  readonly debtors: number;
  readonly accounts: number;
  readonly total: Came;
  readonly days: readonly (Came & {
    readonly day: LocalDate;
    readonly entered: number;
    readonly ended: Readonly<Record<string, number>>;
    /** Contacts by channel. */
    readonly by: Readonly<Record<string, number>>;
    readonly paid: readonly Paid[];
  })[];
  readonly stages: readonly (Came & { readonly stage: string })[];
  /** Message and task nodes, in document order. */
  readonly nodes: readonly (Came & { readonly node: string; readonly stage: string | null; readonly accountsTold: number })[];
  /** `overDays`: days on which it had more to carry than it carries, `over` contacts too many in all. Null where nobody said how much it carries. */
  readonly channels: readonly (Told & {
    readonly channel: string;
    readonly busiest: number;
    readonly overDays: number | null;
    readonly over: number | null;
  })[];
  readonly reasons: readonly { readonly reason: string; readonly steps: number }[];
  /** Places that capacity nodes gave and could not give. */
  readonly places: readonly { readonly node: string; readonly granted: number; readonly overflow: number }[];
  /** All that was paid from the first instant on, by whatever reason, by currency. */
  readonly paid: readonly Paid[];
  /** Contacts about an account that owed nothing any more: never above zero. */
  readonly afterPayment: number;
  /** Runs that were under way at the beginning: they count among `enrollments`, not among those that entered. Left out in reports of before. */
  readonly underWay?: number;
  /** Runs by outcome; those under way as `live`. */
  readonly enrollments: Readonly<Record<string, number>>;
}

/** A tally as figures, with costs and loads under the assumptions. The same tally gives the same report. */
export function reportOf(journey: JourneyDocument, tally: TallyRows, behaviour: Behaviour): SimulationReport {
  const { cells, debtors, accounts, stood, live } = tally;
  const came = (of: readonly Cell[]): Came => ({ ...toldOf(of, behaviour), notSent: byWord(of, 'withheld') });
  const told = new Map(tally.told);
  const byNode = Map.groupBy(cells, (cell) => cell.node);
  const stageOf = new Map(journey.nodes.map(({ id, stage }) => [id, stage ?? null]));
  const ended = byWord(cells, 'ended');
  return {
    debtors,
    accounts,
    total: came(cells),
    days: [...Map.groupBy(cells, (cell) => cell.day)].map(([day, of]) => ({
      day,
      ...came(of),
      entered: sum(of, 'entered'),
      ended: byWord(of, 'ended'),
      by: byWay(of),
      paid: paidOf(of),
    })),
    stages: journey.stages.map(({ id }) => ({ stage: id, ...came(cells.filter(({ node }) => stageOf.get(node) === id)) })),
    nodes: journey.nodes
      .filter((node) => bindNode(node).tells)
      .map(({ id, stage }) => ({ node: id, stage: stage ?? null, accountsTold: told.get(id) ?? 0, ...came(byNode.get(id) ?? []) })),
    channels: channelsOf(cells, behaviour),
    reasons: Object.entries(byWord(cells, 'withheld')).map(([reason, steps]) => ({ reason, steps })),
    places: [...byNode].flatMap(([node, of]) => {
      const [granted, overflow] = [sum(of, 'granted'), sum(of, 'overflow')];
      return granted + overflow > 0 ? [{ node, granted, overflow }] : [];
    }),
    paid: paidOf(cells),
    afterPayment: sum(cells, 'late'),
    underWay: stood,
    enrollments: inOrder(live > 0 ? { ...ended, live } : ended),
  };
}

function channelsOf(cells: readonly Cell[], behaviour: Behaviour): SimulationReport['channels'] {
  const contacts = cells.filter(({ counted }) => counted === 'contact');
  const ways = [...Map.groupBy(contacts, (cell) => cell.way)].sort(([a], [b]) => (a < b ? -1 : 1));
  return ways.map(([channel, of]) => {
    const days = [...Map.groupBy(of, (cell) => cell.day).values()].map((ofDay) => sum(ofDay, 'contact'));
    const perDay = stated(behaviour.perDay, channel);
    const tooMany = perDay === null ? null : days.filter((count) => count > perDay).map((count) => count - perDay);
    return {
      channel,
      ...toldOf(of, behaviour),
      busiest: Math.max(...days),
      overDays: tooMany?.length ?? null,
      over: tooMany?.reduce((total, one) => total + one, 0) ?? null,
    };
  });
}

/** Costs are multiplied from counts, so that no rounding adds up; halves go up. */
function toldOf(cells: readonly Cell[], { costs }: Behaviour): Told {
  const contacts = cells.filter(({ counted }) => counted === 'contact');
  const isCosted = Object.keys(costs).length > 0;
  const costOf = [...Map.groupBy(contacts, (cell) => cell.way)].map(([way, of]) => sum(of, 'contact') * (stated(costs, way) ?? 0));
  return { contacts: sum(contacts, 'contact'), cost: isCosted ? Math.round(costOf.reduce((total, one) => total + one, 0)) : null };
}

function byWay(cells: readonly Cell[]): Readonly<Record<string, number>> {
  const ways = Map.groupBy(
    cells.filter(({ counted }) => counted === 'contact'),
    (cell) => cell.way,
  );
  return inOrder(Object.fromEntries([...ways].map(([way, of]) => [way, sum(of, 'contact')])));
}

function paidOf(cells: readonly Cell[]): readonly Paid[] {
  const money = cells.filter(({ counted }) => counted === 'paid' || counted === 'settled');
  const currencies = [...Map.groupBy(money, (cell) => cell.way)].sort(([a], [b]) => (a < b ? -1 : 1));
  return currencies.map(([currency, of]) => ({ currency, amount: sum(of, 'paid'), settled: sum(of, 'settled') }));
}

function stated(figures: Readonly<Partial<Record<string, number>>>, way: string): number | null {
  return figures[way] ?? null;
}

function sum(cells: readonly Cell[], counted: Counted): number {
  return cells.reduce((total, cell) => (cell.counted === counted ? total + cell.count : total), 0);
}

function byWord(cells: readonly Cell[], counted: Counted): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const cell of cells) if (cell.counted === counted) counts[cell.word] = (counts[cell.word] ?? 0) + cell.count;
  return inOrder(counts);
}

function inOrder(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
