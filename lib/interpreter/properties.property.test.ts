import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { addDays, atLocal, localDateOf } from '#lib/base/civil.ts';
import { MS_PER_DAY, MS_PER_MINUTE } from '#lib/base/instant.ts';
import { accountWith, debtorWith } from '#lib/facts/fact-write.ts';
import { compilePredicate } from '#lib/facts/predicate.ts';
import { findProblems, isError, NOTHING_KNOWN } from '#lib/journey/problems.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { exitOf } from './advance.ts';
import { compile } from './compile.ts';
import { type Portfolio, simulate } from './simulate.ts';
import { type DebtorLog, resumeDebtor, type SimulatedContact } from './simulate-debtor.ts';
import { anyCase, type Case, type CaseDebtor, isAwake, runCase, runDebtor } from './testing/any-case.ts';
import { DAYS, FROM, TO } from './testing/any-portfolio.ts';
import { Census } from './testing/census.ts';
import { accountAt, debtorAt, factsAt } from './testing/oracle.ts';
import { turn } from './turn.ts';
import { sumOpenAccounts, viewOf } from './world-view.ts';

const SEED = Number(process.env.CADENZA_SEED ?? 20_260_322);
const RUNS = process.env.CADENZA_LONG ? 5_000 : 250;
const settings = { seed: SEED, numRuns: RUNS, endOnFailure: false };
/** A busy machine is slow; a long run is long. */
const PATIENCE = (process.env.CADENZA_LONG ? 30 : 2) * MS_PER_MINUTE;

const census = new Census();
afterAll(() => console.log(`seed ${SEED}, ${census}`));

/** Every contact that was queued, also one that the last look cancelled, with the debtor it was for. */
function* contactsOf(story: Case): Generator<{ contact: SimulatedContact; debtor: CaseDebtor }> {
  for (const [index, log] of runCase(story).entries()) {
    const debtor = story.debtors[index];
    for (const contact of log.contacts) if (debtor) yield { contact, debtor };
  }
}

/** What the steps of a run wrote, in order, as the drawing says. */
function writesOf({ document }: Case, { trace }: DebtorLog) {
  const sets = new Map(document.nodes.flatMap((node) => (node.type === 'update' ? [[node.id, node.config.set]] : [])));
  return trace.flatMap(({ node, accountId, outcome }) =>
    outcome === 'next' ? (sets.get(node) ?? []).map((write) => ({ ...write, accountId })) : [],
  );
}

