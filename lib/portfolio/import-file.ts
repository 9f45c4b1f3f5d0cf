import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { holdShards } from './agenda.ts';
import { FileRefused } from './file-refused.ts';
import { type BatchOutcome, checkAlone, checkBatch, type TakeBatch, writeBatch } from './import-batch.ts';
import { FileTally, type ImportSummary } from './import-summary.ts';
import type { Mapping } from './mapping.ts';
import { type RefusedRow, readFile } from './read-file.ts';
import { shardsOf } from './shard.ts';
import type { PortfolioWorkspace } from './workspace.ts';

/** A file on its way in: its name, as people know it, and its bytes. */
export interface ImportSource {
  readonly fileName: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

export interface ImportOptions {
  /** The clock of the workspace: imported balances are as of then. */
  readonly at: Instant;
  /** True: only says what would happen. */
  readonly check?: boolean;
  /** Told after every batch of up to 2,000 rows. */
  readonly onProgress?: (rows: number) => void;
  readonly onRefused?: (refused: RefusedRow) => void;
  /** Aborted: everything is rolled back. */
  readonly signal?: AbortSignal;
}

/** Of a file that was refused or cancelled, this many refused rows are kept to be read. */
const REFUSALS_KEPT = 1_000;

/**
 * Imports a CSV file: an upsert by external id in one transaction, so that a crash, a cancel or a file that proves wrong
 * on its last line leaves nothing. The run and its refused rows are recorded. Until it ends nothing else moves in the
 * workspace: its shards are held. A file that cannot be taken gives a summary with `problem`; it does not throw.
 */
export async function importFile(
  db: Database,
  workspace: PortfolioWorkspace,
  source: ImportSource,
  mapping: Mapping,
  options: ImportOptions,
): Promise<ImportSummary> {
  if (options.check) return judged((tally) => run(source, mapping, options, tally, checkBatch(db, workspace, options.at)));
  const importId = await startImport(db, workspace, source.fileName);
  try {
    return await importRecorded(db, workspace, source, mapping, options, importId);
  } catch (error) {
    await db.query(`update import set status = 'failed', ended_at = now() where id = $1`, [importId]);
    throw error;
  }
}

async function importRecorded(
  db: Database,
  workspace: PortfolioWorkspace,
  source: ImportSource,
  mapping: Mapping,
  options: ImportOptions,
  importId: number,
): Promise<ImportSummary> {
  const kept: RefusedRow[] = [];
  const summary = await judged((tally) =>
    db.transaction(async (tx) => {
      await holdShards(tx, workspace.id, shardsOf(workspace));
      await run(source, mapping, options, tally, writeBatch(tx, workspace, options.at), async ({ refused }) => {
        kept.push(...refused.slice(0, REFUSALS_KEPT - kept.length));
        await recordRefusals(tx, importId, refused);
      });
      await endImport(tx, importId, 'done', tally.summary(null));
    }),
  );
  if (summary.problem === null) return summary;
  await db.transaction(async (tx) => {
    await recordRefusals(tx, importId, kept);
    await endImport(tx, importId, options.signal?.aborted ? 'cancelled' : 'failed', summary);
  });
  return summary;
}

/** As an import with `check`, where there is no database: everything is new. */
export function checkFile(
  source: ImportSource,
  mapping: Mapping,
  options: Omit<ImportOptions, 'at' | 'check'> = {},
): Promise<ImportSummary> {
  return judged((tally) => run(source, mapping, options, tally, checkAlone()));
}

/** A file that is refused, or a cancel, is an answer; any other error is passed on. */
async function judged(work: (tally: FileTally) => Promise<void>): Promise<ImportSummary> {
  const tally = new FileTally();
  try {
    await work(tally);
    return tally.summary(null);
  } catch (error) {
    if (error instanceof FileRefused) return tally.summary(error.message);
    throw error;
  }
}

async function run(
  source: ImportSource,
  mapping: Mapping,
  options: Omit<ImportOptions, 'at' | 'check'>,
  tally: FileTally,
  take: TakeBatch,
  afterBatch?: (outcome: BatchOutcome) => Promise<void>,
): Promise<void> {
  for await (const batch of readFile(source.bytes, mapping)) {
    if (options.signal?.aborted) throw new FileRefused('the import was cancelled; nothing was taken');
    const outcome = await take(batch);
    tally.add(batch, outcome);
    await afterBatch?.(outcome);
    for (const refused of outcome.refused) options.onRefused?.(refused);
    options.onProgress?.(tally.rows);
    // PGlite answers within the same turn of the event loop; others get theirs between two batches.
    await nextTurn();
  }
}

async function startImport(sql: Sql, workspace: PortfolioWorkspace, fileName: string): Promise<number> {
  const [row] = await sql.query<{ id: number }>(
    `insert into import (workspace_id, file_name, status) values ($1, $2, 'running') returning id`,
    [workspace.id, fileName],
  );
  if (!row) throw new Error('the import was not recorded');
  return row.id;
}

async function endImport(sql: Sql, importId: number, status: 'done' | 'cancelled' | 'failed', summary: ImportSummary): Promise<void> {
  await sql.query('update import set status = $2, counts = $3, ended_at = now() where id = $1', [
    importId,
    status,
    JSON.stringify(summary),
  ]);
}

/** Cells are kept as they were, but for characters that a database cannot hold. */
async function recordRefusals(sql: Sql, importId: number, refused: readonly RefusedRow[]): Promise<void> {
  if (refused.length === 0) return;
  const rows = refused.map(({ row, reason, cells }) => ({ row, reason: storable(reason), cells: cells.map(storable) }));
  await sql.query(
    `insert into import_refusal (import_id, row, reason, cells)
     select $1, r.row, r.reason, r.cells from json_to_recordset($2::json) as r(row integer, reason text, cells jsonb)
     on conflict do nothing`,
    [importId, JSON.stringify(rows)],
  );
}

function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}
