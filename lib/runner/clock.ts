import { setTimeout } from 'node:timers/promises';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import { type ClockMover, ClockRefused, refusePast, takeClock } from './clock-mover.ts';
import { giveDay } from './pool-days.ts';
import type { Runner } from './runner.ts';
import { tickShard } from './tick.ts';

/** How far a move has come, and how many contacts left the queue on the way. */
export interface ClockProgress {
  readonly now: Instant;
  readonly to: Instant;
  readonly contacts: number;
}

/** A mover waits so long before it asks again for a shard that another worker has. */
const WAIT_MS = 100;

/**
 * Moves a test workspace's clock to `to`: from instant to instant at which something is due, and everything due happens
 * in order. One mover at a time. It can be stopped between two instants: the clock then stands where it had come.
 * Throws ClockRefused for a live workspace, a time in the past, while another move is under way, and where another
 * worker keeps a shard for minutes. A database that is to be closed waits until the move has stopped.
 */
export function moveClock(runner: Runner, workspaceId: number, to: Instant, options: MoveOptions = {}): Promise<Instant> {
  return runner.db.whileOpen(async () => {
    const workspace = await readWorkspace(runner.db, workspaceId);
    const mover = await takeClock(runner, workspaceId);
    try {
      return await moveWith(runner, mover, workspace, to, options);
    } finally {
      await mover.release();
    }
  });
}

/** `signal` stops the move. */
export interface MoveOptions {
  readonly onProgress?: (progress: ClockProgress) => void;
  readonly signal?: AbortSignal;
}

/** As `moveClock`, by someone who holds the clock already, keeps the database open and releases the clock afterwards. */
export async function moveWith(
  runner: Runner,
  mover: ClockMover,
  workspace: PortfolioWorkspace,
  to: Instant,
  { onProgress, signal }: MoveOptions,
): Promise<Instant> {
  const stopped = signal ? AbortSignal.any([signal, runner.stopping]) : runner.stopping;
  refusePast(workspace.slug, mover.from, to);
  let contacts = 0;
  for (let now = mover.from; ; ) {
    const { left, next } = await tickUntilDone(runner, workspace, now, stopped);
    contacts += left;
    onProgress?.({ now, to, contacts });
    if (stopped.aborted || now >= to) return now;
    now = Math.min(to, Math.max(now, next ?? to));
    await mover.set(now);
  }
}

/** What came of an instant: how many contacts left the queue, and when something is due next; null where nothing ever is. */
interface InstantDone {
  readonly left: number;
  readonly next: Instant | null;
}

/** A shard in another worker's hand, or with contacts whose dispatcher may still live, is waited for. */
async function tickUntilDone(runner: Runner, workspace: PortfolioWorkspace, now: Instant, stopped: AbortSignal): Promise<InstantDone> {
  let waitsSince: number | null = null;
  let left = 0;
  for (;;) {
    let done = 0;
    for (const shard of shardsOf(workspace)) {
      const { debtors, contacts } = await tickShard(runner, workspace.id, shard, now);
      done += debtors + contacts;
      left += contacts;
    }
    const due = await nextDue(runner.db, workspace.id);
    if (due === null || due > now || stopped.aborted) return { left, next: due };
    // All steps of this instant are done by then, and nothing of it is sent: places go to whoever still waits.
    if (await giveDay(runner, workspace.id, now)) continue;
    waitsSince = done > 0 ? null : (waitsSince ?? performance.now());
    if (waitsSince !== null && performance.now() - waitsSince > runner.patienceMs) {
      throw new ClockRefused(
        `The clock of ${workspace.slug} stands: another worker keeps what is due. See what the other servers say, then move it again.`,
      );
    }
    await setTimeout(WAIT_MS);
  }
}

/** The next instant at which something is due in the workspace, the giving of places included; null where nothing ever is. */
export async function nextDue(sql: Sql, workspaceId: number): Promise<Instant | null> {
  const [row] = await sql.query<{ at: number | null }>(
    `select (extract(epoch from least(min(a.next_at), case when bool_or(a.has_requests) then w.opens_at end)) * 1000)::bigint as at
     from agenda a join workspace w on w.id = a.workspace_id where a.workspace_id = $1 group by w.id`,
    [workspaceId],
    { keep: true },
  );
  return row?.at ?? null;
}
