import type { Instant } from '#lib/base/instant.ts';
import { compile } from '#lib/interpreter/compile.ts';
import type { ArmShowing, UnderWay } from '#lib/interpreter/debtor-log.ts';
import { stepName } from '#lib/interpreter/effects.ts';
import type { Enrollment } from '#lib/interpreter/enrollment.ts';
import type { RunningVersion } from '#lib/interpreter/enter.ts';
import type { KnownBefore } from '#lib/interpreter/gathering.ts';
import { type Landing, landingsOf, moveRun } from '#lib/interpreter/move-runs.ts';
import type { Start } from '#lib/interpreter/together.ts';
import { type OpenedTask, runKey, type World } from '#lib/interpreter/world.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { modelsOf, type TrialCount } from '#lib/learning/count-trials.ts';
import type { MessageTemplate } from '#lib/message/template.ts';

/** A published version of the journey that somebody is on, with the messages frozen with it. */
export interface StandingVersion {
  readonly versionId: number;
  readonly journey: JourneyDocument;
  readonly templates: readonly MessageTemplate[];
}

/** A journey as it stands when a simulation of it begins: who is under way in it, and what it has learned. Plain: it is sent to threads. */
export interface StandingJourney {
  readonly journeyId: number;
  /**
   * Where the live version is what is run: its id, and runs stay on the versions they are on. Null: what is run takes its place, and every
   * run moves to it as publishing with "move" would have it.
   */
  readonly liveVersionId: number | null;
  readonly versions: readonly StandingVersion[];
  /** True where accounts are still to be looked at for entry: an import or a publication that no turn has seen. */
  readonly isLookDue: boolean;
  readonly learned: LearnedBefore;
}

/** What was learned before a simulation begins, as counts. */
export interface LearnedBefore {
  /** The start of the workspace's day in which it begins, and all that was known then. */
  readonly day: Instant;
  readonly known: readonly TrialCount[];
  /** What nothing that comes can change: showings whose time was over when it began. */
  readonly settled: readonly TrialCount[];
}

/** A debtor as they stand in the journey, beside their world. */
export interface StandingDebtor {
  readonly tasks: readonly OpenedTask[];
  /** Arms that their accounts were shown and whose time is not over. */
  readonly shown: readonly ArmShowing[];
}

/** The id of a version that nobody has published. */
const UNPUBLISHED = 0;

/** The versions that take part in a simulation: the one that is run, which accounts enter, and those on which runs finish. */
export function versionsIn(
  run: { readonly journey: JourneyDocument; readonly templates?: readonly MessageTemplate[] },
  standing: StandingJourney | undefined,
): readonly RunningVersion[] {
  if (!standing) return [{ journeyId: 1, versionId: 1, program: compile(run.journey, run.templates), admits: true, paused: false }];
  const { journeyId, liveVersionId, versions } = standing;
  const admitting = { versionId: liveVersionId ?? UNPUBLISHED, program: compile(run.journey, run.templates), admits: true };
  const finishing = versions
    .filter(({ versionId }) => liveVersionId !== null && versionId !== liveVersionId)
    .map(({ versionId, journey, templates }) => ({ versionId, program: compile(journey, templates), admits: false }));
  return [admitting, ...finishing].map((version) => ({ ...version, journeyId, paused: false }));
}

/** What was learned before the first day's end, for the gatherings of a simulation in `zone`. */
export function knownBefore({ learned }: StandingJourney, zone: string): KnownBefore {
  const { day, known, settled } = learned;
  return { told: { models: modelsOf(known, day, zone), opening: null }, heard: { trials: settled, requests: [] } };
}

/** Places debtors in a simulation that begins at an instant. */
export class StandingRuns {
  readonly #standing: StandingJourney;
  readonly #version: RunningVersion;
  readonly #programs: ReadonlyMap<number, RunningVersion>;
  readonly #landings: ReadonlyMap<number, ReadonlyMap<string, Landing>>;
  readonly #from: Instant;

  /** `versions`: those of `versionsIn`. */
  constructor(standing: StandingJourney, journey: JourneyDocument, versions: readonly RunningVersion[], from: Instant) {
    const version = versions.find(({ admits }) => admits);
    if (!version) throw new Error('no version is run');
    this.#standing = standing;
    this.#version = version;
    this.#programs = new Map(versions.map((one) => [one.versionId, one]));
    this.#landings = new Map(standing.versions.map((one) => [one.versionId, landingsOf(one.journey, journey, {})]));
    this.#from = from;
  }

  /** A debtor where they stand: their runs on their version, or moved, and what they brought along. */
  start(world: World, { tasks, shown }: StandingDebtor): Required<Omit<Start, 'events'>> {
    const { liveVersionId, isLookDue } = this.#standing;
    const runs = world.enrollments.map((run) => this.#answered(liveVersionId === null ? this.#moved(run) : run));
    const live = runs.filter(({ status }) => status === 'live');
    const ended = runs.filter(({ status }) => status === 'ended');
    const stands = new Set(live.map(({ id, seq }) => stepName({ enrollmentId: id, seq })));
    const underWay: UnderWay = {
      look: liveVersionId === null || isLookDue ? 'all' : 'none',
      ended,
      tasks: tasks.filter(({ key }) => stands.has(stepName(key))),
      shown,
    };
    return { world: { ...world, enrollments: live, earlierRuns: earlierWith(world.earlierRuns, ended) }, underWay };
  }

  #moved(run: Enrollment): Enrollment {
    const landing = this.#landings.get(run.versionId)?.get(run.node);
    return landing ? moveRun(run, landing, this.#version, this.#from) : run;
  }

  /** In a simulation a call to another system is answered `ok`: also one that was made before. */
  #answered(run: Enrollment): Enrollment {
    const node = this.#programs.get(run.versionId)?.program.nodes.get(run.node);
    const waits = run.status === 'live' && node?.isCall && run.actedAt !== null && run.answer === null;
    return waits ? { ...run, answer: 'ok', wakeAt: this.#from } : run;
  }
}

function earlierWith(earlier: World['earlierRuns'], ended: readonly Enrollment[]): World['earlierRuns'] {
  if (ended.length === 0) return earlier;
  const after = new Map(earlier);
  for (const { accountId, journeyId, run, enteredAt, endedAt } of ended)
    after.set(runKey(accountId, journeyId), { count: run, live: false, lastEnteredAt: enteredAt, lastEndedAt: endedAt });
  return after;
}
