import 'server-only';
import {
  fileSightSchema,
  type ImportDetail,
  type ImportPage,
  type ImportPulse,
  type ImportRow,
  mappingDocumentSchema,
  type SavedMapping,
  storedSummarySchema,
} from '#lib/api/imports.ts';
import { localClock } from '#lib/base/local-clock.ts';
import type { Sql } from '#lib/db/client.ts';
import { failAbandoned, findImport, listImports, refusalsOf, type ImportRow as StoredImport } from '#lib/db/queries/imports.ts';
import { savedMappings } from '#lib/db/queries/mappings.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { guessMapping } from '#lib/portfolio/guess-mapping.ts';
import { DEAD_AFTER_SECONDS } from '#lib/portfolio/import-sweep.ts';
import { headingKey } from '#lib/portfolio/mapping.ts';
import { Refused } from './api-call.ts';
import { jobProgress } from './import-jobs.ts';
import { refusalSpeaker } from './refusal-sentences.ts';

const PAGE = 30;
const REFUSALS_SHOWN = 20;
/** A page of the workspace's imports, newest first. */
export async function importPage(db: Sql, workspace: WorkspaceStanding, cursor: string | null): Promise<ImportPage> {
  await failAbandoned(db, DEAD_AFTER_SECONDS);
  const before = cursor === null ? null : Number(cursor);
  if (before !== null && !Number.isSafeInteger(before))
    throw new Refused(400, 'bad-request', [{ path: '$.cursor', message: cursor ?? '' }]);
  const rows = await listImports(db, workspace.id, before, PAGE + 1);
  const say = await refusalSpeaker();
  const imports = rows.slice(0, PAGE).map((row) => rowOf(row, workspace, say));
  return { imports, next: rows.length > PAGE ? String(imports[imports.length - 1]?.id) : null };
}

/** One import in full. Throws Refused where the workspace has none such. */
export async function importDetail(db: Sql, workspace: WorkspaceStanding, id: number): Promise<ImportDetail> {
  await failAbandoned(db, DEAD_AFTER_SECONDS);
  const [row, say] = await Promise.all([storedImport(db, workspace, id), refusalSpeaker()]);
  const sight = row.storedAs === null ? null : (fileSightSchema.safeParse(row.sight).data ?? null);
  const refused = await refusalsOf(db, id, 0, REFUSALS_SHOWN);
  return {
    ...rowOf(row, workspace, say),
    sight,
    guess: sight ? Object.fromEntries(guessMapping(sight.columns)) : {},
    recognised: sight ? recognise(await readableMappings(db, workspace), sight) : null,
    mapping: mappingDocumentSchema.safeParse(row.mapping).data ?? null,
    mappingName: row.mappingName,
    refusals: refused.map(({ row: line, reason, cells }) => ({ row: line, reason: say(reason), cells: [...cells] })),
    hasFile: row.storedAs !== null,
  };
}

/** How far an import is. Throws Refused where the workspace has none such. */
export async function importPulse(db: Sql, workspace: WorkspaceStanding, id: number): Promise<ImportPulse> {
  await failAbandoned(db, DEAD_AFTER_SECONDS);
  const row = await storedImport(db, workspace, id);
  return { id, status: row.status, progress: jobProgress(id) ?? { rows: row.rows, share: row.share } };
}

/** The import as the tables hold it. Throws Refused where the workspace has none such. */
export async function storedImport(db: Sql, workspace: WorkspaceStanding, id: number): Promise<StoredImport> {
  const row = Number.isSafeInteger(id) && id > 0 && id < 2 ** 31 ? await findImport(db, workspace.id, id) : null;
  if (!row) throw new Refused(404, 'not-found');
  return row;
}

/** The saved mappings that this installation can read. */
export async function readableMappings(db: Sql, workspace: WorkspaceStanding): Promise<readonly SavedMapping[]> {
  return (await savedMappings(db, workspace.id)).flatMap(({ name, document }) => {
    const read = mappingDocumentSchema.safeParse(document);
    return read.success ? [{ name, document: read.data }] : [];
  });
}

/** What of a file a mapping is recognised by. */
interface SeenHeading {
  readonly headingRow: number;
  readonly columns: readonly { readonly heading: string }[];
}

/**
 * The mapping all of whose headings stand in the file; of several the one that says most, then the latest. Where they stand on
 * another row than it was told last time, the row it was told counts no more.
 */
export function recognise(saved: readonly SavedMapping[], { headingRow, columns }: SeenHeading): SavedMapping | null {
  const headings = new Set(columns.map(({ heading }) => headingKey(heading)));
  let best: SavedMapping | null = null;
  for (const one of saved) {
    const wanted = Object.keys(one.document.columns);
    if (!wanted.every((heading) => headings.has(headingKey(heading)))) continue;
    if (best === null || wanted.length > Object.keys(best.document.columns).length) best = one;
  }
  if (best === null || best.document.headingRow === undefined || best.document.headingRow === headingRow) return best;
  const { headingRow: _, ...document } = best.document;
  return { name: best.name, document };
}

/** The first rows of a file as they were seen. */
interface SeenTop {
  readonly top: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** The line of the headings that a saved mapping names, where all of its headings stand there; null where none does. */
export function rememberedHeading(sight: SeenTop, saved: readonly SavedMapping[]): number | null {
  for (const { document } of saved) {
    const row = sight.top.find(({ line }) => line === document.headingRow);
    const headings = new Set(row?.cells.map(headingKey));
    const wanted = Object.keys(document.columns).map(headingKey);
    if (row && wanted.length > 0 && wanted.every((heading) => headings.has(heading))) return row.line;
  }
  return null;
}

function rowOf(row: StoredImport, workspace: WorkspaceStanding, say: (reason: string) => string): ImportRow {
  const stored = storedSummarySchema.safeParse(row.counts).data ?? null;
  const problem = stored?.problem ?? problemOf(row.counts);
  const { problem: _, ...summary } = stored ?? { problem: null };
  return {
    id: row.id,
    fileName: row.fileName,
    status: row.status,
    size: row.size,
    person: row.person,
    started: localClock(row.startedAt, workspace.timezone),
    progress: jobProgress(row.id) ?? { rows: row.rows, share: row.share },
    summary: stored && 'rows' in summary ? summary : null,
    problem: problem === null ? null : say(problem),
  };
}

/** Of a run whose process died only the problem is known. */
function problemOf(counts: unknown): string | null {
  if (typeof counts !== 'object' || counts === null || !('problem' in counts)) return null;
  return typeof counts.problem === 'string' ? counts.problem : null;
}
