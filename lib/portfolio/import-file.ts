import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { beatImport } from '#lib/db/queries/imports.ts';
import { closeAbsent, findAbsent } from './absent-accounts.ts';
import { holdShards } from './agenda.ts';
import type { FileContent } from './file-content.ts';
import { FileRefused } from './file-refused.ts';
import { type BatchOutcome, checkAlone, checkBatch, type TakeBatch, writeBatch } from './import-batch.ts';
import { FileTally, type ImportSummary } from './import-summary.ts';
import type { Mapping } from './mapping.ts';
import { type RefusedRow, readFile } from './read-file.ts';
import { SeenIds } from './seen-ids.ts';
import { shardsOf } from './shard.ts';
import type { PortfolioWorkspace } from './workspace.ts';

/** A file on its way in: its name, as people know it, and its bytes (of a workbook: where it lies). */
export interface ImportSource {
  readonly fileName: string;
  readonly bytes: FileContent;
  /** How much of it was read, from 0 to 1. */
  readonly share?: () => number;
}

export interface ImportOptions {
  /** The clock of the workspace: imported balances are as of then. */
  readonly at: Instant;
  /** True: only says what would happen. */
  readonly check?: boolean;
  /** The run that was recorded already and is `running`; without it one is recorded. */
  readonly importId?: number;
  /**
   * The file is the whole portfolio: accounts that it does not name are closed, if they are the ones that a check has
   * shown (`absent.mark` of its summary). A file of which no row can be taken closes nothing.
   */
  readonly closing?: string;
  /** Told after every batch of up to 2,000 rows. */
  readonly onProgress?: (rows: number) => void;
  readonly onRefused?: (refused: RefusedRow) => void;
  /** Aborted: everything is rolled back. A FileRefused as its reason says why. */
  readonly signal?: AbortSignal;
}

/** Of a file that was refused or cancelled, this many refused rows are kept to be read. */
const REFUSALS_KEPT = 1_000;

/**
 * Imports a CSV file or workbook: an upsert by external id in one transaction, so that a crash, a cancel or a file that proves wrong
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
  if (options.check) return judged((tally) => checkWhole(db, workspace, source, mapping, options, tally));
  const importId = options.importId ?? (await startImport(db, workspace, source.fileName));
  const stop = new AbortController();
  const progress = { rows: 0 };
  const heart = beating(db, importId, () => ({ rows: progress.rows, share: source.share?.() ?? 0 }), stop);
  const watched: ImportOptions = {
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal,
    onProgress: (rows) => {
      progress.rows = rows;
      options.onProgress?.(rows);
    },
  };
  try {
    return await importRecorded(db, workspace, source, mapping, watched, importId);
  } catch (error) {
    await db.query(`update import set status = 'failed', ended_at = now() where id = $1`, [importId]);
    throw error;
  } finally {
    clearInterval(heart);
  }
}

/** Looks the file through, and what of the workspace it does not name. */
async function checkWhole(
  db: Database,
  workspace: PortfolioWorkspace,
  source: ImportSource,
  mapping: Mapping,
  options: ImportOptions,
  tally: FileTally,
): Promise<void> {
  const names = new NamedAccounts();
  await run(source, mapping, options, tally, checkBatch(db, workspace, options.at), names);
  if (names.isEmpty) return;
  const absent = await findAbsent(db, { workspace, at: options.at, isNamed: names.has, signal: options.signal });
  if (absent.count > 0) tally.absent = { ...absent, unnamed: names.unnamed };
}

/** Which accounts a file names, also on rows that are refused: what stands there is not missing. */
class NamedAccounts {
  readonly #seen = new SeenIds();
  isEmpty = true;
  unnamed = 0;
  readonly has = (account: string) => this.#seen.has(account);

  add(named: readonly string[]): void {
    for (const account of named) {
      if (account === '') {
        this.unnamed++;
        continue;
      }
      this.#seen.see(account, 0);
      this.isEmpty = false;
    }
  }
}

