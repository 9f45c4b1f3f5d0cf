import { nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { workTheDesk } from './desk.ts';

/**
 * Moves the clock from where it stands to `until`, a day at a time, each of which begins with the agents' work; whatever
 * the journeys do meanwhile the runner does. Killed half-way it goes on from where it stood. Ends with the clock at
 * `until`; `onDay` hears each day it reached.
 */
export async function liveThrough(
  db: Database,
  workspace: PortfolioWorkspace,
  from: Instant,
  until: Instant,
  onDay: (now: Instant) => void,
): Promise<void> {
  const runner = createRunner(db);
  let now = from;
  while (now < until) {
    await workTheDesk(db, workspace, now);
    now = await moveClock(runner, workspace.id, Math.min(until, nextDayStart(now, workspace.timezone)));
    onDay(now);
  }
}

/** What the journeys have done so far. */
export interface Lived {
  readonly enrollments: number;
  readonly contacts: Readonly<Record<string, number>>;
  readonly tasks: Readonly<Record<string, number>>;
}

/** Counts runs, contacts by status and tasks by status of a workspace. */
export async function countLived(db: Sql, workspace: PortfolioWorkspace): Promise<Lived> {
  const contacts: Record<string, number> = {};
  const tasks: Record<string, number> = {};
  let enrollments = 0;
  for (const shard of shardsOf(workspace)) {
    const rows = await db.query<{ kind: string; status: string; count: number }>(
      `select 'enrollment' as kind, '' as status, count(*) from enrollment where shard = $1 and workspace_id = $2
       union all select 'contact', status, count(*) from contact where shard = $1 and workspace_id = $2 group by status
       union all select 'task', status, count(*) from task where shard = $1 and workspace_id = $2 group by status`,
      [shard, workspace.id],
    );
    for (const { kind, status, count } of rows) {
      if (kind === 'enrollment') enrollments += count;
      else add(kind === 'contact' ? contacts : tasks, status, count);
    }
  }
  return { enrollments, contacts, tasks };
}

function add(counts: Record<string, number>, key: string, count: number): void {
  counts[key] = (counts[key] ?? 0) + count;
}
