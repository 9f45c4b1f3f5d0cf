import type { Instant } from '#lib/base/instant.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { Outside } from '#lib/interpreter/outside.ts';
import { type DebtorOfPortfolio, importedWorld, surroundingsOf } from '#lib/interpreter/simulate.ts';
import { type DebtorLog, type Surroundings, simulateDebtor } from '#lib/interpreter/simulate-debtor.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import type { ContactPolicy } from '#lib/policy/verdict.ts';
import type { Behaviour } from './behaviour.ts';
import { crowd } from './people.ts';
import { Tally, type TallyRows } from './tally.ts';

/** What is simulated: plain data, so that it can be sent to a thread. */
export interface SimulationPlan {
  readonly journey: JourneyDocument;
  /** When what the portfolio says of accounts was true, for those that begin to exist earlier; at the latest `from`. */
  readonly statedAt: Instant;
  /** The first and the last instant of the run, whole days of `timezone`. */
  readonly from: Instant;
  readonly to: Instant;
  /** The workspace's zone: days are counted in it, and debtors without one live in it. */
  readonly timezone: string;
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
  readonly #surroundings: Surroundings;

  /** `people`: in place of those of the plan's model. */
  constructor(plan: SimulationPlan, rules: Rules, people: Outside | undefined = crowd(plan)) {
    this.#plan = plan;
    const version = { journeyId: 1, versionId: 1, program: compile(plan.journey), admits: true, paused: false };
    this.#surroundings = { ...surroundingsOf({ versions: [version], ...rules }), ...(people ? { outside: people } : {}) };
  }

  /**
   * One debtor from the first to the last instant. Everything before has happened by then, unseen by the journey. What comes of a
   * debtor depends on nobody else, so debtors may be run in any order and anywhere.
   */
  run({ debtor, accounts, events }: DebtorOfPortfolio): DebtorLog {
    const { statedAt, from, to, timezone, withEvents } = this.#plan;
    const known = withEvents ? events : events.filter(({ at }) => at < from);
    const stated = importedWorld(debtor, accounts, { from: Math.min(statedAt, from), timezone });
    const { outside: _, ...alone } = this.#surroundings;
    const before = statedAt < from ? simulateDebtor(stated, known, statedAt, from - 1, { ...alone, versions: [] }) : null;
    return simulateDebtor(before?.world ?? stated, before?.pending ?? known, from, to, this.#surroundings);
  }

  /** Runs debtors one after the other and counts what came of them; logs are not kept. */
  tally(debtors: Iterable<DebtorOfPortfolio>): TallyRows {
    const tally = new Tally(this.#plan.timezone);
    for (const one of debtors) tally.add(this.run(one), this.#plan.from);
    return tally.rows();
  }
}
