import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import { MS_PER_MINUTE } from '#lib/base/instant.ts';
import { accountWith, debtorWith } from '#lib/facts/fact-write.ts';
import { compilePredicate } from '#lib/facts/predicate.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import type { Program } from '../compile.ts';
import type { DebtorLog } from '../debtor-log.ts';
import { type Portfolio, simulate } from '../simulate.ts';
import { resumeDebtor } from '../simulate-debtor.ts';
import { turn } from '../turn.ts';
import { type Case, type CaseDebtor, runCase, runDebtor, versionsOf } from './any-case.ts';
import { DAYS, FROM, TO } from './any-portfolio.ts';
import type { Arrival } from './any-storm.ts';
import { accountAt, debtorAt, factsAt } from './oracle.ts';

/** What some laws need of chance beside the story: where to cut it, and when to look at it once it is over. In minutes. */
export const anyChance = fc.record({
  cuts: fc.array(fc.integer({ min: 1, max: DAYS * 1440 }), { maxLength: 12 }),
  moments: fc.array(fc.integer({ min: 1, max: DAYS * 1440 }), { minLength: 1, maxLength: 4 }),
});
type Chance = typeof anyChance extends fc.Arbitrary<infer C> ? C : never;

/** What holds of every story and its logs; throws where it does not. */
export type Law = (story: Case, logs: readonly DebtorLog[], chance: Chance) => void;

/** A share of the stories is enough for what takes several runs. */
const someOf = (law: Law): Law => {
  let count = 0;
  return (...asked) => {
    if (count++ % 4 === 0) law(...asked);
  };
};

