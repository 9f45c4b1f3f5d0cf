import type { Sql } from '#lib/db/client.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';

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
