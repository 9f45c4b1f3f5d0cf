import 'server-only';
import type { ImportDetail, MappingDraft, Preview, SightChoice, StartImport } from '#lib/api/imports.ts';
import { fileSightSchema, storedSummarySchema } from '#lib/api/imports.ts';
import type { Database } from '#lib/db/client.ts';
import {
  askToStop,
  claimCheck,
  claimImport,
  discardImport,
  failAbandoned,
  type ImportRow,
  recordArrival,
  recordSight,
  runningImport,
} from '#lib/db/queries/imports.ts';
import { saveMapping } from '#lib/db/queries/mappings.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { FileRefused } from '#lib/portfolio/file-refused.ts';
import { fileSight } from '#lib/portfolio/file-sight.ts';
import { previewRows } from '#lib/portfolio/import-preview.ts';
import { DEAD_AFTER_SECONDS } from '#lib/portfolio/import-sweep.ts';
import { type Mapping, readMapping } from '#lib/portfolio/mapping.ts';
import { type Call, Refused } from './api-call.ts';
import { importLimit, removeStored, storedPath, storeUpload, UploadTooLarge } from './import-files.ts';
import { admitWatcher, beginCheck, beginImport, stopJob } from './import-jobs.ts';
import { importDetail, importPulse, readableMappings, rememberedHeading, storedImport } from './imports.ts';
import { previewValues } from './preview-values.ts';
import { mappingSpeaker, refusalSpeaker } from './refusal-sentences.ts';

/** Takes a file in as it arrives and looks at it. Throws Refused where it is too large or no table; nothing is left of it then. */
export async function receiveFile({ db, session }: Call, request: Request): Promise<ImportDetail> {
  const limit = importLimit();
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
  const fileName = nameOf(request);
  if (!request.body) throw await unreadable(new FileRefused('the file is empty'));
  const stored = await storeUpload(request.body, limit).catch((error: unknown) => {
    throw error instanceof UploadTooLarge ? tooLarge(limit) : error;
  });
  try {
    const sight = await firstSight(db, session.workspace, stored.path);
    const arrived = { fileName, storedAs: stored.storedAs, size: stored.size, person: session.person.name, sight };
    return await importDetail(db, session.workspace, await recordArrival(db, session.workspace.id, arrived));
  } catch (error) {
    await removeStored(stored.storedAs);
    throw error instanceof FileRefused ? await unreadable(error) : error;
  }
}

/** Looks at a file that has come; where a saved mapping says on which line its headings stand, and they do, from there on. */
async function firstSight(db: Database, workspace: WorkspaceStanding, path: string) {
  const sight = await fileSight(path);
  const headingRow = rememberedHeading(sight, await readableMappings(db, workspace));
  return headingRow === null || headingRow === sight.headingRow ? sight : fileSight(path, { headingRow });
}

/** Looks at a waiting file another way: by another delimiter, encoding, sheet or heading. */
export async function lookAgain({ db, session }: Call, id: number, choice: SightChoice): Promise<ImportDetail> {
  const row = await waitingFile(db, session.workspace, id);
  try {
    await recordSight(db, id, await fileSight(storedPath(row.storedAs ?? ''), choice));
  } catch (error) {
    throw error instanceof FileRefused ? await unreadable(error) : error;
  }
  return importDetail(db, session.workspace, id);
}

/** The first rows as a mapping would read them, or what is wrong with it. */
export async function previewImport({ db, session }: Call, id: number, document: MappingDraft): Promise<Preview> {
  const row = await waitingFile(db, session.workspace, id);
  const sight = fileSightSchema.parse(row.sight);
  const read = readMapping(document);
  if (!read.ok) return { problems: read.problems.map(await mappingSpeaker()), rows: [] };
  const say = await refusalSpeaker();
  return {
    problems: [],
    rows: previewRows(sight, read.value).map((one) => ({
      line: one.line,
      reason: one.ok ? null : say(one.reason),
      after: one.ok ? previewValues(one.value, read.value) : {},
    })),
  };
}

