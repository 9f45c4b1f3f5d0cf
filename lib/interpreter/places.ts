import type { Instant, LocalDate } from '#lib/base/instant.ts';
import { fieldAt } from '#lib/facts/catalogue.ts';
import type { Facts } from '#lib/facts/facts.ts';
import { allocate, type PlaceRequest } from '#lib/journey/allocate.ts';
import type { GivenPlace, PlacePriority } from '#lib/journey/pools.ts';
import type { RunningVersion } from './enter.ts';
import { factsOf } from './view.ts';
import type { TurnSetting, World } from './world.ts';
import { exists, sightOf, sumOpenAccounts } from './world-view.ts';

/** How a pool's places go on a day: how many there are, and in which order. */
export interface PoolTerms {
  readonly places: number;
  readonly priority: readonly PlacePriority[];
}

/** A request for a place of a pool. Its id is the enrollment's. Plain: it is sent between threads. */
export interface PoolRequest extends PlaceRequest {
  readonly pool: string;
}

/**
 * The terms of every pool that a journey names. One that several name has the fewest places that any of them says, and the order of
 * the first one, in the order given (docs/decisions/0035). What the versions that accounts enter say counts before what older ones
 * say; a paused journey says nothing.
 */
export function poolTerms(versions: readonly RunningVersion[]): ReadonlyMap<string, PoolTerms> {
  const running = versions.filter((version) => !version.paused);
  const entered = termsOf(running.filter((version) => version.admits));
  return new Map([...termsOf(running.filter((version) => !version.admits)), ...entered]);
}

function termsOf(versions: readonly RunningVersion[]): Map<string, PoolTerms> {
  const terms = new Map<string, PoolTerms>();
  for (const { program } of versions) {
    for (const { pool, perDay, priority } of program.pools) {
      const known = terms.get(pool);
      terms.set(pool, { places: Math.min(perDay, known?.places ?? perDay), priority: known?.priority ?? priority });
    }
  }
  return terms;
}

/**
 * The debtor's requests for places of the day that opens at `opening`, with what the pools' orders read of their accounts at
 * `now`: runs that came to their node by then, of journeys that are not paused.
 */
export function requestsOf(
  { debtor, accounts, enrollments, contacts }: World,
  terms: ReadonlyMap<string, PoolTerms>,
  opening: Instant,
  { now, versions }: Pick<TurnSetting, 'now' | 'versions'>,
): readonly PoolRequest[] {
  const asking = enrollments.filter((run) => run.status === 'live' && run.pool !== null && run.place === null && run.arrivedAt <= opening);
  if (asking.length === 0) return [];
  const sums = sumOpenAccounts(accounts, now);
  return asking.flatMap((run): PoolRequest[] => {
    const account = accounts.find(({ state }) => state.id === run.accountId);
    const version = versions.find(({ versionId }) => versionId === run.versionId);
    const pool = run.pool === null ? undefined : terms.get(run.pool);
    if (run.pool === null || !pool || !account || !version || version.paused || !exists(account, now)) return [];
    const facts = factsOf(sightOf(account, debtor, sums, contacts, null), run, now);
    return [
      {
        id: run.id,
        pool: run.pool,
        account: account.state.externalId,
        since: run.arrivedAt,
        ranks: pool.priority.map(({ field }) => rankOf(field, facts)),
        directions: pool.priority.map(({ direction }) => direction),
      },
    ];
  });
}

/** Yes goes as 1 and no as 0; what has no order is nothing. */
function rankOf(field: string, facts: Facts): number | string | null {
  const value = fieldAt(field)?.get(facts) ?? null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** How a pool's day went. */
export interface PoolDay {
  readonly pool: string;
  readonly places: number;
  readonly requests: number;
  readonly granted: number;
}

/** Gives the places of a day: to each enrollment that got one its place, and how each pool's day went, by name. Pools not asked for are left out. */
export function givePlaces(
  requests: readonly PoolRequest[],
  terms: ReadonlyMap<string, PoolTerms>,
  day: LocalDate,
): { readonly given: ReadonlyMap<string, GivenPlace>; readonly days: readonly PoolDay[] } {
  const given = new Map<string, GivenPlace>();
  const days: PoolDay[] = [];
  for (const [pool, asking] of Map.groupBy(requests, (request) => request.pool)) {
    const places = terms.get(pool)?.places ?? 0;
    const got = allocate(asking, places);
    for (const [index, id] of got.entries()) given.set(id, { day, rank: index + 1, requests: asking.length, places });
    days.push({ pool, places, requests: asking.length, granted: got.length });
  }
  return { given, days };
}
