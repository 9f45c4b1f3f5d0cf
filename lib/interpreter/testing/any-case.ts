import fc from 'fast-check';
import { atLocal, clockOf, localDateOf, nextDayStart } from '#lib/base/civil.ts';
import { formatInstant, type Instant, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '#lib/base/instant.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { bookOf } from '#lib/policy/book-of.ts';
import { governor } from '#lib/policy/governor.ts';
import { type HolidayTable, withOwnHolidays } from '#lib/policy/holidays.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { anyOwnPolicy } from '#lib/policy/testing/any-own-policy.ts';
import type { NaiveWorkspace } from '#lib/policy/testing/naive.ts';
import { type ContactPolicy, type ContactRecord, openPolicy } from '#lib/policy/verdict.ts';
import { compile } from '../compile.ts';
import type { DebtorLog } from '../debtor-log.ts';
import type { Surroundings } from '../debtor-run.ts';
import type { RunningVersion } from '../enter.ts';
import { importedWorld, surroundingsOf } from '../simulate.ts';
import { resumeDebtor, simulateDebtor } from '../simulate-debtor.ts';
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

/** A random story: journeys (of ids 1, 2 …), a few debtors, a storm of events over each, and a policy. */
export interface Case {
  readonly journeys: readonly JourneyDocument[];
  readonly debtors: readonly CaseDebtor[];
  /** `open`: all is allowed. `night`: nothing between 20:00 and 08:00. Else the laws of several countries, with rules of the house's own. */
  readonly rules: 'open' | 'night' | NaiveWorkspace;
}

/** Some of them in one country alone, and of Brazil in one state alone. */
const HOLIDAYS = new Map([
  ['CO', new Set(['2026-03-23', '2026-04-02', '2026-04-03'])],
  ['CL', new Set(['2026-03-19', '2026-04-03'])],
  ['BR', new Set(['2026-03-12', '2026-04-03'])],
  ['BR-AM', new Set(['2026-03-16', '2026-03-24', '2026-04-03'])],
  ['ES', new Set(['2026-03-19', '2026-04-03', '2026-04-06'])],
  ['US', new Set(['2026-03-31'])],
]);
const OPENS = 8 * MS_PER_HOUR;
const CLOSES = 20 * MS_PER_HOUR;
const DATES = [4, 9, 14, 18, 22, 30].map((day) => new Date(FROM + day * MS_PER_DAY).toISOString().slice(0, 10));

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

const anyLaw: fc.Arbitrary<NaiveWorkspace> = fc.record({
  presets: fc.constant(countryPresets()),
  policyCode: fc.constantFrom('CO', 'CL', 'MX', 'US', null),
  own: anyOwnPolicy(DATES),
  holidays: fc.constant(HOLIDAYS),
});

/** What a debtor was told before, by people or outside systems. */
const anyEarlier = fc.array(
  fc.record({
    minutes: fc.integer({ min: 1, max: 12 * 1440 }),
    whom: fc.nat({ max: 2 }),
    channel: fc.constantFrom('email', 'sms', 'voice', 'call', 'call'),
    status: fc.constantFrom('sent', 'delivered', 'answered', 'answered'),
  }),
  { maxLength: 3 },
);
type Earlier = typeof anyEarlier extends fc.Arbitrary<infer T> ? T : never;

const topicDays = fc.constantFrom(0, 1, 3);
const strokes = fc.array(anyStrokes, { minLength: 3, maxLength: 3 });

/** Any story of one journey, under a policy that is open or sleeps at night. */
export const anyCase: fc.Arbitrary<Case> = fc
  .record({
    journey: anyJourney(),
    portfolio: anyPortfolio,
    strokes,
    rules: fc.constantFrom('open' as const, 'open' as const, 'night' as const),
    topicDays,
  })
  .map(({ journey, ...drawn }) => caseOf({ ...drawn, journeys: [journey], earlier: [] }));

/** Any story of two journeys, the first of which hands accounts to the second, under the laws of several countries. */
export const anyLawfulCase: fc.Arbitrary<Case> = fc
  .record({
    journeys: fc.tuple(anyJourney('any', 'beside'), anyJourney('beside')),
    portfolio: anyPortfolio,
    strokes,
    rules: anyLaw,
    topicDays,
    earlier: fc.array(anyEarlier, { minLength: 3, maxLength: 3 }),
  })
  .map(caseOf);

/** Any story at all. */
export const anyStory: fc.Arbitrary<Case> = fc.oneof({ weight: 1, arbitrary: anyCase }, { weight: 1, arbitrary: anyLawfulCase });

interface Drawn {
  readonly journeys: readonly unknown[];
  readonly portfolio: readonly AnyDebtor[];
  readonly strokes: readonly Parameters<typeof stormOver>[2][];
  readonly rules: Case['rules'];
  readonly topicDays: number;
  readonly earlier: readonly Earlier[];
}

function caseOf({ journeys, portfolio, strokes: storms, rules, topicDays: days, earlier }: Drawn): Case {
  const documents = journeys.map((journey) => {
    const read = readJourney(journey);
    if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
    return read.value;
  });
  const versions = versionsOf(documents);
  const debtors = portfolio.map((one, index): CaseDebtor => {
    const world = importedWorld(one.debtor, one.accounts, { from: FROM, timezone: 'Etc/UTC' });
    const { policy, holidays } = inForce(rules, days, world.debtor.state.zone);
    return {
      ...one,
      world: { ...world, contacts: earlierContacts(world, earlier[index] ?? []) },
      arrivals: stormOver(
        one,
        documents.flatMap(({ nodes }) => nodes),
        storms[index] ?? [],
      ),
      surroundings: surroundingsOf({ versions, policy, holidays, timezone: 'Etc/UTC' }),
    };
  });
  const story = { journeys: documents, debtors, rules };
  const told = { [fc.toStringMethod]: () => tellCase(story) };
  return { ...story, ...told };
}

/** The journeys of a story as versions that run, with ids from 1 on. */
export function versionsOf(documents: readonly JourneyDocument[]): readonly RunningVersion[] {
  return documents.map((document, index) => ({
    journeyId: index + 1,
    versionId: index + 1,
    program: compile(document),
    admits: true,
    paused: false,
  }));
}

function inForce(rules: Case['rules'], days: number, zone: string): { readonly policy: ContactPolicy; readonly holidays: HolidayTable } {
  if (rules === 'open') return { policy: openPolicy(days), holidays: HOLIDAYS };
  if (rules === 'night') return { policy: sleepingPolicy(days, zone), holidays: HOLIDAYS };
  const { presets, policyCode, own } = rules;
  const holidays = withOwnHolidays(HOLIDAYS, own.holidays);
  return { policy: governor({ country: policyCode, topicDays: days, bookOf: bookOf(presets, policyCode, own), holidays }), holidays };
}

function earlierContacts({ accounts }: World, earlier: readonly Earlier[number][]): readonly ContactRecord[] {
  const sorted = earlier.toSorted((a, b) => b.minutes - a.minutes);
  return sorted.map(({ minutes, whom, channel, status }, index) => {
    const account = accounts[whom % accounts.length]?.state.id ?? '';
    return {
      enrollmentId: `earlier ${index}`,
      seq: 1,
      journeyId: 9,
      node: 'desk',
      channel,
      topic: null,
      queuedAt: FROM - minutes * MS_PER_MINUTE,
      status,
      accountIds: [account],
      enrollmentIds: [],
    };
  });
}

/** A story as its finder reads it: what was drawn, without what follows from it. */
function tellCase({ journeys, debtors, rules }: Case): string {
  const people = debtors.map(({ debtor, accounts, arrivals, surroundings, world }) => ({
    debtor,
    accounts,
    topicDays: surroundings.policy.topicDays,
    earlier: world.contacts,
    arrivals: arrivals.map(({ event, arrivesAt }) => ({ ...event, at: formatInstant(event.at), arrivesAt: formatInstant(arrivesAt) })),
  }));
  const documents = journeys.map((document) => ({ ...document, nodes: document.nodes.map(({ position, ...node }) => node) }));
  return JSON.stringify({
    journeys: documents,
    people,
    rules: typeof rules === 'string' ? rules : { policyCode: rules.policyCode, own: rules.own },
  });
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
