import type { Sql } from '#lib/db/client.ts';
import type { TraceStep } from '#lib/interpreter/effects.ts';
import type { Enrollment } from '#lib/interpreter/enrollment.ts';
import type { TurnResult } from '#lib/interpreter/world.ts';

type Kind = 'entered' | 'ended' | 'step';

/** How often what happened, by version, kind, node and outcome. */
class Tally {
  readonly #times = new Map<string, number>();

  add(versionId: number, kind: Kind, node: string, outcome: string): void {
    const key = JSON.stringify([versionId, kind, node, outcome]);
    this.#times.set(key, (this.#times.get(key) ?? 0) + 1);
  }

  /** Adds to the shard's counts, in one statement, in the transaction of what is counted. Needs the claim. */
  async store(tx: Sql, shard: number): Promise<void> {
    if (this.#times.size === 0) return;
    const rows = [...this.#times].map(([key, times]) => [...JSON.parse(key), times]);
    await tx.query(
      `insert into step_count as kept (shard, version_id, kind, node, outcome, times)
       select $1, (r ->> 0)::int, r ->> 1, r ->> 2, r ->> 3, (r ->> 4)::bigint from json_array_elements($2::json) r
       on conflict (shard, version_id, kind, node, outcome) do update set times = kept.times + excluded.times`,
      [shard, JSON.stringify(rows)],
      { keep: true },
    );
  }
}

/** Counts what the turns did: runs that began, each by its entry node, runs that ended, and steps. */
export async function countTurns(tx: Sql, shard: number, results: readonly TurnResult[]): Promise<void> {
  const tally = new Tally();
  for (const { entered, moved, trace } of results) {
    const runs = new Map<string, Enrollment>([...entered, ...moved].map((run) => [run.id, run]));
    for (const run of entered) tally.add(run.versionId, 'entered', entryOf(run, trace), '');
    for (const run of runs.values()) if (run.status === 'ended') tally.add(run.versionId, 'ended', run.node, '');
    for (const { enrollmentId, node, outcome } of trace) {
      const run = runs.get(enrollmentId);
      if (run) tally.add(run.versionId, 'step', node, outcome);
    }
  }
  await tally.store(tx, shard);
}

/** Counts what a last look took back. `versions`: by enrollment. */
export async function countTakenBack(
  tx: Sql,
  shard: number,
  trace: readonly TraceStep[],
  versions: ReadonlyMap<string, number>,
): Promise<void> {
  const tally = new Tally();
  for (const { enrollmentId, node, outcome } of trace) {
    const versionId = versions.get(enrollmentId);
    if (versionId !== undefined) tally.add(versionId, 'step', node, outcome);
  }
  await tally.store(tx, shard);
}

/** The node of its first step: where it stands, or the one that it left first. */
function entryOf({ id, seq, node }: Enrollment, trace: TurnResult['trace']): string {
  return seq === 1 ? node : (trace.find((step) => step.enrollmentId === id && step.seq === 1)?.node ?? node);
}
