import 'server-only';
import type { Database } from '#lib/db/client.ts';
import { journeyNames } from '#lib/db/queries/journeys.ts';
import { hasAccounts } from '#lib/db/queries/set-up.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';

/** The steps from an empty workspace to a first message, in order. */
export const FIRST_STEPS = ['import', 'draw', 'publish', 'time'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** Which of the first steps are done, as the workspace stands. */
export async function stepsDone(db: Database, workspace: WorkspaceStanding): Promise<Readonly<Record<FirstStep, boolean>>> {
  const [journeys, portfolio, [moved]] = await Promise.all([
    journeyNames(db, workspace.id),
    hasPortfolio(db, workspace),
    db.query<{ found: boolean }>('select exists (select 1 from clock_move where workspace_id = $1) as found', [workspace.id]),
  ]);
  return {
    import: portfolio,
    draw: journeys.length > 0,
    publish: journeys.some(({ status }) => status !== 'draft'),
    time: workspace.mode === 'live' || (moved?.found ?? false),
  };
}

async function hasPortfolio(db: Database, workspace: WorkspaceStanding): Promise<boolean> {
  for (const shard of shardsOf(workspace)) if (await hasAccounts(db, workspace.id, shard)) return true;
  return false;
}