describe('any story', () => {
  it(
    'is one that validation lets through, and none of its kinds is rare',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          expect(findProblems(story.document, NOTHING_KNOWN).filter(isError)).toEqual([]);
          census.add(story, runCase(story));
        }),
        settings,
      );
      for (const [sight, percent] of census.shares()) expect(percent, `${sight}: ${percent} % of stories`).toBeGreaterThanOrEqual(5);
      for (const sight of [
        'entry',
        'message',
        'offer',
        'task',
        'wait',
        'waitEvent',
        'split',
        'exit',
        'payment at a step’s instant',
        'missed step',
        'late event',
      ]) {
        expect(census.shares().get(sight), sight).toBeGreaterThanOrEqual(15);
      }
    },
    PATIENCE,
  );

  it(
    'has the same answer twice',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          expect(runCase(story)).toEqual(runCase(story));
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'comes to rest at every instant: no run walks in circles',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          for (const log of runCase(story)) expect(log.enrollments.filter(({ outcome }) => outcome === 'error')).toEqual([]);
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'is the same in one long run and in many short ones',
    () => {
      const cuts = fc.array(fc.integer({ min: 1, max: DAYS * 1440 }), { maxLength: 12 });
      fc.assert(
        fc.property(anyCase, cuts, ({ debtors }, minutes) => {
          for (const debtor of debtors) {
            const long = runDebtor(debtor);
            // Some cuts fall on instants at which something happens, some just before.
            const busy = long.trace.flatMap(({ at }, index) => (index % 3 === 0 ? [at, at - 1] : []));
            expect(runDebtor(debtor, [...minutes.map((minute) => FROM + minute * MS_PER_MINUTE), ...busy])).toEqual(long);
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'does not change at an instant at which nothing is due',
    () => {
      const moments = fc.array(fc.integer({ min: 1, max: DAYS * 1440 }), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(anyCase, moments, ({ debtors }, minutes) => {
          for (const debtor of debtors) {
            const { surroundings } = debtor;
            let log = runDebtor({ ...debtor, arrivals: [] }, []);
            for (const minute of minutes) {
              const now = TO + minute * MS_PER_MINUTE;
              log = resumeDebtor(log, [], now, surroundings);
              const idle = turn(log.world, { events: [], look: 'none' }, { ...surroundings, now });
              expect({ ...idle, entered: idle.entered.length, moved: idle.moved.length }).toEqual({
                debtor: null,
                accounts: [],
                promises: [],
                derivedEvents: [],
                entered: 0,
                moved: 0,
                newContacts: [],
                changedContacts: [],
                openedTasks: [],
                closedTasks: [],
                newCalls: [],
                calledOff: [],
                writes: [],
                trace: [],
              });
            }
          }
        }),
        { ...settings, numRuns: RUNS / 5 },
      );
    },
    PATIENCE,
  );

  it(
    'is the same whatever the order in which debtors, and events of different debtors, are listed',
    () => {
      fc.assert(
        fc.property(anyCase, ({ document, debtors }) => {
          const version = { journeyId: 1, versionId: 1, program: compile(document), admits: true, paused: false };
          const run = { versions: [version], from: FROM, to: TO, timezone: 'Etc/UTC', policy: openPolicy(3), holidays: NO_HOLIDAYS };
          const portfolioOf = (listed: readonly CaseDebtor[]): Portfolio => ({
            debtors: listed.map(({ debtor }) => debtor),
            accounts: listed.flatMap(({ accounts }) => accounts),
            events: listed.flatMap(({ debtor, arrivals }) =>
              arrivals.map(({ event }) => ({ ...event, account: event.accountId, debtor: debtor.externalId, externalId: null })),
            ),
          });
          expect(simulate(portfolioOf(debtors.toReversed()), run)).toEqual(simulate(portfolioOf(debtors), run).toReversed());
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'is the same whatever the order in which the accounts of a debtor are listed',
    () => {
      fc.assert(
        fc.property(anyCase, ({ debtors }) => {
          for (const debtor of debtors) {
            const { world } = debtor;
            const turned = runDebtor({ ...debtor, world: { ...world, accounts: world.accounts.toReversed() } });
            const straight = runDebtor(debtor);
            expect(turned.contacts).toEqual(straight.contacts);
            expect(byId(turned.enrollments)).toEqual(byId(straight.enrollments));
            expect(byId(turned.world.accounts.map(({ state }) => state))).toEqual(byId(straight.world.accounts.map(({ state }) => state)));
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );
});

describe('accounts', () => {
  it(
    'are conserved: every run is live or ended, one live run at most, runs follow one another',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          for (const { enrollments, world } of runCase(story)) {
            expect(new Set(enrollments.map(({ id }) => id)).size).toBe(enrollments.length);
            for (const [accountId, runs] of Map.groupBy(enrollments, (run) => run.accountId)) {
              expect(runs.map(({ run }) => run)).toEqual(runs.map((_, index) => index + 1));
              expect(runs.slice(0, -1).filter(({ status }) => status === 'live')).toEqual([]);
              for (const [index, { enteredAt, endedAt, status, outcome }] of runs.entries()) {
                expect([status, endedAt !== null, outcome !== null]).toEqual(
                  status === 'live' ? ['live', false, false] : ['ended', true, true],
                );
                const next = runs[index + 1];
                if (next) expect([next.enteredAt > enteredAt, next.enteredAt >= (endedAt ?? TO)]).toEqual([true, true]);
              }
              expect(world.earlierRuns.get(`${accountId} 1`)).toMatchObject({ count: runs.length, live: runs.at(-1)?.status === 'live' });
            }
            expect(world.enrollments).toEqual(enrollments.filter(({ status }) => status === 'live'));
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'stand in the end as all events that arrived say by their time, in whatever order they came, and as journeys wrote last',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          for (const [index, log] of runCase(story).entries()) {
            const debtor = story.debtors[index];
            if (!debtor) continue;
            const writes = writesOf(story, log);
            for (const { state } of log.world.accounts) {
              const own = writes.filter(({ accountId }) => accountId === state.id);
              expect(state).toEqual(accountWith(accountAt(debtor, state.id, TO), own));
            }
            expect(log.world.debtor.state).toEqual(debtorWith(debtorAt(debtor, TO), writes));
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );
});

describe('a wait for an event', () => {
  it(
    'is left by an event that came after the arrival, never at its instant',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          const waits = new Set(story.document.nodes.flatMap(({ id, type }) => (type === 'waitEvent' ? [id] : [])));
          for (const { trace } of runCase(story)) {
            const arrivedAt = new Map(trace.map(({ enrollmentId, seq, at }) => [`${enrollmentId} ${seq + 1}`, at]));
            const heard = trace.filter(({ node, outcome }) => waits.has(node) && outcome !== 'timeout' && outcome !== 'exit');
            for (const { enrollmentId, seq, at } of heard) {
              expect(at).toBeGreaterThan(arrivedAt.get(`${enrollmentId} ${seq}`) ?? Number.POSITIVE_INFINITY);
            }
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );
});

describe('contacts', () => {
  it(
    'are never queued about an account that is paid, nor while an exit rule or the suspension holds',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          const program = compile(story.document);
          const suspends = story.document.suspendWhen ? compilePredicate(story.document.suspendWhen) : () => false;
          const hasCure = story.document.exitWhen?.every((rule) => JSON.stringify(rule.where).includes('account.balance')) ?? true;
          for (const { contact, debtor } of contactsOf(story)) {
            for (const accountId of contact.accountIds) {
              const facts = factsAt(debtor, accountId, contact.queuedAt);
              if (hasCure) expect(facts.account.balance).toBeGreaterThan(0);
              const account = { state: facts.account, foldedUntil: null, base: null };
              const view = viewOf(
                account,
                { state: facts.debtor, foldedUntil: null, base: null },
                sumOpenAccounts([], 0),
                [],
                null,
                debtor.surroundings,
              );
              expect(exitOf(program, view, null, contact.queuedAt)).toBeNull();
              expect(suspends(facts)).toBe(false);
            }
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'go by a channel that the debtor has, did not deny and that did not fail for good',
    () => {
      const addressOf = { email: 'email', sms: 'phone', voice: 'phone', whatsapp: 'whatsapp', letter: 'postal' } as const;
      fc.assert(
        fc.property(anyCase, (story) => {
          for (const { contact, debtor } of contactsOf(story)) {
            const person = debtorAt(debtor, contact.queuedAt);
            const channel = contact.channel as keyof typeof addressOf | 'push';
            expect(channel === 'push' ? person.pushCount > 0 : person[addressOf[channel]] !== null).toBe(true);
            expect(person.consent[channel]).not.toBe('denied');
            expect(person.hardFailed).not.toContain(channel);
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'have each a key of their own, and one debtor has one at a node, an instant and a channel',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          for (const { contacts } of runCase(story)) {
            const distinct = (texts: readonly string[]) => expect(new Set(texts).size).toBe(texts.length);
            distinct(contacts.map(({ key }) => `${key.enrollmentId} ${key.seq}`));
            const made = contacts.filter(({ status }) => status !== 'cancelled');
            distinct(made.map(({ node, queuedAt, channel }) => `${node} ${queuedAt} ${channel}`));
            for (const { accountIds } of contacts) expect(accountIds).toEqual(accountIds.toSorted());
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'about one topic lie the policy’s days apart',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          for (const [index, { contacts }] of runCase(story).entries()) {
            const { topicDays = 0 } = story.debtors[index]?.surroundings.policy ?? {};
            const told = contacts.filter(({ status, topic }) => status !== 'cancelled' && topic !== null);
            for (const [, same] of Map.groupBy(told, ({ topic }) => topic)) {
              const gaps = same.slice(1).map(({ queuedAt }, i) => queuedAt - (same[i]?.queuedAt ?? 0));
              for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(topicDays * MS_PER_DAY);
            }
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );

  it(
    'by the due date are made at their time or later, and not after their last day',
    () => {
      fc.assert(
        fc.property(anyCase, (story) => {
          const configs = new Map(
            story.document.nodes.flatMap((node) => (node.type === 'message' || node.type === 'offer' ? [[node.id, node.config]] : [])),
          );
          for (const { contact, debtor } of contactsOf(story)) {
            const config = configs.get(contact.node);
            const { zone } = debtor.world.debtor.state;
            if (story.sleeps) expect(isAwake(contact.queuedAt, zone)).toBe(true);
            if (config?.when.kind !== 'due') continue;
            const { days, at } = config.when;
            for (const accountId of contact.accountIds) {
              const { dueDate } = accountAt(debtor, accountId, contact.queuedAt);
              expect(dueDate).not.toBeNull();
              const date = addDays(dueDate ?? '', days);
              expect(contact.queuedAt).toBeGreaterThanOrEqual(atLocal(date, at, zone));
              const lastDate = addDays(localDateOf(atLocal(date, at, zone), zone), config.graceDays ?? 0);
              if (config.ifMissed !== 'act') expect(localDateOf(contact.queuedAt, zone) <= lastDate).toBe(true);
            }
          }
        }),
        settings,
      );
    },
    PATIENCE,
  );
});

function byId<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
