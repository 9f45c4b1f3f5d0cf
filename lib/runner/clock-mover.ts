import { formatInstant, type Instant } from '#lib/base/instant.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { reportError } from './report.ts';
import type { Runner } from './runner.ts';

/** The clock was not moved, or not as far as asked, and why, in a sentence for the person who asked. */
export class ClockRefused extends Error {
  override readonly name = 'ClockRefused';
}

/**
 * SQL over `workspace`: true where nobody moves its clock. A mover that has said nothing for `moverSilenceMs`, by the
 * database's clock, is gone. The parameters `$first` and the next are those of `moverOf`.
 */
export function nobodyMoves(first: number): string {
  const since = `greatest(to_timestamp($${first}::float8 / 1000.0), clock_timestamp() - $${first + 1}::float8 * interval '1 millisecond')`;
  return `(clock_mover is null or clock_mover_seen_at < ${since})`;
}

/** The values of `nobodyMoves`. */
export function moverOf({ aloneSince, moverSilenceMs }: Runner): readonly [Instant | null, number] {
  return [aloneSince, moverSilenceMs];
}

/** The right to move a clock, held by one at a time. It says that it lives while it is held. */
export interface ClockMover {
  readonly id: string;
  /** What the clock showed when the right was taken. */
  readonly from: Instant;
  /** Moves the clock on. Throws ClockRefused where another has taken the right over. */
  set(now: Instant): Promise<void>;
  release(): Promise<void>;
}

/** Takes the right to move the workspace's clock. Throws ClockRefused for a live one, and while another holds the right. */
export async function takeClock(runner: Runner, workspaceId: number): Promise<ClockMover> {
  const { db } = runner;
  const mover = uuid7();
  const from = await begin(runner, workspaceId, mover);
  const says = 'update workspace set clock_mover_seen_at = clock_timestamp() where id = $1 and clock_mover = $2';
  const beat = setInterval(() => void db.query(says, [workspaceId, mover]).catch(reportError), runner.moverSilenceMs / 4);
  return {
    id: mover,
    from,
    set: async (now) => {
      const moved = await db.query(
        `update workspace set clock_at = to_timestamp($3 / 1000.0), clock_mover_seen_at = clock_timestamp()
         where id = $1 and clock_mover = $2 returning id`,
        [workspaceId, mover, now],
        { keep: true },
      );
      if (moved.length === 0) throw new ClockRefused('The clock was taken over by another move.');
    },
    release: async () => {
      clearInterval(beat);
      await db.query('update workspace set clock_mover = null where id = $1 and clock_mover = $2', [workspaceId, mover]);
    },
  };
}

/** What the clock shows once the right is held: read before, it might be where another has left by now. */
async function begin(runner: Runner, workspaceId: number, mover: string): Promise<Instant> {
  const [taken] = await runner.db.query<{ at: Instant }>(
    `update workspace set clock_mover = $2, clock_mover_seen_at = clock_timestamp()
     where id = $1 and clock_at is not null and ${nobodyMoves(3)} returning (extract(epoch from clock_at) * 1000)::bigint as at`,
    [workspaceId, mover, ...moverOf(runner)],
  );
  if (taken) return taken.at;
  const [workspace] = await runner.db.query<{ slug: string; mode: string }>('select slug, mode from workspace where id = $1', [
    workspaceId,
  ]);
  if (!workspace) throw new Error(`there is no workspace ${workspaceId}`);
  if (workspace.mode === 'live')
    throw new ClockRefused(`Workspace ${workspace.slug} is live: its clock is the system's and cannot be moved.`);
  throw new ClockRefused('The clock is being moved already; wait until it has arrived.');
}

/** Refuses to turn a clock back. */
export function refusePast(slug: string, from: Instant, to: Instant): void {
  if (to < from) throw new ClockRefused(`The clock of ${slug} shows ${formatInstant(from)}; it only moves forward.`);
}