/** What holds of runs and accounts. */
export const lawsOfRuns: Readonly<Record<string, Law>> = {
  'has the same answer twice': (story, logs) => {
    expectEqual(runCase(story), logs);
  },

  'comes to rest at every instant: no run walks in circles': (_story, logs) => {
    for (const log of logs) expect(log.enrollments.filter(({ outcome }) => outcome === 'error')).toEqual([]);
  },

  'is the same in one long run and in many short ones, cut anywhere': ({ debtors }, logs, { cuts }) => {
    for (const [index, debtor] of debtors.entries()) {
      const long = logs[index];
      // Some cuts fall on instants at which something happens, some just before.
      const busy = long?.trace.flatMap(({ at }, place) => (place % 3 === 0 ? [at, at - 1] : [])) ?? [];
      expectEqual(runDebtor(debtor, [...cuts.map((minute) => FROM + minute * MS_PER_MINUTE), ...busy]), long);
    }
  },

  'does not change at an instant at which nothing is due': someOf(({ debtors }, _logs, { moments }) => {
    for (const debtor of debtors) {
      const { surroundings } = debtor;
      let log = runDebtor({ ...debtor, arrivals: [] }, []);
      for (const minute of moments) {
        const now = TO + minute * MS_PER_MINUTE;
        log = resumeDebtor(log, [], now, surroundings);
        const { debtor: changed, ...rest } = turn(log.world, { events: [], look: 'none' }, { ...surroundings, now });
        expect(changed).toBeNull();
        for (const [name, made] of Object.entries(rest)) expect([name, made]).toEqual([name, []]);
      }
    }
  }),

  'is the same whatever the order in which debtors, and events of different debtors, are listed': someOf(({ journeys, debtors }) => {
    const versions = versionsOf(journeys);
    const run = { versions, from: FROM, to: TO, timezone: 'Etc/UTC', policy: openPolicy(3), holidays: NO_HOLIDAYS };
    const portfolioOf = (listed: readonly CaseDebtor[]): Portfolio => ({
      debtors: listed.map(({ debtor }) => debtor),
      accounts: listed.flatMap(({ accounts }) => accounts),
      events: listed.flatMap(({ debtor, arrivals }) =>
        arrivals.map(({ event }) => ({ ...event, account: event.accountId, debtor: debtor.externalId, externalId: null })),
      ),
    });
    expectEqual(simulate(portfolioOf(debtors.toReversed()), run), simulate(portfolioOf(debtors), run).toReversed());
  }),

  'is the same whatever the order in which the accounts of a debtor are listed': ({ debtors }, logs) => {
    for (const [index, debtor] of debtors.entries()) {
      const { world } = debtor;
      if (world.accounts.length < 2) continue;
      expectSame(runDebtor({ ...debtor, world: { ...world, accounts: world.accounts.toReversed() } }), logs[index]);
    }
  },

  'is the same whatever the order in which events of one instant come for different accounts of a debtor': ({ debtors }, logs) => {
    for (const [index, debtor] of debtors.entries()) {
      const arrivals = permuted(debtor.arrivals);
      if (arrivals.some((one, place) => one !== debtor.arrivals[place])) expectSame(runDebtor({ ...debtor, arrivals }), logs[index]);
    }
  },

  'conserves accounts: every run is live or ended, what entered is what is live and what ended, runs follow one another': (
    _story,
    logs,
  ) => {
    for (const { enrollments, world } of logs) {
      expect(new Set(enrollments.map(({ id }) => id)).size).toBe(enrollments.length);
      for (const [key, runs] of Map.groupBy(enrollments, ({ accountId, journeyId }) => `${accountId} ${journeyId}`)) {
        expect(runs.map(({ run }) => run)).toEqual(runs.map((_, place) => place + 1));
        expect(runs.slice(0, -1).filter(({ status }) => status === 'live')).toEqual([]);
        for (const [place, { enteredAt, endedAt, status, outcome }] of runs.entries()) {
          expect([status, endedAt !== null, outcome !== null]).toEqual(status === 'live' ? ['live', false, false] : ['ended', true, true]);
          const next = runs[place + 1];
          if (next) expect([next.enteredAt > enteredAt, next.enteredAt >= (endedAt ?? TO)]).toEqual([true, true]);
        }
        expect(world.earlierRuns.get(key)).toMatchObject({ count: runs.length, live: runs.at(-1)?.status === 'live' });
      }
      const entered = [...world.earlierRuns.values()].reduce((sum, { count }) => sum + count, 0);
      const ended = enrollments.filter(({ status }) => status === 'ended').length;
      expect(entered).toBe(world.enrollments.length + ended);
      expectEqual(byId(world.enrollments), byId(enrollments.filter(({ status }) => status === 'live')));
    }
  },

  'leaves accounts and debtors as all events that arrived say by their time, in whatever order they came, and as journeys wrote last': (
    story,
    logs,
  ) => {
    for (const [index, log] of logs.entries()) {
      const debtor = story.debtors[index];
      if (!debtor) continue;
      const writes = writesOf(story, log);
      for (const { state } of log.world.accounts) {
        const own = writes.filter(({ accountId }) => accountId === state.id);
        expectEqual(state, accountWith(accountAt(debtor, state.id, TO), own));
      }
      expectEqual(log.world.debtor.state, debtorWith(debtorAt(debtor, TO), writes));
    }
  },

  'leaves a wait for an event by one that came after the arrival, never at its instant': (story, logs) => {
    for (const log of logs) {
      const nodeOf = nodesOf(story, log);
      const arrivedAt = new Map(log.trace.map(({ enrollmentId, seq, at }) => [`${enrollmentId} ${seq + 1}`, at]));
      for (const step of log.trace) {
        if (nodeOf(step)?.type !== 'waitEvent' || step.outcome === 'timeout' || step.outcome === 'exit') continue;
        expect(step.at).toBeGreaterThan(arrivedAt.get(`${step.enrollmentId} ${step.seq}`) ?? Number.POSITIVE_INFINITY);
      }
    }
  },

  'is not moved by an event while the journey is suspended': (story, logs) => {
    for (const [index, log] of logs.entries()) {
      const debtor = story.debtors[index];
      for (const { enrollmentId, accountId, at, why } of log.trace) {
        const run = why !== null && 'event' in why ? log.enrollments.find(({ id }) => id === enrollmentId) : undefined;
        const suspendWhen = run && story.journeys[run.journeyId - 1]?.suspendWhen;
        if (!suspendWhen || !debtor) continue;
        // Of several events of an instant a later one may have suspended it.
        if (debtor.arrivals.filter(({ arrivesAt }) => arrivesAt === at).length > 1) continue;
        expect(compilePredicate(suspendWhen)(factsAt(debtor, accountId, at))).toBe(false);
      }
    }
  },

  'begins a run for every account that is handed over, where it is not in already and would not leave at once': (story, logs) => {
    for (const [index, log] of logs.entries()) {
      const debtor = story.debtors[index];
      const nodeOf = nodesOf(story, log);
      for (const step of log.trace) {
        const node = nodeOf(step);
        if (node?.type !== 'handover' || step.why === null || !('journey' in step.why)) continue;
        const place = story.journeys.findIndex(({ key }) => key === node.config.journey);
        const there = story.journeys[place];
        const program = debtor?.surroundings.versions[place]?.program;
        if (!there || !program || mayLeaveAtOnce(there, program, debtor, step)) continue;
        const runs = log.enrollments.filter((run) => run.accountId === step.accountId && run.journeyId === place + 1);
        expect(runs.some((run) => run.enteredAt <= step.at && step.at <= (run.endedAt ?? TO))).toBe(true);
      }
    }
  },
};

