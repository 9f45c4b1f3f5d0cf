import { beforeEach, expect, it } from 'vitest';
import type { WorkspaceSettings } from '#lib/api/workspace-settings.ts';
import type { Database } from '#lib/db/client.ts';
import { type WorkspaceStanding, workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { readWorkspace } from '#lib/portfolio/workspace.ts';
import { changeSettings, readSettings } from './workspace-settings.ts';
import { makeWorkspace } from './workspaces.ts';

const WAS: WorkspaceSettings = {
  name: 'Crédito Sur',
  country: 'CO',
  language: 'es',
  timezone: 'America/Bogota',
  currency: 'COP',
  openingTime: '08:00',
};

describeOnBoth('the settings of a workspace', (fresh) => {
  let db: Database;
  let workspace: WorkspaceStanding;
  const change = (settings: Partial<WorkspaceSettings>, was: WorkspaceSettings = WAS) =>
    changeSettings(db, { workspace, personId: 'p1' }, { was, settings: { ...was, ...settings } });
  const deeds = () => db.query(`select person_id as by, detail from audit where action = 'workspace.change' order by id`);

  beforeEach(async () => {
    db = await fresh();
    await db.query(`insert into person (id, name, email) values ('p1', 'Ana', 'ana@x.test')`);
    await makeWorkspace(db, { id: 'p1', language: 'es' }, { ...WAS, startsOn: '2025-01-01', creationKey: 'form-0001' });
    const [standing] = await workspacesOf(db, 'p1');
    if (!standing) throw new Error('no workspace was made');
    workspace = standing;
  });

  const bringAccount = async () => {
    const whole = await readWorkspace(db, workspace.id);
    const at = whole.clockAt ?? 0;
    const batch = { debtors: [{ externalId: 'd' }], accounts: [{ externalId: 'a', debtorExternalId: 'd', balance: 100, currency: 'COP' }] };
    await db.transaction((tx) => upsertPortfolio(tx, whole, batch, at));
  };

  it('are all changed while nothing was imported or published, and who changed what is noted', async () => {
    const to: WorkspaceSettings = {
      name: 'Crédito  Norte ',
      country: 'CL',
      language: 'pt',
      timezone: 'America/Santiago',
      currency: 'CLP',
      openingTime: '09:30',
    };
    const answer = await change(to);
    expect(answer).toEqual({ settings: { ...to, name: 'Crédito Norte' }, fixedBy: null });
    expect(await readSettings(db, workspace)).toEqual(answer);
    expect(await deeds()).toEqual([{ by: 'p1', detail: expect.objectContaining({ currency: { from: 'COP', to: 'CLP' } }) }]);
  });

  it('keep zone and currency once there is an account, and still take a name, country and language', async () => {
    await bringAccount();
    await expect(change({ timezone: 'America/Lima' })).rejects.toMatchObject({ status: 409, code: 'workspace-fixed' });
    await expect(change({ name: 'Otra', currency: 'USD' })).rejects.toMatchObject({ code: 'workspace-fixed' });
    expect((await readSettings(db, workspace)).settings).toEqual(WAS);
    expect(await change({ name: 'Otra', country: 'PE', language: 'en' })).toMatchObject({
      fixedBy: 'portfolio',
      settings: { name: 'Otra' },
    });
    expect(await deeds()).toHaveLength(1);
  });

  it('keep them while a file is written, which was opened by them', async () => {
    await db.query(`insert into import (workspace_id, file_name, status) values ($1, 'a.csv', 'running')`, [workspace.id]);
    await expect(change({ currency: 'USD' })).rejects.toMatchObject({ code: 'workspace-fixed' });
  });

  it('keep them once a journey was published', async () => {
    await db.query(`insert into journey (workspace_id, key, name, status, draft) values ($1, 'k', 'K', 'draft', '{}'::jsonb)`, [
      workspace.id,
    ]);
    expect((await readSettings(db, workspace)).fixedBy).toBeNull();
    await db.query(`update journey set status = 'paused'`);
    await expect(change({ currency: 'USD' })).rejects.toMatchObject({ code: 'workspace-fixed' });
  });

  it('are not written over what somebody else wrote meanwhile; sent twice they are written once', async () => {
    await change({ name: 'Una' });
    await expect(change({ country: 'PE' })).rejects.toMatchObject({ status: 409, code: 'workspace-conflict' });
    expect((await readSettings(db, workspace)).settings).toEqual({ ...WAS, name: 'Una' });
    expect((await change({ name: 'Una' })).settings.name).toBe('Una');
    expect(await deeds()).toHaveLength(1);
  });

  it('take one of two that come at the same moment', async () => {
    const ends = await Promise.allSettled([change({ name: 'Una' }), change({ name: 'Dos' })]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    ['name', '-'],
    ['country', 'ZZ'],
    ['timezone', 'America/Macondo'],
    ['currency', 'XXX'],
    ['openingTime', '8am'],
  ] as const)('refuse the %s “%s” by its path', async (field, value) => {
    await expect(change({ [field]: value })).rejects.toMatchObject({ status: 400, problems: [{ path: `$.settings.${field}` }] });
    expect((await readSettings(db, workspace)).settings).toEqual(WAS);
  });
});
