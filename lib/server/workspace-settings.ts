import 'server-only';
import {
  type ChangeSettings,
  differing,
  FIXED_FIELDS,
  type SettingsAnswer,
  type SettingsField,
  type WorkspaceSettings,
  wrongSettings,
} from '#lib/api/workspace-settings.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { runningImport } from '#lib/db/queries/imports.ts';
import { journeyNames } from '#lib/db/queries/journeys.ts';
import { hasAccounts } from '#lib/db/queries/set-up.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { Refused } from './api-call.ts';
import { WORKSPACE_MENDS } from './workspaces.ts';

type Place = Pick<WorkspaceStanding, 'id' | 'shardBase' | 'shardSpread'>;

/** In which workspace settings are changed, and by whom. */
interface Changing {
  readonly workspace: Place;
  readonly personId: string;
}

/** What the workspace is called, where it is, and how it counts. */
export async function readSettings(sql: Sql, workspace: Place): Promise<SettingsAnswer> {
  return { settings: await storedSettings(sql, workspace.id, false), fixedBy: await fixedBy(sql, workspace) };
}

/**
 * Changes the settings, and notes what changed. Throws Refused: with the fields at fault; 409 where somebody has changed
 * them since (`workspace-conflict`), and where zone or currency would change under a portfolio or a journey that has run (`workspace-fixed`).
 */
export async function changeSettings(db: Database, { workspace, personId }: Changing, change: ChangeSettings): Promise<SettingsAnswer> {
  const settings = { ...change.settings, name: change.settings.name.trim().replace(/\s+/g, ' ') };
  refuseWrong(settings);
  return db.transaction(async (tx) => {
    const before = await storedSettings(tx, workspace.id, true);
    const changed = differing(before, settings);
    // Sent twice, the second finds what it wants and nothing to do.
    if (changed.length > 0) {
      if (differing(before, change.was).length > 0) throw new Refused(409, 'workspace-conflict');
      if (FIXED_FIELDS.some((field) => changed.includes(field))) await refuseFixed(tx, workspace);
      await store(tx, workspace.id, settings);
      const detail = Object.fromEntries(changed.map((field) => [field, { from: before[field], to: settings[field] }]));
      await noteDeed(tx, { workspaceId: workspace.id, personId, action: 'workspace.change', subject: settings.name, detail });
    }
    return { settings, fixedBy: await fixedBy(tx, workspace) };
  });
}

/** The row as it stands; held, nobody else changes it until the transaction ends. */
async function storedSettings(sql: Sql, id: number, isHeld: boolean): Promise<WorkspaceSettings> {
  const [row] = await sql.query<WorkspaceSettings>(
    `select name, country, language, timezone, currency, opening_time as "openingTime" from workspace where id = $1 ${isHeld ? 'for update' : ''}`,
    [id],
  );
  if (!row) throw new Refused(404, 'not-found');
  return row;
}

/**
 * Why zone and currency stay: dates of a file became instants, and amounts without a currency got one, by them; days of a
 * journey that was published were counted by them. Another one would make what was imported, told and counted untrue.
 */
async function fixedBy(sql: Sql, workspace: Place): Promise<SettingsAnswer['fixedBy']> {
  if (await runningImport(sql, workspace.id)) return 'portfolio';
  for (const shard of shardsOf(workspace)) if (await hasAccounts(sql, workspace.id, shard)) return 'portfolio';
  return (await journeyNames(sql, workspace.id)).some(({ status }) => status !== 'draft') ? 'journeys' : null;
}

async function refuseFixed(tx: Sql, workspace: Place): Promise<void> {
  if ((await fixedBy(tx, workspace)) !== null) throw new Refused(409, 'workspace-fixed');
}

/** Where the opening hour becomes another, the runner looks anew when the places of this day are to be given; a day that was given stays so. */
async function store(tx: Sql, id: number, settings: WorkspaceSettings): Promise<void> {
  const { name, country, language, timezone, currency, openingTime } = settings;
  await tx.query(
    `update workspace set name = $2, country = $3, language = $4, timezone = $5, currency = $6, opening_time = $7,
       opens_at = case when opening_time = $7 then opens_at else 'epoch'::timestamptz end where id = $1`,
    [id, name, country, language, timezone, currency, openingTime],
  );
}

function mendOf(field: SettingsField): string {
  if (field === 'openingTime') return 'The opening hour is a time of day, such as 08:00.';
  return field === 'language' ? field : WORKSPACE_MENDS[field];
}

function refuseWrong(settings: WorkspaceSettings): void {
  const wrong = wrongSettings(settings);
  if (wrong.length === 0) return;
  const problems = wrong.map((field) => ({ path: `$.settings.${field}`, message: mendOf(field) }));
  throw new Refused(400, 'bad-request', problems);
}
