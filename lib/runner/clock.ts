import { setTimeout } from 'node:timers/promises';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import type { Runner } from './runner.ts';
import { tickShard } from './tick.ts';

/** The clock was not moved, and why, in a sentence for the person who asked. */
export class ClockRefused extends Error {
  override readonly name = 'ClockRefused';
}

/** How far a move has come. */
export interface ClockProgress {
  readonly now: Instant;
  readonly to: Instant;
}

const WAIT_MS = 100;

/** A mover that has said nothing for so long, by the system's clock, is gone. */
const MOVER_SILENCE_SECONDS = 60;

/**
 * Moves a test workspace's clock to `to`: from instant to instant at which something is due, and everything due happens
 * in order. One mover at a time. It can be stopped between two instants: the clock then stands where it had come.
 * Throws ClockRefused for a live workspace, a time in the past, or while another move is under way.
 */
export async function moveClock(
  runner: Runner,
  workspaceId: number,
  to: Instant,
  options: { readonly onProgress?: (progress: ClockProgress) => void; readonly signal?: AbortSignal } = {},
): Promise<Instant> {
  const { db } = runner;
  const workspace = await readWorkspace(db, workspaceId);
  if (workspace.clockAt === null)
    throw new ClockRefused(`Workspace ${workspace.slug} is live: its clock is the system's and cannot be moved.`);
  if (to < workspace.clockAt)
    throw new ClockRefused(`The clock of ${workspace.slug} shows ${formatInstant(workspace.clockAt)}; it only moves forward.`);
  const mover = uuid7();
  await beginMove(runner, workspaceId, mover);
  let now = workspace.clockAt;
  try {
    for (;;) {
      await tickUntilDone(runner, workspace, now);
      options.onProgress?.({ now, to });
      if (options.signal?.aborted || now >= to) return now;
      now = Math.min(to, Math.max(now, (await nextDue(db, workspaceId)) ?? to));
      await setClock(db, workspaceId, mover, now);
    }
  } finally {
    await db.query('update workspace set clock_mover = null where id = $1 and clock_mover = $2', [workspaceId, mover]);
  }
}

/** A shard in another worker's hand, or with contacts whose dispatcher may still live, is waited for. */
async function tickUntilDone(runner: Runner, workspace: PortfolioWorkspace, now: Instant): Promise<void> {
  for (;;) {
    for (const shard of shardsOf(workspace)) await tickShard(runner, workspace.id, shard, now);
    const due = await nextDue(runner.db, workspace.id);
    if (due === null || due > now) return;
    await setTimeout(WAIT_MS);
  }
}

/** The next instant at which something is due in the workspace; null where nothing ever is. */
export async function nextDue(sql: Sql, workspaceId: number): Promise<Instant | null> {
  const [row] = await sql.query<{ at: number | null }>(
    'select (extract(epoch from min(next_at)) * 1000)::bigint as at from agenda where workspace_id = $1',
    [workspaceId],
  );
  return row?.at ?? null;
}

async function beginMove({ db }: Runner, workspaceId: number, mover: string): Promise<void> {
  // A process alone on its PGlite directory knows that a mover from before its own start is gone.
  const gone = db.kind === 'pglite' ? performance.timeOrigin : Date.now() - MOVER_SILENCE_SECONDS * 1000;
  const taken = await db.query(
    `update workspace set clock_mover = $2, clock_mover_seen_at = clock_timestamp()
     where id = $1 and (clock_mover is null or clock_mover_seen_at < to_timestamp($3 / 1000.0)) returning id`,
    [workspaceId, mover, gone],
  );
  if (taken.length === 0) throw new ClockRefused('The clock is being moved already; wait until it has arrived.');
}

async function setClock(db: Sql, workspaceId: number, mover: string, now: Instant): Promise<void> {
  const moved = await db.query(
    'update workspace set clock_at = to_timestamp($2 / 1000.0), clock_mover_seen_at = clock_timestamp() where id = $1 and clock_mover = $3 returning id',
    [workspaceId, now, mover],
  );
  if (moved.length === 0) throw new ClockRefused('The clock was taken over by another move.');
}
