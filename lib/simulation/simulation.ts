import type { Instant } from '#lib/base/instant.ts';
import type { DebtorLog } from '#lib/interpreter/debtor-log.ts';
import type { Surroundings } from '#lib/interpreter/debtor-run.ts';
import { type Gathering, gatheringsOf, type KnownBefore, NOTHING_KNOWN_BEFORE } from '#lib/interpreter/gathering.ts';
import type { Outside } from '#lib/interpreter/outside.ts';
import { type DebtorOfPortfolio, importedWorld, surroundingsOf } from '#lib/interpreter/simulate.ts';
import { simulateDebtor } from '#lib/interpreter/simulate-debtor.ts';
import { goTogether, type Start, Together } from '#lib/interpreter/together.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { MessageTemplate } from '#lib/message/template.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import type { ContactPolicy } from '#lib/policy/verdict.ts';
import type { Behaviour } from './behaviour.ts';
import { crowd } from './people.ts';
import { knownBefore, type StandingJourney, StandingRuns, versionsIn } from './standing.ts';
import { Tally, type TallyRows } from './tally.ts';

/** What is simulated: plain data, so that it can be sent to a thread. */
export interface SimulationPlan {
  readonly journey: JourneyDocument;
  /** The messages of its steps, where they are known: a policy may forbid what their words do. Default: words that do nothing of the kind. */
  readonly templates?: readonly MessageTemplate[];
  /** When what the portfolio says of accounts was true, for those that begin to exist earlier; at the latest `from`. */
  readonly statedAt: Instant;
  /** The first and the last instant of the run. */
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
  /** How the journey stands at `from`, where debtors come as they stand then: everything of that instant has happened. Left out: nobody was ever in it. */
  readonly standing?: StandingJourney;
}

/** The first instant at which all may be gathered: the instant as which a portfolio stands is over. */
export function firstGathering({ from, standing }: Pick<SimulationPlan, 'from' | 'standing'>): Instant {
  return standing ? from + 1 : from;
}

/** What is known before the first gathering. */
export function knownAtFirst({ standing, timezone }: Pick<SimulationPlan, 'standing' | 'timezone'>): KnownBefore {
  return standing ? knownBefore(standing, timezone) : NOTHING_KNOWN_BEFORE;
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
  readonly #known: KnownBefore;
  readonly #standing: StandingRuns | null;

  /** `people`: in place of those of the plan's model. */
  constructor(plan: SimulationPlan, rules: Rules, people: Outside | undefined = crowd(plan)) {
    this.#plan = plan;
    const versions = versionsIn(plan, plan.standing);
    this.#known = knownAtFirst(plan);
    const { models } = this.#known.told;
    this.#surroundings = { ...surroundingsOf({ ...plan, versions, ...rules }), models, ...(people ? { outside: people } : {}) };
    this.#standing = plan.standing ? new StandingRuns(plan.standing, plan.journey, versions, plan.from) : null;
  }

  /**
   * One debtor from the first to the last instant. Everything before has happened by then, unseen by the journey. What comes of a
   * debtor depends on nobody else, so debtors may be run in any order and anywhere, unless there are gatherings.
   */
  run(one: DebtorOfPortfolio): DebtorLog {
    const { from, to } = this.#plan;
    const { world, events, underWay } = this.#startOf(one);
    return simulateDebtor(world, events, from, to, this.#surroundings, underWay);
  }

  /** The instants at which all debtors must be heard before any goes on; none where no debtor depends on another. */
  gatherings(): readonly Gathering[] {
    const { to } = this.#plan;
    return gatheringsOf(this.#surroundings.versions, firstGathering(this.#plan), to, this.#surroundings.opening);
  }

  /** All debtors, one log each, in their order: from gathering to gathering where there are any. */
  runAll(debtors: Iterable<DebtorOfPortfolio>): readonly DebtorLog[] {
    const { from, to } = this.#plan;
    const all = new Together(this.#surroundings);
    for (const one of debtors) all.take(this.#startOf(one), from);
    goTogether(all, firstGathering(this.#plan), to, this.#surroundings, this.#known);
    return all.logs();
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

  #startOf({ debtor, accounts, events, world: standing, tasks = [], shown = [] }: DebtorOfPortfolio): Start {
    const { statedAt, from, timezone, withEvents } = this.#plan;
    if (standing) {
      const placed = this.#standing?.start(standing, { tasks, shown }) ?? { world: standing };
      return { ...placed, events: withEvents ? events : [] };
    }
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