/** The node at which a step of a log was made. */
export function nodesOf({ journeys }: Case, { enrollments }: DebtorLog) {
  const journeyOf = new Map(enrollments.map(({ id, journeyId }) => [id, journeyId]));
  const nodes = journeys.map((document) => new Map(document.nodes.map((node) => [node.id, node])));
  return ({ enrollmentId, node }: { readonly enrollmentId: string; readonly node: string }) =>
    nodes[(journeyOf.get(enrollmentId) ?? 0) - 1]?.get(node);
}

/** True where an exit rule there holds of the account, or may hold of contacts, which the other opinion does not know. */
function mayLeaveAtOnce(
  document: JourneyDocument,
  program: Program,
  debtor: CaseDebtor,
  { accountId, at }: DebtorLog['trace'][number],
): boolean {
  if (JSON.stringify(document.exitWhen ?? []).includes('debtor.contacts')) return true;
  const facts = factsAt(debtor, accountId, at);
  return program.exits.some((rule) => rule.matches(facts));
}

/** What the steps of a run wrote, in order, as the drawing says. */
function writesOf(story: Case, log: DebtorLog) {
  const nodeOf = nodesOf(story, log);
  return log.trace.flatMap((step) => {
    const node = step.outcome === 'next' ? nodeOf(step) : undefined;
    return node?.type === 'update' ? node.config.set.map((write) => ({ ...write, accountId: step.accountId })) : [];
  });
}

/** Node's own comparison is several times faster; where it finds a difference, or one of undefined alone, the slow one says which. */
function expectEqual(found: unknown, usual: unknown): void {
  if (!isDeepStrictEqual(found, usual)) expect(found).toEqual(usual);
}

/** The same contacts, runs, steps and states; what is listed in order of happening within an instant may change places. */
function expectSame(found: DebtorLog, usual: DebtorLog | undefined): void {
  if (!usual) throw new Error('no log');
  expectEqual(found.contacts, usual.contacts);
  expectEqual(byId(found.enrollments), byId(usual.enrollments));
  expectEqual(byId(found.world.accounts.map(({ state }) => state)), byId(usual.world.accounts.map(({ state }) => state)));
  expectEqual(found.world.debtor.state, usual.world.debtor.state);
  const steps = ({ trace }: DebtorLog) => trace.map((step) => JSON.stringify(step)).sort();
  expectEqual(steps(found), steps(usual));
}

/** Events of one instant that come together change places where they are about different accounts; what is about the debtor keeps its place. */
function permuted(arrivals: readonly Arrival[]): readonly Arrival[] {
  const together = Map.groupBy(arrivals, ({ event, arrivesAt }) => `${event.at} ${arrivesAt}`);
  const turned = new Map<Arrival, Arrival>();
  for (const group of together.values()) {
    let stretch: Arrival[] = [];
    const close = () => {
      const byAccount = [...Map.groupBy(stretch, ({ event }) => event.accountId).values()];
      const turnedRound = byAccount.toReversed().flat();
      for (const [place, one] of stretch.entries()) turned.set(one, turnedRound[place] ?? one);
      stretch = [];
    };
    for (const one of group) {
      if (one.event.accountId === null) close();
      else stretch.push(one);
    }
    close();
  }
  return arrivals.map((one) => turned.get(one) ?? one);
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
