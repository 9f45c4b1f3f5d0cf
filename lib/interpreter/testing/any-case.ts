import fc from 'fast-check';
import { atLocal, clockOf, localDateOf, nextDayStart } from '#lib/base/civil.ts';
import { formatInstant, type Instant, MS_PER_HOUR } from '#lib/base/instant.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { type ContactPolicy, openPolicy } from '#lib/policy/verdict.ts';
import { compile } from '../compile.ts';
import { importedWorld, surroundingsOf } from '../simulate.ts';
import { type DebtorLog, resumeDebtor, type Surroundings, simulateDebtor } from '../simulate-debtor.ts';
import type { World } from '../world.ts';
import { anyJourney } from './any-journey.ts';
import { type AnyDebtor, anyPortfolio, FROM, TO } from './any-portfolio.ts';
import { type Arrival, anyStrokes, stormOver } from './any-storm.ts';

/** A debtor of a random story: as imported, what happens to them, and what surrounds their turns. */
export interface CaseDebtor extends AnyDebtor {
  readonly world: World;
  readonly arrivals: readonly Arrival[];
  readonly surroundings: Surroundings;
}

/** A random story: a journey, a few debtors, a storm of events over each, and a policy that is open or sleeps at night. */
export interface Case {
  readonly document: JourneyDocument;
  readonly debtors: readonly CaseDebtor[];
  readonly sleeps: boolean;
}

const HOLIDAYS = new Map([['CO', new Set(['2026-03-23', '2026-04-02', '2026-04-03'])]]);
const OPENS = 8 * MS_PER_HOUR;
const CLOSES = 20 * MS_PER_HOUR;

/** True where the wall clock stands within the hours of `sleepingPolicy`. */
export function isAwake(at: Instant, zone: string): boolean {
  const clock = clockOf(at, zone);
  return clock >= OPENS && clock < CLOSES;
}

/** Nobody is told anything between 20:00 and 08:00 of the zone. */
function sleepingPolicy(topicDays: number, zone: string): ContactPolicy {
  return {
    topicDays,
    judge: ({ at }) => {
      if (isAwake(at, zone)) return { kind: 'allow' };
      const opensToday = atLocal(localDateOf(at, zone), '08:00', zone);
      return {
        kind: 'defer',
        until: opensToday > at ? opensToday : atLocal(localDateOf(nextDayStart(at, zone), zone), '08:00', zone),
        rule: 'NIGHT',
      };
    },
  };
}

/** Any story. */
export const anyCase: fc.Arbitrary<Case> = fc
  .record({
    journey: anyJourney,
    portfolio: anyPortfolio,
    strokes: fc.array(anyStrokes, { minLength: 3, maxLength: 3 }),
    sleeps: fc.constantFrom(false, false, true),
    topicDays: fc.constantFrom(0, 1, 3),
  })
  .map(({ journey, portfolio, strokes, sleeps, topicDays }) => {
    const read = readJourney(journey);
    if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    const version = { journeyId: 1, versionId: 1, program: compile(read.value), admits: true, paused: false };
    const debtors = portfolio.map((one, index): CaseDebtor => {
      const world = importedWorld(one.debtor, one.accounts, { from: FROM, timezone: 'Etc/UTC' });
      const policy = sleeps ? sleepingPolicy(topicDays, world.debtor.state.zone) : openPolicy(topicDays);
      return {
        ...one,
        world,
        arrivals: stormOver(one, read.value, strokes[index] ?? []),
        surroundings: surroundingsOf({ versions: [version], policy, holidays: HOLIDAYS }),
      };
    });
    const story = { document: read.value, debtors, sleeps };
    return { ...story, [fc.toStringMethod]: () => tellCase(story) };
  });

/** A story as its finder reads it: what was drawn, without what follows from it. */
function tellCase({ document, debtors, sleeps }: Case): string {
  const people = debtors.map(({ debtor, accounts, arrivals, surroundings }) => ({
    debtor,
    accounts,
    topicDays: surroundings.policy.topicDays,
    arrivals: arrivals.map(({ event, arrivesAt }) => ({ ...event, at: formatInstant(event.at), arrivesAt: formatInstant(arrivesAt) })),
  }));
  return JSON.stringify({ document: { ...document, nodes: document.nodes.map(({ position, ...node }) => node) }, people, sleeps });
}

/** Runs one debtor's story to its end; late events are seen when they come. `cuts`: further instants at which the run is cut and taken up again. */
export function runDebtor({ world, arrivals, surroundings }: CaseDebtor, cuts: readonly Instant[] = []): DebtorLog {
  const late = arrivals.filter(({ event, arrivesAt }) => arrivesAt > event.at && arrivesAt > FROM && arrivesAt <= TO);
  const onTime = arrivals.filter(({ event, arrivesAt }) => arrivesAt === event.at).map(({ event }) => event);
  const stops = [...new Set([...late.map(({ arrivesAt }) => arrivesAt - 1), ...cuts.filter((at) => at > FROM && at < TO)])].sort(
    (a, b) => a - b,
  );
  let log = simulateDebtor(world, onTime, FROM, stops[0] ?? TO, surroundings);
  for (const [index, stop] of stops.entries()) {
    const arrived = late.filter(({ arrivesAt }) => arrivesAt === stop + 1).map(({ event }) => event);
    log = resumeDebtor(log, arrived, stops[index + 1] ?? TO, surroundings);
  }
  return log;
}

/** The logs of all debtors of a story. */
export function runCase({ debtors }: Case): DebtorLog[] {
  return debtors.map((debtor) => runDebtor(debtor));
}
