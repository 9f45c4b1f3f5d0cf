import type { Instant } from '#lib/base/instant.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import { moveWith } from './clock.ts';
import { type ClockMover, refusePast, takeClock } from './clock-mover.ts';
import { type ClockOutcome, endMove, noteProgress, writeMove } from './clock-moves.ts';
import { reportError } from './report.ts';
import type { Runner } from './runner.ts';

/** A move that goes on by itself. */
export interface ClockJob {
  readonly id: string;
  /** Kept when the move has come to its end, however it ended; never broken. */
  readonly done: Promise<void>;
}

/** What a move is asked for: where to, and by whom. */
export interface ClockOrder {
  readonly workspaceId: number;
  readonly to: Instant;
  readonly personId: string;
}

/** So often a move writes how far it has come, and reads whether it is to stop. */
const BEAT_MS = 250;

/**
 * Begins to move a test workspace's clock and answers as soon as it is under way: the rest goes on in this process,
 * whoever watches. `clock_move` says how far it is. Throws ClockRefused as `moveClock` does, before anything has moved.
 */
export async function beginMove(runner: Runner, order: ClockOrder): Promise<ClockJob> {
  const begun = Promise.withResolvers<string>();
  const done = runner.db.whileOpen(() => run(runner, order, begun.resolve)).catch(begun.reject);
  return { id: await begun.promise, done };
}

async function run(runner: Runner, order: ClockOrder, begun: (id: string) => void): Promise<void> {
  const workspace = await readWorkspace(runner.db, order.workspaceId);
  const mover = await takeClock(runner, order.workspaceId);
  try {
    refusePast(workspace.slug, mover.from, order.to);
    await begin(runner, mover, order);
    begun(mover.id);
    await moveAndEnd(runner, mover, workspace, order.to);
  } finally {
    await mover.release();
  }
}

function begin({ db }: Runner, mover: ClockMover, { workspaceId, to, personId }: ClockOrder): Promise<void> {
  return db.transaction(async (tx) => {
    await writeMove(tx, { id: mover.id, workspaceId, personId, from: mover.from, to });
    await noteDeed(tx, { workspaceId, personId, action: 'clock.move', subject: mover.id, detail: { from: mover.from, to } });
  });
}

/** A move that ends because its server ends is left without an end: who comes back is told that it was cut off. */
async function moveAndEnd(runner: Runner, mover: ClockMover, workspace: PortfolioWorkspace, to: Instant): Promise<void> {
  const stop = new AbortController();
  let contacts = 0;
  const beat = beating(async () => {
    if (await noteProgress(runner.db, workspace.id, mover.id, contacts)) stop.abort();
  });
  let outcome: ClockOutcome | null = 'failed';
  try {
    const now = await moveWith(runner, mover, workspace, to, {
      signal: stop.signal,
      onProgress: (progress) => {
        contacts = progress.contacts;
      },
    });
    outcome = now >= to ? 'arrived' : stop.signal.aborted ? 'stopped' : null;
  } catch (error) {
    reportError(error);
  } finally {
    await beat.end();
    await endMove(runner.db, { workspaceId: workspace.id, id: mover.id, contacts, outcome });
  }
}

/** Does something again and again, one time after the other; `end` waits for the one under way. */
function beating(work: () => Promise<void>): { end(): Promise<void> } {
  let last: Promise<void> | null = null;
  const timer = setInterval(() => {
    last ??= work()
      .catch(reportError)
      .finally(() => {
        last = null;
      });
  }, BEAT_MS);
  return {
    end: async () => {
      clearInterval(timer);
      await last;
    },
  };
}
