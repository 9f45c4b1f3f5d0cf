import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { moneyText } from '#lib/base/money.ts';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { LockHeld } from '#lib/db/lock.ts';
import { migrate } from '#lib/db/migrate.ts';
import { appPlace, type DatabasePlace } from '#lib/db/place.ts';
import { portfolioFile } from '#lib/portfolio/file-content.ts';
import { checkFile, importFile } from '#lib/portfolio/import-file.ts';
import type { ImportSummary } from '#lib/portfolio/import-summary.ts';
import { type Mapping, readMapping } from '#lib/portfolio/mapping.ts';
import type { RefusedRow } from '#lib/portfolio/read-file.ts';
import { findWorkspace, type PortfolioWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';

/** Imports a portfolio file into a workspace, or with `--check` says what that would do. */
export const command: Command = {
  name: 'import',
  summary: 'import a portfolio file, or check what it would change',
  help: [
    'usage: cadenza import FILE --map MAPPING [--check] [--workspace SLUG]',
    '',
    'Reads a CSV file or XLSX workbook by a mapping (cadenza.mapping/1: a JSON file, or the name of one saved in the',
    'workspace) and takes over its debtors, accounts and events by their ids, in one transaction: the same file twice',
    'changes nothing. Of a workbook the sheet that the mapping names is read, else the first.',
    'Prints {"row", "reason"} for each refused row as it is found, then one line',
    '  {"file", "workspace", "rows", "new", "changed", "unchanged", "refused", "debtors", "events", "totals", "problem"}',
    'where totals are, by currency, {"accounts", "balance" in minor units, "amount"}; workspace null: compared with nothing.',
    '',
    '  --check           write nothing; compared with the workspace, or with nothing where there is no database',
    '                    or a running server holds it',
    '  --workspace SLUG  needed where there is more than one',
    '',
    'Exits 0 when the file was taken (rows may be refused), 1 when every row was refused, 2 when the file or the mapping',
    'cannot be read; the sentence why stands on standard error, and nothing was written.',
  ].join('\n'),
  async run(argv, io) {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { map: { type: 'string' }, check: { type: 'boolean', default: false }, workspace: { type: 'string' } },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError('import needs one file: cadenza import FILE --map MAPPING');
    if (values.map === undefined) throw new UsageError('import needs a mapping: cadenza import FILE --map MAPPING');
    if (!existsSync(file)) throw new UsageError(`there is no file ${file}`);
    const request: Request = { file, map: values.map, check: values.check, slug: values.workspace ?? null };
    const db = await openInstallation(request, io);
    try {
      return await importInto(db, request, io);
    } finally {
      await db?.close();
    }
  },
};

interface Request {
  readonly file: string;
  readonly map: string;
  readonly check: boolean;
  readonly slug: string | null;
}

/**
 * Null where there is none, or a running server holds it, and only a check is asked for: a check makes no database, and
 * what it says of the file itself needs none.
 */
async function openInstallation(request: Request, io: CommandIo): Promise<Database | null> {
  const place = appPlace();
  const alone = request.check && request.slug === null;
  if (alone && 'dir' in place && !existsSync(place.dir)) return null;
  try {
    return await openMigrated(place);
  } catch (error) {
    if (!alone || !(error instanceof LockHeld)) throw error;
    io.stderr(`${error.message} Compared with nothing: every row counts as new.`);
    return null;
  }
}

async function openMigrated(place: DatabasePlace): Promise<Database> {
  const db = await openDatabase(place);
  try {
    await migrate(db);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function importInto(db: Database | null, request: Request, io: CommandIo): Promise<number> {
  const workspace = db && (await findWorkspace(db, request.slug));
  if (!workspace && !(request.check && request.slug === null && (await hasNoWorkspace(db))))
    throw new UsageError(await whichWorkspace(db, request.slug));
  const mapping = await findMapping(db, workspace, request.map, io);
  if (!mapping) return 2;
  const { content, share } = await portfolioFile(request.file);
  const source = { fileName: basename(request.file), bytes: content, share };
  const onRefused = ({ row, reason }: RefusedRow) => io.stdout(JSON.stringify({ row, reason }));
  const summary =
    db && workspace
      ? await importFile(db, workspace, source, mapping, { at: workspaceNow(workspace, Date.now()), check: request.check, onRefused })
      : await checkFile(source, mapping, { onRefused });
  io.stdout(JSON.stringify({ file: request.file, workspace: workspace?.slug ?? null, ...summary, totals: totalsOf(summary) }));
  if (summary.problem === null) return summary.rows > 0 && summary.refused === summary.rows ? 1 : 0;
  io.stderr(`${request.file}: ${summary.problem}`);
  return 2;
}

async function hasNoWorkspace(db: Database | null): Promise<boolean> {
  return !db || (await db.query('select 1 from workspace limit 1')).length === 0;
}

async function whichWorkspace(db: Database | null, slug: string | null): Promise<string> {
  const rows = db ? await db.query<{ slug: string }>('select slug from workspace order by slug') : [];
  if (rows.length === 0) return 'there is no workspace yet; `cadenza seed` makes one';
  const list = rows.map((row) => row.slug).join(', ');
  return slug === null
    ? `there are several workspaces; name one with --workspace: ${list}`
    : `there is no workspace ${slug}; there are ${list}`;
}

/** A file of that name, else the mapping saved under it. Null, and the problems are told, where it cannot be read. */
async function findMapping(db: Database | null, workspace: PortfolioWorkspace | null, map: string, io: CommandIo): Promise<Mapping | null> {
  const read = readMapping(existsSync(map) ? await readJson(map) : await savedMapping(db, workspace, map));
  if (read.ok) return read.value;
  for (const { path, message } of read.problems) io.stderr(`${map}: ${path}: ${message}`);
  return null;
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function savedMapping(db: Database | null, workspace: PortfolioWorkspace | null, name: string): Promise<unknown> {
  const rows =
    db && workspace
      ? await db.query<{ document: unknown }>('select document from mapping where workspace_id = $1 and name = $2', [workspace.id, name])
      : [];
  if (!rows[0]) throw new UsageError(`there is no file ${name}, nor a mapping saved under that name`);
  return rows[0].document;
}

function totalsOf(summary: ImportSummary): Record<string, { accounts: number; balance: number; amount: string }> {
  const entries = Object.entries(summary.totals);
  return Object.fromEntries(entries.map(([currency, total]) => [currency, { ...total, amount: moneyText(total.balance, currency) }]));
}
