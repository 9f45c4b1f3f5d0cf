import type { Instant } from '#lib/base/instant.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import type { ContactPolicy } from '#lib/policy/verdict.ts';
import { compile } from './compile.ts';
import type { DebtorLog } from './debtor-log.ts';
import { gathers } from './gathering.ts';
import { type DebtorOfPortfolio, debtorsOf, importedWorld, type Portfolio, surroundingsOf } from './simulate.ts';
import { simulateDebtor } from './simulate-debtor.ts';
import { type Start, simulateTogether } from './together.ts';

/** A journey that is tried on what has happened. */
export interface Backtest {
  readonly journey: JourneyDocument;
  /** When what the portfolio says of accounts was true, for those that begin to exist earlier; at the latest `from`. */
  readonly statedAt: Instant;
  /** The first and the last instant at which the journey runs. */
  readonly from: Instant;
  readonly to: Instant;
  /** The workspace's zone, for debtors without one. */
  readonly timezone: string;
  /** When the workspace opens, HH:MM of its zone. Default: 08:00. */
  readonly openingTime?: string;
  readonly policy: ContactPolicy;
  readonly holidays: HolidayTable;
}

/** What came of one message or task: a task that was put in front of somebody counts as a contact. */
interface NodeTally {
  readonly node: string;
  readonly contacts: number;
  /** Accounts that were told at least once. */
  readonly accountsTold: number;
  /** Steps withheld, by reason. */
  readonly notSent: Readonly<Record<string, number>>;
}

/** What came of a backtest: nodes in document order, runs by outcome, those still under way as `live`. */
export interface BacktestTally {
  readonly nodes: readonly NodeTally[];
  readonly enrollments: Readonly<Record<string, number>>;
}

/**
 * Runs the journey over past events; everything before `from` has happened by then, but no
 * journey saw it. One log per debtor, one at a time, so that a large portfolio's logs need not be held, unless the journey
 * decides something over all debtors. Pure.
 */
export function* backtest(portfolio: Portfolio, plan: Backtest): Generator<DebtorLog> {
  const version = { journeyId: 1, versionId: 1, program: compile(plan.journey), admits: true, paused: false };
  const surroundings = surroundingsOf({ ...plan, versions: [version] });
  const { statedAt, from, to, timezone } = plan;
  const startOf = ({ debtor, accounts, events }: DebtorOfPortfolio): Start => {
    const world = importedWorld(debtor, accounts, { from: Math.min(statedAt, from), timezone });
    if (statedAt >= from) return { world, events };
    const before = simulateDebtor(world, events, statedAt, from - 1, { ...surroundings, versions: [] });
    return { world: before.world, events: before.pending };
  };
  if (gathers(surroundings.versions)) {
    yield* simulateTogether([...debtorsOf(portfolio)].map(startOf), from, to, surroundings);
    return;
  }
  for (const one of debtorsOf(portfolio)) {
    const { world, events } = startOf(one);
    yield simulateDebtor(world, events, from, to, surroundings);
  }
}

/** Counts what came of a backtest. */
export function tallyBacktest(journey: JourneyDocument, logs: Iterable<DebtorLog>): BacktestTally {
  const nodes = new Map(journey.nodes.filter((node) => bindNode(node).tells).map(({ id }) => [id, new Count()]));
  const outcomes = new Map<string, number>();
  for (const log of logs) {
    const told = [
      ...log.contacts.flatMap(({ node, status, accountIds }) => (status === 'sent' ? [{ node, accountIds }] : [])),
      ...log.tasks.map(({ node, accountId }) => ({ node, accountIds: [accountId] })),
    ];
    for (const [node, contacts] of Map.groupBy(told, (one) => one.node)) nodes.get(node)?.tell(contacts.map((one) => one.accountIds));
    for (const { node, reason } of log.trace) if (reason !== null) nodes.get(node)?.withhold(reason);
    for (const { status, outcome } of log.enrollments) addOne(outcomes, status === 'live' ? 'live' : (outcome ?? 'end'));
  }
  return { nodes: [...nodes].map(([node, count]) => ({ node, ...count.tally() })), enrollments: inOrder(outcomes) };
}

class Count {
  #contacts = 0;
  #accounts = 0;
  readonly #withheld = new Map<string, number>();

  /** All the contacts of one debtor, so that an account told twice is found. */
  tell(contacts: readonly (readonly string[])[]): void {
    this.#contacts += contacts.length;
    this.#accounts += new Set(contacts.flat()).size;
  }

  withhold(reason: string): void {
    addOne(this.#withheld, reason);
  }

  tally(): Omit<NodeTally, 'node'> {
    return { contacts: this.#contacts, accountsTold: this.#accounts, notSent: inOrder(this.#withheld) };
  }
}

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function inOrder(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