const BEAT_MS = 1_000;

/**
 * Says every second that this process has the import in hand, and stops it where another asked for that. PGlite has one
 * connection, which the import's transaction holds: there no other process can be, nor ask.
 */
function beating(db: Database, importId: number, progress: () => { rows: number; share: number }, stop: AbortController) {
  let asked: Promise<void> | null = null;
  const beat = async () => {
    const { rows, share } = progress();
    if (await beatImport(db, importId, rows, share)) stop.abort();
  };
  return setInterval(() => {
    if (db.kind === 'pglite' || asked !== null) return;
    // One that fails says nothing of the import, whose own connection will tell.
    asked = beat()
      .catch(() => undefined)
      .finally(() => {
        asked = null;
      });
  }, BEAT_MS);
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
      const names = new NamedAccounts();
      await run(source, mapping, options, tally, writeBatch(tx, workspace, options.at), names, async ({ refused }) => {
        kept.push(...refused.slice(0, REFUSALS_KEPT - kept.length));
        await recordRefusals(tx, importId, refused);
      });
      if (options.closing !== undefined) {
        refuseClosing(tally, names);
        const seeing = { workspace, at: options.at, isNamed: names.has, signal: options.signal };
        tally.closed = await closeAbsent(tx, seeing, { id: importId, name: source.fileName }, options.closing);
      }
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

/** A file that says nothing, or not of which accounts it speaks, is no portfolio: by its silence nothing is closed. */
function refuseClosing({ rows, refused }: FileTally, { unnamed }: NamedAccounts): void {
  if (refused === rows) throw new FileRefused('no row of the file could be taken, so that no account is closed; nothing was taken');
  if (unnamed > 0) throw new FileRefused(`${unnamed} rows do not say their account, so that none is closed; nothing was taken`);
}

/** As an import with `check`, where there is no database: everything is new. */
export function checkFile(
  source: ImportSource,
  mapping: Mapping,
  options: Omit<ImportOptions, 'at' | 'check'> = {},
): Promise<ImportSummary> {
  return judged((tally) => run(source, mapping, options, tally, checkAlone(), new NamedAccounts()));
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
  names: NamedAccounts,
  afterBatch?: (outcome: BatchOutcome) => Promise<void>,
): Promise<void> {
  for await (const batch of readFile(source.bytes, mapping)) {
    if (options.signal?.aborted) throw cancelled(options.signal);
    const outcome = await take(batch);
    tally.add(batch, outcome);
    names.add(batch.named);
    await afterBatch?.(outcome);
    for (const refused of outcome.refused) options.onRefused?.(refused);
    options.onProgress?.(tally.rows);
    // PGlite answers within the same turn of the event loop; others get theirs between two batches.
    await nextTurn();
  }
}

function cancelled({ reason }: AbortSignal): FileRefused {
  return reason instanceof FileRefused ? reason : new FileRefused('the import was cancelled; nothing was taken');
}

async function startImport(sql: Sql, workspace: PortfolioWorkspace, fileName: string): Promise<number> {
  const [row] = await sql.query<{ id: number }>(
    `insert into import (workspace_id, file_name, status, beat_at) values ($1, $2, 'running', now()) returning id`,
    [workspace.id, fileName],
  );
  if (!row) throw new Error('the import was not recorded');
  return row.id;
}

async function endImport(sql: Sql, importId: number, status: 'done' | 'cancelled' | 'failed', summary: ImportSummary): Promise<void> {
  const rows = await sql.query(
    `update import set status = $2, counts = $3, rows = $4, ended_at = now() where id = $1 and status = 'running' returning id`,
    [importId, status, JSON.stringify(summary), summary.rows],
  );
  // Another process took this one for dead and said so: what was announced as failed must not be there after all.
  if (rows.length === 0) throw new Error(`import ${importId} was given up in the meantime; nothing was taken`);
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
