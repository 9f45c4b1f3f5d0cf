import { z } from 'zod';
import { isLocalDate } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import type { Rule } from '#lib/policy/rule.ts';
import type { Behaviour } from '#lib/simulation/behaviour.ts';
import type { MeasuredBehaviour } from '#lib/simulation/measured-behaviour.ts';
import type { SimulationReport } from '#lib/simulation/report.ts';

/** The longest period, in days. */
export const MOST_SIMULATED_DAYS = 366;
/** The longest period of a backtest, in days. */
export const MOST_PAST_DAYS = 3_660;
/** The most debtors that are simulated at once; a larger portfolio is tried on so many of them. */
export const MOST_SIMULATED_DEBTORS = 50_000;
/** The largest order, in bytes of JSON. */
export const SIMULATION_BYTES = 65_536;

/** The draft as it is saved, or a published version by its number. */
const versionSchema = z.union([z.literal('draft'), z.int().min(1)]);
export type SimulatedVersion = z.infer<typeof versionSchema>;

const dateSchema = z.string().refine(isLocalDate, 'is not a date (YYYY-MM-DD)');
const sampleSchema = z.int().min(1).max(MOST_SIMULATED_DEBTORS).nullable().default(null);

/**
 * What `POST /journeys/{key}/simulate` takes. A simulation runs over the portfolio as it stands, from now on for so many
 * days beside the rest of today; a backtest over what has happened from `from` to `to`, both included. `against`: another version, on the same people with the
 * same dice. `behaviour` is a model (`cadenza.behaviour/1`); null takes the rates measured in the workspace. `sample`: so many debtors.
 */
export const simulateSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('simulation'),
    of: versionSchema.default('draft'),
    against: versionSchema.nullable().default(null),
    days: z.int().min(1).max(MOST_SIMULATED_DAYS).default(90),
    seed: z.string().trim().min(1).max(100).default('1'),
    sample: sampleSchema,
    behaviour: z.unknown().default(null),
  }),
  z.strictObject({
    kind: z.literal('backtest'),
    of: versionSchema.default('draft'),
    against: versionSchema.nullable().default(null),
    from: dateSchema,
    to: dateSchema,
    /** True: under the workspace's contact policy; false: under none. */
    policy: z.boolean().default(false),
    sample: sampleSchema,
  }),
]);
export type SimulationOrder = z.infer<typeof simulateSchema>;

/** One version's run in figures, with its steps by their names then. */
export interface SimulatedRun {
  readonly version: SimulatedVersion;
  readonly report: SimulationReport;
}

/** What came of it. `days`: the first and the last local date of the run. */
export interface SimulationResult {
  readonly timezone: string;
  readonly country: string;
  readonly currency: string;
  readonly days: { readonly from: LocalDate; readonly to: LocalDate };
  /** The debtors that were run, and those there are. */
  readonly debtors: number;
  readonly inAll: number;
  /** The model that people followed; null where only what happened happens. */
  readonly behaviour: Behaviour | null;
  /** The country preset in force; null: none. */
  readonly policy: string | null;
  /** The rules that withheld something, for sentences. */
  readonly rules: readonly Rule[];
  readonly run: SimulatedRun;
  readonly against: SimulatedRun | null;
}

/** `interrupted`: it was under way when its server ended. */
export type SimulationState = 'running' | 'finished' | 'stopped' | 'failed' | 'interrupted';

/** What `GET /simulations/{id}` answers. */
export interface SimulationJob {
  readonly id: string;
  /** The key of the journey. */
  readonly journey: string;
  readonly order: SimulationOrder;
  readonly by: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly state: SimulationState;
  readonly isStopping: boolean;
  /** Debtors done, of how many; 0 of 0 while the portfolio is read. */
  readonly done: number;
  readonly whole: number;
  /** Where it failed: why. */
  readonly problem: string | null;
  readonly result: SimulationResult | null;
}

/** What `GET /journeys/{key}/simulate` answers: what can be asked, what people did so far, and the newest simulation. */
export interface SimulationSetting {
  readonly currency: string;
  readonly timezone: string;
  /** The first day of a simulation: today. */
  readonly firstDay: LocalDate;
  readonly debtors: number;
  readonly versions: readonly { readonly number: number; readonly publishedAt: string; readonly isLive: boolean }[];
  readonly measured: MeasuredBehaviour;
  /** The first and the last day of the past; null where there is none. */
  readonly past: { readonly from: LocalDate; readonly to: LocalDate } | null;
  readonly latest: SimulationJob | null;
}

/** The codes of refusals that belong to simulations. */
export type SimulationRefusal = 'simulation-running' | 'simulation-unready' | 'simulation-behaviour' | 'simulation-empty';
