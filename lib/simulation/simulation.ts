import type { Instant } from '#lib/base/instant.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';
import type { Surroundings } from '#lib/interpreter/debtor-run.ts';
import { type Gathering, gatheringsOf } from '#lib/interpreter/gathering.ts';
import type { Outside } from '#lib/interpreter/outside.ts';
import { type DebtorOfPortfolio, importedWorld, surroundingsOf } from '#lib/interpreter/simulate.ts';
import { simulateDebtor } from '#lib/interpreter/simulate-debtor.ts';
import { type Start, simulateTogether, Together } from '#lib/interpreter/together.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import type { ContactPolicy } from '#lib/policy/verdict.ts';
import type { Behaviour } from './behaviour.ts';
import { crowd } from './people.ts';
import { Tally, type TallyRows } from './tally.ts';

/** What is simulated: plain data, so that it can be sent to a thread. */
export interface SimulationPlan {
  readonly journey: JourneyDocument;
  /** The messages of its steps, where they are known: a policy may forbid what their words do. Default: words that do nothing of the kind. */
  readonly templates?: readonly MessageTemplate[];
  /** When what the portfolio says of accounts was true, for those that begin to exist earlier; at the latest `from`. */
  readonly statedAt: Instant;
  /** The first and the last instant of the run, whole days of `timezone`. */
  readonly from: Instant;
  readonly to: Instant;
  /** The workspace's zone: days are counted in it, and debtors without one live in it. */
  readonly timezone: string;
  /** When the workspace opens, HH:MM of its zone: then places of pools are given. Default: 08:00. */
  readonly openingTime?: string;
  readonly seed: string;
  readonly behaviour: Behaviour;
  /** True: what the portfolio dates after `from` happens too. */
  readonly withEvents: boolean;
}

/** The rules under which it runs. */
export interface Rules {
  readonly policy: ContactPolicy;
  readonly holidays: HolidayTable;
}

/** A journey made ready to be run over any number of debtors. */
export class Simulation {
  readonly #plan: SimulationPlan;
  readonly #surroundings: Surroundings & Required<Pick<Surroundings, 'opening'>>;

  /** `people`: in place of those of the plan's model. */
  constructor(plan: SimulationPlan, rules: Rules, people: Outside | undefined = crowd(plan)) {
    this.#plan = plan;
    const version = { journeyId: 1, versionId: 1, program: compile(plan.journey, plan.templates), admits: true, paused: false };
    this.#surroundings = { ...surroundingsOf({ ...plan, versions: [version], ...rules }), ...(people ? { outside: people } : {}) };
  }

  /**
   * One debtor from the first to the last instant. Everything before has happened by then, unseen by the journey. What comes of a
   * debtor depends on nobody else, so debtors may be run in any order and anywhere, unless there are gatherings.
   */
  run(one: DebtorOfPortfolio): DebtorLog {
    const { from, to } = this.#plan;
    const { world, events } = this.#startOf(one);
    return simulateDebtor(world, events, from, to, this.#surroundings);
  }

  /** The instants at which all debtors must be heard before any goes on; none where no debtor depends on another. */
  gatherings(): readonly Gathering[] {
    const { from, to } = this.#plan;
    return gatheringsOf(this.#surroundings.versions, from, to, this.#surroundings.opening);
  }

  /** All debtors, one log each, in their order: from gathering to gathering where there are any. */
  runAll(debtors: Iterable<DebtorOfPortfolio>): readonly DebtorLog[] {
    const { from, to } = this.#plan;
    const starts = [...debtors].map((one) => this.#startOf(one));
    return simulateTogether(starts, from, to, this.#surroundings);
  }

  /** A part of the portfolio that stands at the first instant and goes on from gathering to gathering. */
  part(): SimulationPart {
    const together = new Together(this.#surroundings);
    const { from, timezone } = this.#plan;
    return {
      take: (one) => together.take(this.#startOf(one), from),
      goOn: (to, told) => together.goOn(to, told),
      hear: (gathering, told) => together.hear(gathering, told),
      tally: () => tallyOf(together.logs(), from, timezone),
    };
  }

  #startOf({ debtor, accounts, events, world: standing }: DebtorOfPortfolio): Start {
    const { statedAt, from, timezone, withEvents } = this.#plan;
    if (standing) return { world: standing, events: withEvents ? events : [] };
    const known = withEvents ? events : events.filter(({ at }) => at < from);
    const world = importedWorld(debtor, accounts, { from: Math.min(statedAt, from), timezone });
    if (statedAt >= from) return { world, events: known };
    const { outside: _, ...alone } = this.#surroundings;
    const before = simulateDebtor(world, known, statedAt, from - 1, { ...alone, versions: [] });
    return { world: before.world, events: before.pending };
  }

  /** Runs debtors and counts what came of them: one after the other, and no log is kept, where none depends on another. */
  tally(debtors: Iterable<DebtorOfPortfolio>): TallyRows {
    const { from, timezone } = this.#plan;
    return tallyOf(this.gatherings().length > 0 ? this.runAll(debtors) : this.#each(debtors), from, timezone);
  }

  *#each(debtors: Iterable<DebtorOfPortfolio>): Generator<DebtorLog> {
    for (const one of debtors) yield this.run(one);
  }
}

/** Debtors of a simulation that go on together. */
export interface SimulationPart extends Pick<Together, 'goOn' | 'hear'> {
  take(one: DebtorOfPortfolio): void;
  /** Counts what has come of them. */
  tally(): TallyRows;
}

function tallyOf(logs: Iterable<DebtorLog>, from: Instant, timezone: string): TallyRows {
  const tally = new Tally(timezone);
  for (const log of logs) tally.add(log, from);
  return tally.rows();
}
