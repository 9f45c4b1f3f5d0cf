import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import {
  askToStop,
  beatImport,
  claimCheck,
  claimImport,
  endCheck,
  failAbandoned,
  findImport,
  recordArrival,
  refusalsOf,
} from '#lib/db/queries/imports.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { importFile } from './import-file.ts';
import { sweepImports } from './import-sweep.ts';
import { bytesOf, testMapping } from './testing.ts';
import { createWorkspace, type PortfolioWorkspace } from './workspace.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cadenza-sweep-'));
  vi.stubEnv('CADENZA_DATA', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

const SUMMARY = { rows: 1, problem: null };

async function workspaceIn(db: Database): Promise<PortfolioWorkspace> {
  return createWorkspace(db, {
    slug: 'a',
    name: 'A',
    mode: 'test',
    country: 'CO',
    timezone: 'America/Bogota',
    currency: 'USD',
    clockAt: 0,
  });
}

async function checked(db: Database, workspaceId: number, name: string): Promise<number> {
  const id = await recordArrival(db, workspaceId, { fileName: name, storedAs: name, size: 1, person: 'Ana', sight: {} });
  await claimCheck(db, id, {});
  await endCheck(db, id, SUMMARY, [{ row: 2, reason: 'no', cells: ['=1', 'b'] }]);
  return id;
}

const statusOf = async (db: Database, workspaceId: number, id: number) => (await findImport(db, workspaceId, id))?.status;

/** As if the process that has it in hand had last been heard of a minute ago. */
const silence = (db: Database, id: number) => db.query(`update import set beat_at = now() - interval '1 minute' where id = $1`, [id]);

describeOnBoth('imports of a process that died', (fresh) => {
  it('are marked as failed, a check as if it had not begun, and what lives is left alone', async () => {
    const db = await fresh();
    const { id: workspace } = await workspaceIn(db);
    const [dead, alive, looking] = [
      await checked(db, workspace, 'dead'),
      await checked(db, workspace, 'alive'),
      await checked(db, workspace, 'looking'),
    ];
    await claimImport(db, workspace, dead, null);
    await silence(db, dead);
    expect(await failAbandoned(db, 30)).toBe(1);
    await claimImport(db, workspace, alive, null);
    await claimCheck(db, looking, {});
    await silence(db, looking);
    expect(await failAbandoned(db, 30)).toBe(1);
    expect([await statusOf(db, workspace, dead), await statusOf(db, workspace, alive), await statusOf(db, workspace, looking)]).toEqual([
      'failed',
      'running',
      'uploaded',
    ]);
    expect((await findImport(db, workspace, dead))?.counts).toEqual({ problem: 'the server ended in the middle; nothing was taken' });
  });

  it('are found when a server starts: at once where it is alone with its database', async () => {
    const db = await fresh();
    const { id: workspace } = await workspaceIn(db);
    const id = await checked(db, workspace, 'kept');
    await claimImport(db, workspace, id, null);
    mkdirSync(join(home, 'imports'));
    for (const name of ['kept', 'stray']) writeFileSync(join(home, 'imports', name), 'x');
    await sweepImports(db);
    expect(await statusOf(db, workspace, id)).toBe(db.kind === 'pglite' ? 'failed' : 'running');
    expect(readdirSync(join(home, 'imports')).sort()).toEqual(db.kind === 'pglite' ? ['kept'] : ['kept', 'stray']);
  });

  it('leave nothing where one that was taken for dead comes to its end after all', async () => {
    const db = await fresh();
    const workspace = await workspaceIn(db);
    const id = await checked(db, workspace.id, 'slow');
    await claimImport(db, workspace.id, id, null);
    await failAbandoned(db, null);
    const source = { fileName: 'slow', bytes: bytesOf('customer,invoice,due,amount,paid\nC-1,F-1,2/2/2013,1,\n') };
    await expect(importFile(db, workspace, source, testMapping(), { at: 0, importId: id })).rejects.toThrow('was given up');
    expect(await db.query('select 1 from account')).toEqual([]);
  });
});

describeOnBoth('an import in hand', (fresh) => {
  it('is taken once, however often it is asked for, and no other of the workspace beside it', async () => {
    const db = await fresh();
    const { id: workspace } = await workspaceIn(db);
    const [one, other] = [await checked(db, workspace, 'one'), await checked(db, workspace, 'other')];
    expect(await Promise.all([claimImport(db, workspace, one, 'mine'), claimImport(db, workspace, one, 'mine')])).toEqual([true, false]);
    expect(await claimImport(db, workspace, other, null)).toBe(false);
    expect(await claimCheck(db, one, {})).toBe(false);
    expect(await refusalsOf(db, one, 0, 10)).toEqual([]);
  });

  it('is not begun of a file that cannot be taken', async () => {
    const db = await fresh();
    const { id: workspace } = await workspaceIn(db);
    const id = await checked(db, workspace, 'bad');
    await claimCheck(db, id, {});
    await endCheck(db, id, { rows: 1, problem: 'the file is empty' }, []);
    expect(await claimImport(db, workspace, id, null)).toBe(false);
  });

  it('hears from another process that it is to stop, and is of no other workspace', async () => {
    const db = await fresh();
    const { id: workspace } = await workspaceIn(db);
    const id = await checked(db, workspace, 'one');
    await claimImport(db, workspace, id, null);
    await askToStop(db, workspace + 1, id);
    expect(await beatImport(db, id, 5, 0.5)).toBe(false);
    await askToStop(db, workspace, id);
    expect(await beatImport(db, id, 7, 0.7)).toBe(true);
    expect(await findImport(db, workspace + 1, id)).toBeNull();
    expect(await findImport(db, workspace, id)).toMatchObject({ rows: 7, share: 0.7 });
  });
});
