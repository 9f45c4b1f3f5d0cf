import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { shares } from '#lib/interpreter/gathering.ts';
import type { TurnSetting } from '#lib/interpreter/world.ts';
import { openingFrom } from '#lib/journey/pools.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { modelsOfDay } from './arm-models.ts';
import { type Claim, claimShard } from './claim.ts';
import { policyInForce } from './policy-in-force.ts';
import type { Runner } from './runner.ts';
import { type LiveVersion, runningVersions } from './running-versions.ts';

/** A shard of a workspace in hand, with all that its turns need. */
export interface Hand {
  readonly tx: Sql;
  readonly workspace: PortfolioWorkspace;
  readonly shard: number;
  readonly claim: Claim;
  readonly versions: readonly LiveVersion[];
  readonly setting: TurnSetting;
  /**
   * A test clock stands at an opening whose places are not given yet: what the steps of this instant queue is sent after the giving, so
   * that who gets a place at it is told in the same contact (docs/decisions/0035).
   */
  readonly untilOpening: boolean;
  /** False where some step learns and nobody has summed up yet what was known at the start of this day. */
  readonly knowsModels: boolean;
}

/** One transaction with the shard claimed; null where it could not be. */
export async function inHand<T>(
  runner: Runner,
  workspaceId: number,
  shard: number,
  systemNow: Instant,
  work: (hand: Hand) => Promise<T>,
): Promise<T | null> {
  return runner.db.transaction(async (tx) => {
    const claim = await claimShard(tx, workspaceId, shard, systemNow);
    if (!claim) return null;
    const { workspace } = claim;
    const versions = await runningVersions(tx, claim.versions, runner.compiled);
    const models = await modelsOfDay(tx, runner, workspace, versions, claim.now);
    const setting = { ...(await settingOf(claim, versions)), ...(models ? { models } : {}) };
    return work({
      tx,
      workspace,
      shard,
      claim,
      versions,
      setting,
      untilOpening: isUntilOpening(claim, versions),
      knowsModels: models !== null,
    });
  });
}

function isUntilOpening({ workspace, now, opensAt }: Claim, versions: readonly LiveVersion[]): boolean {
  const hour = { time: workspace.openingTime, zone: workspace.timezone };
  return workspace.clockAt !== null && opensAt <= now && shares(versions) && openingFrom(now, hour) === now;
}

async function settingOf({ workspace, ownPolicy, now }: Claim, versions: readonly LiveVersion[]): Promise<TurnSetting> {
  const programs = versions.map((version) => version.program);
  return {
    now,
    versions,
    ...(await policyInForce({ ...workspace, ownPolicy }, programs)),
    callsOut: workspace.mode === 'live',
    enrollmentId: () => uuid7(),
  };
}