/** Begins to look a file through by a mapping; a second time while it is looked through does nothing. */
export async function checkImport({ db, session }: Call, id: number, document: MappingDraft): Promise<ImportDetail> {
  const { workspace } = session;
  const row = await waitingFile(db, workspace, id);
  const mapping = await soundMapping(document);
  if (await claimCheck(db, id, document)) beginCheck(db, workspace, row, mapping);
  else if (row.status !== 'checking') throw new Refused(409, 'import-gone');
  return importDetail(db, workspace, id);
}

/**
 * Begins to write a file that was checked; a second time, as by a double click, does nothing and answers the same. Throws
 * Refused where the workspace has another in hand.
 */
export async function startImport(
  { db, session }: Call,
  request: Request,
  id: number,
  { saveAs, closing = null }: StartImport,
): Promise<ImportDetail> {
  const { workspace } = session;
  await failAbandoned(db, DEAD_AFTER_SECONDS);
  const row = await storedImport(db, workspace, id);
  if (row.status === 'running' || row.status === 'done') return importDetail(db, workspace, id);
  if (row.status !== 'checked' || row.storedAs === null) throw new Refused(409, 'import-not-checked');
  const mapping = await soundMapping(row.mapping);
  // Consent is to the accounts that were shown, none of whose names a caller can make up.
  const shown = storedSummarySchema.safeParse(row.counts).data?.absent;
  if (closing !== null && closing !== shown?.mark) throw new Refused(409, 'import-not-checked');
  if (!(await claimImport(db, workspace.id, id, saveAs))) throw await notToBeHad(db, workspace, id);
  if (saveAs !== null) await saveMapping(db, workspace.id, saveAs, mapping.document);
  // Read before the transaction begins: it may hold the only connection until it ends.
  const detail = await importDetail(db, workspace, id);
  beginImport(db, workspace, row, mapping, closing);
  admitWatcher(request, id);
  return detail;
}

/** Asks whoever has the import in hand to stop at the next batch: everything is rolled back. */
export async function stopImport({ db, session }: Call, id: number) {
  await storedImport(db, session.workspace, id);
  if (!stopJob(id)) await askToStop(db, session.workspace.id, id);
  return importPulse(db, session.workspace, id);
}

/** Takes a file away that was never written. */
export async function discardFile({ db, session }: Call, id: number): Promise<{ readonly id: number }> {
  const storedAs = await discardImport(db, session.workspace.id, id);
  if (storedAs === undefined) throw new Refused(404, 'not-found');
  await removeStored(storedAs);
  return { id };
}

async function waitingFile(db: Database, workspace: WorkspaceStanding, id: number): Promise<ImportRow> {
  const row = await storedImport(db, workspace, id);
  if (row.storedAs === null) throw new Refused(409, 'import-gone');
  return row;
}

async function soundMapping(document: unknown): Promise<Mapping> {
  const read = readMapping(document);
  if (!read.ok) throw new Refused(422, 'import-mapping', read.problems.map(await mappingSpeaker()));
  return read.value;
}

/** Why a checked import could not be taken in hand: another is running; or somebody took this very one a moment ago. */
async function notToBeHad(db: Database, workspace: WorkspaceStanding, id: number): Promise<Refused> {
  const other = await runningImport(db, workspace.id);
  if (other && other.id !== id) {
    const who = other.person === null ? '' : ` · ${other.person}`;
    return new Refused(409, 'import-running', [{ path: '$', message: `${other.fileName}${who}` }]);
  }
  return new Refused(409, 'import-not-checked');
}

function nameOf(request: Request): string {
  const given = new URL(request.url).searchParams.get('name') ?? '';
  const base =
    given
      .split(/[/\\]/)
      .pop()
      ?.replace(/\p{Cc}/gu, '')
      .trim() ?? '';
  return base.slice(0, 200).toWellFormed() || 'file';
}

function tooLarge(limit: number): Refused {
  return new Refused(413, 'import-too-large', [{ path: '$', message: String(limit) }]);
}

async function unreadable(error: FileRefused): Promise<Refused> {
  const say = await refusalSpeaker();
  return new Refused(422, 'import-unreadable', [{ path: '$', message: say(error.message) }]);
}
