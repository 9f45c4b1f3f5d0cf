import 'server-only';
import { createHash } from 'node:crypto';
import type { Database } from '#lib/db/client.ts';
import { beatImport, endCheck, forgetFile, type ImportRow, type RefusalRow } from '#lib/db/queries/imports.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { portfolioFile } from '#lib/portfolio/file-content.ts';
import { FileRefused } from '#lib/portfolio/file-refused.ts';
import { importFile } from '#lib/portfolio/import-file.ts';
import type { Mapping } from '#lib/portfolio/mapping.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { removeStored, storedPath } from './import-files.ts';

/** A file that this process has in hand. */
interface ImportJob {
  readonly id: number;
  readonly workspaceId: number;
  readonly isWriting: boolean;
  readonly progress: { rows: number; share: number };
  readonly stop: AbortController;
  /** Hashes of the sessions that were allowed to see it before it began. */
  readonly watchers: Set<string>;
}

declare global {
  var cadenzaImportJobs: Map<number, ImportJob> | undefined;
}

/** Refused rows that a check keeps to be read. An import keeps all. */
const CHECK_REFUSALS = 10_000;
const BEAT_MS = 1_000;

/** What this process has in hand; through globalThis, since Next evaluates modules more than once. */
function jobs(): Map<number, ImportJob> {
  globalThis.cadenzaImportJobs ??= new Map();
  return globalThis.cadenzaImportJobs;
}

/** How far a file is that this process has in hand; null where it has not. */
export function jobProgress(id: number): { readonly rows: number; readonly share: number } | null {
  return jobs().get(id)?.progress ?? null;
}

/** Has this process stop what it does with the file, at the next batch; false where it does nothing with it. */
export function stopJob(id: number): boolean {
  const job = jobs().get(id);
  job?.stop.abort();
  return job !== undefined;
}

/**
 * The embedded database has one connection, which an import holds until it is done: a session cannot be read from it
 * meanwhile. Whoever may see this import was asked before it began, and is known again by the session's cookie. Null where
 * the database can be asked.
 */
export function watchedJob(request: Request, id: number): Pick<ImportJob, 'id' | 'progress' | 'stop'> | null {
  const job = jobs().get(id);
  const watcher = watcherOf(request);
  return job?.isWriting && watcher !== null && job.watchers.has(watcher) ? job : null;
}

/** Notes that the session of this request, whose permission was asked, may see the job and stop it. */
export function admitWatcher(request: Request, id: number): void {
  const watcher = watcherOf(request);
  if (watcher !== null) jobs().get(id)?.watchers.add(watcher);
}

/** Looks a claimed file through by a mapping, in the background. */
export function beginCheck(db: Database, workspace: WorkspaceStanding, row: ImportRow, mapping: Mapping): void {
  const job = begin(db, workspace, row.id, false);
  const refused: RefusalRow[] = [];
  run(db, job, async (signal) => {
    const heart = setInterval(() => void beat(db, job), BEAT_MS);
    try {
      const summary = await takeFile(db, workspace, row, mapping, job, {
        check: true,
        signal,
        onRefused: (one) => {
          if (refused.length < CHECK_REFUSALS) refused.push(one);
        },
      });
      await endCheck(db, job.id, signal.aborted ? null : summary, signal.aborted ? [] : refused);
    } catch (error) {
      await endCheck(db, job.id, null, []);
      throw error;
    } finally {
      clearInterval(heart);
    }
  });
}

/**
 * Writes a claimed file, in the background, in one transaction; the file goes when it was taken. `closing`: the mark of the accounts
 * that it does not name and that are closed, or null.
 */
export function beginImport(db: Database, workspace: WorkspaceStanding, row: ImportRow, mapping: Mapping, closing: string | null): void {
  const job = begin(db, workspace, row.id, db.kind === 'pglite');
  run(db, job, async (signal) => {
    const summary = await takeFile(db, workspace, row, mapping, job, {
      importId: row.id,
      signal,
      ...(closing === null ? {} : { closing }),
    });
    if (summary.problem !== null) return;
    await forgetFile(db, row.id);
    await removeStored(row.storedAs);
  });
}

type TakeOptions = Pick<Parameters<typeof importFile>[4], 'check' | 'signal' | 'onRefused' | 'importId' | 'closing'>;

async function takeFile(
  db: Database,
  workspace: WorkspaceStanding,
  row: ImportRow,
  mapping: Mapping,
  job: ImportJob,
  options: TakeOptions,
) {
  const file = await portfolioFile(storedPath(row.storedAs ?? ''));
  const whole = await readWorkspace(db, workspace.id);
  const source = { fileName: row.fileName, bytes: file.content, share: file.share };
  return importFile(db, whole, source, mapping, {
    ...options,
    at: workspaceNow(whole, Date.now()),
    onProgress: (rows) => {
      job.progress.rows = rows;
      job.progress.share = file.share();
    },
  });
}

function begin(db: Database, workspace: WorkspaceStanding, id: number, isWriting: boolean): ImportJob {
  const job = {
    id,
    workspaceId: workspace.id,
    isWriting,
    progress: { rows: 0, share: 0 },
    stop: new AbortController(),
    watchers: new Set<string>(),
  };
  db.closing.addEventListener('abort', () => job.stop.abort(new FileRefused('the server was stopped; nothing was taken')), { once: true });
  jobs().set(id, job);
  return job;
}

/** Nobody waits for it: what fails is told on standard error, and by the row of the import. */
function run(db: Database, job: ImportJob, work: (signal: AbortSignal) => Promise<void>): void {
  db.whileOpen(() => work(job.stop.signal))
    .catch((error: unknown) => console.error(error))
    .finally(() => jobs().delete(job.id));
}

async function beat(db: Database, job: ImportJob): Promise<void> {
  try {
    if (await beatImport(db, job.id, job.progress.rows, job.progress.share)) job.stop.abort();
  } catch (error) {
    console.error(error);
  }
}

function watcherOf(request: Request): string | null {
  const token = /(?:^|;\s*)[\w.-]*session_token=([^;]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return token ? createHash('sha256').update(token).digest('hex') : null;
}
