import { zoneInForce } from '#lib/base/country-zone.ts';
import type { Instant } from '#lib/base/instant.ts';
import { importedAccount } from '#lib/facts/account-events.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import { accountAsOf, debtorAsOf } from '#lib/facts/as-of.ts';
import { importedDebtor } from '#lib/facts/debtor-events.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import { OPENING_TIME, type OpeningHour } from '#lib/journey/pools.ts';
import type { HolidayTable } from '#lib/policy/holidays.ts';
import type { ContactPolicy } from '#lib/policy/verdict.ts';
import { compile } from './compile.ts';
import type { ArmShowing, DebtorLog } from './debtor-log.ts';
import type { Surroundings } from './debtor-run.ts';
import type { RunningVersion } from './enter.ts';
import { type RunLog, runLog } from './run-log.ts';
import type { Scenario, ScenarioEvent } from './scenario.ts';
import { simulateTogether } from './together.ts';
import type { OpenedTask, PendingEvent, World } from './world.ts';

/** A portfolio as imported at one instant, with the events that happen to it, in order of arrival. */
export interface Portfolio {
  readonly debtors: readonly DebtorInput[];
  readonly accounts: readonly (AccountInput & { readonly currency: string })[];
  readonly events: readonly ScenarioEvent[];
}

/** What a simulation runs and when. `from` is the instant of the import; both ends are included. */
export interface Run {
  readonly versions: readonly RunningVersion[];
  readonly from: Instant;
  readonly to: Instant;
  readonly timezone: string;
  /** When the workspace opens, HH:MM of its zone. Default: 08:00. */
  readonly openingTime?: string;
  readonly policy: ContactPolicy;
  readonly holidays: HolidayTable;
}

/** Runs journeys over a portfolio in memory: together where they decide anything over all debtors. Pure. */
export function simulate(portfolio: Portfolio, run: Run): readonly DebtorLog[] {
  const starts = [...debtorsOf(portfolio)].map(({ debtor, accounts, events }) => ({ world: importedWorld(debtor, accounts, run), events }));
  return simulateTogether(starts, run.from, run.to, surroundingsOf(run));
}

/** One debtor of a portfolio with everything about them. */
export interface DebtorOfPortfolio {
  readonly debtor: DebtorInput;
  readonly accounts: Portfolio['accounts'];
  readonly events: readonly PendingEvent[];
  /** The debtor as they stand when the run begins, in place of what an import said of them and happened since. */
  readonly world?: World;
  /** Work that people have about them, and arms that they were shown: of those who stand in the journey. */
  readonly tasks?: readonly OpenedTask[];
  readonly shown?: readonly ArmShowing[];
}

/** The debtors of a portfolio, one by one, in its order. */
export function* debtorsOf(portfolio: Portfolio): Generator<DebtorOfPortfolio> {
  const accountsOf = Map.groupBy(portfolio.accounts, (account) => account.debtorExternalId);
  const debtorOf = new Map(portfolio.accounts.map((account) => [account.externalId, account.debtorExternalId]));
  const eventsOf = Map.groupBy(portfolio.events, (event) => event.debtor ?? debtorOf.get(event.account ?? '') ?? '');
  for (const debtor of portfolio.debtors) {
    const { externalId } = debtor;
    yield { debtor, accounts: accountsOf.get(externalId) ?? [], events: (eventsOf.get(externalId) ?? []).map(pendingOf) };
  }
}

/** What surrounds every turn of a run in memory: its runs are named by account, journey and count. */
export function surroundingsOf(
  run: Pick<Run, 'versions' | 'policy' | 'holidays' | 'timezone' | 'openingTime'>,
): Surroundings & { readonly opening: OpeningHour } {
  const { versions, policy, holidays, timezone, openingTime = OPENING_TIME } = run;
  const opening: OpeningHour = { time: openingTime, zone: timezone };
  return { versions, policy, holidays, opening, enrollmentId: (account, journey, count) => `${account}/${journey}/${count}` };
}

/** Runs one scenario under a policy and lists what came of it. */
export function simulateScenario(scenario: Scenario, inForce: Pick<Run, 'policy' | 'holidays'>): RunLog {
  const version: RunningVersion = { journeyId: 1, versionId: 1, program: compile(scenario.journey), admits: true, paused: false };
  return logOf(simulate(scenario, { ...scenario, versions: [version], ...inForce }));
}

/** The logs of all debtors in the form of the conformance cases. */
export function logOf(logs: readonly DebtorLog[]): RunLog {
  return runLog({
    contacts: logs.flatMap((log) =>
      log.contacts.map(({ queuedAt, node, channel, debtorId, accountIds, status }) => ({
        at: queuedAt,
        node,
        channel,
        debtor: debtorId,
        accounts: accountIds,
        status,
      })),
    ),
    notSent: logs.flatMap((log) =>
      log.trace.flatMap(({ at, node, accountId, reason }) => (reason === null ? [] : [{ at, node, account: accountId, reason }])),
    ),
    enrollments: logs.flatMap((log) =>
      log.enrollments.map(({ accountId, enteredAt, status, node, outcome }) => ({ account: accountId, enteredAt, status, node, outcome })),
    ),
  });
}

/** The ids by which a world names a debtor and their accounts. */
export interface WorldIds {
  readonly debtorId: string;
  /** By external id. */
  accountId(externalId: string): string;
}

/**
 * A debtor as imported at `run.from`, in a workspace of that time zone. Without `ids`, the internal ids are the external
 * ones: what is only simulated has no others.
 */
export function importedWorld(
  debtor: DebtorInput,
  accounts: Portfolio['accounts'],
  run: Pick<Run, 'from' | 'timezone'>,
  ids: WorldIds = { debtorId: debtor.externalId, accountId: (externalId) => externalId },
): World {
  const zone = zoneInForce({ timezone: debtor.timezone ?? null, country: debtor.country ?? null }, run.timezone);
  const state = importedDebtor(debtor, ids.debtorId, zone);
  return {
    debtor: { state, foldedUntil: null, base: { imported: state, asOf: debtorAsOf(debtor, run.from), past: [] } },
    accounts: accounts.map((input) => {
      const account = importedAccount(input, ids.accountId(input.externalId), ids.debtorId);
      return { state: account, foldedUntil: null, base: { imported: account, asOf: accountAsOf(input, run.from), past: [] } };
    }),
    enrollments: [],
    earlierRuns: new Map(),
    contacts: [],
  };
}

function pendingOf({ at, type, payload, account }: ScenarioEvent): PendingEvent {
  return { at, type, payload, accountId: account };
}
