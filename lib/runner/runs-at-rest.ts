import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { factsOf } from '#lib/interpreter/view.ts';
import { sumOpenAccounts, viewOf } from '#lib/interpreter/world-view.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { readWorlds } from './read-worlds.ts';
import type { Runner } from './runner.ts';
import { runningVersions } from './running-versions.ts';

/** What is read with: inside a transaction that transaction. */
interface RestReader {
  readonly db: Sql;
  readonly compiled: Runner['compiled'];
}

/** The live runs of a debtor that stand still at `now` because their journey's `suspendWhen` holds, by id. Reads only. */
export async function runsAtRest(runner: RestReader, shard: number, debtorId: string, now: Instant): Promise<ReadonlySet<string>> {
  const [loaded] = await readWorlds(runner.db, shard, [debtorId], { now, wholeHistory: true, mayHaveEvents: false });
  if (!loaded) return new Set();
  const { world } = loaded;
  const rows = world.enrollments.map(({ versionId, journeyId }) => ({
    id: versionId,
    journeyId,
    liveVersionId: versionId,
    status: 'live',
  }));
  const versions = await runningVersions(runner.db, rows, runner.compiled);
  const sums = sumOpenAccounts(world.accounts, now);
  const resting = world.enrollments.filter((run) => {
    const suspends = versions.find(({ versionId }) => versionId === run.versionId)?.program.suspends;
    const account = world.accounts.find(({ state }) => state.id === run.accountId);
    // No suspension reads the policy or holidays: only facts.
    const setting = { holidays: NO_HOLIDAYS, policy: openPolicy(0) };
    return account && suspends?.(factsOf(viewOf(account, world.debtor, sums, world.contacts, null, setting), run, now));
  });
  return new Set(resting.map(({ id }) => id));
}
