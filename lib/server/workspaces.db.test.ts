import { beforeEach, expect, it } from 'vitest';
import type { NewWorkspaceInput } from '#lib/api/new-workspace.ts';
import { startOfDay } from '#lib/base/civil.ts';
import { COUNTRIES } from '#lib/base/country.ts';
import type { Database } from '#lib/db/client.ts';
import { workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { stepsDone } from './first-steps.ts';
import { workspaceChoices } from './workspace-choices.ts';
import { makeWorkspace } from './workspaces.ts';

const MAKER = { id: 'p1', language: 'pt' };
const INPUT: NewWorkspaceInput = {
  name: '  Crédito   Ñandú, S.A. ',
  country: 'CO',
  timezone: 'America/Bogota',
  currency: 'COP',
  startsOn: '2012-01-01',
  creationKey: 'form-0001',
};

describeOnBoth('making a workspace', (fresh) => {
  let db: Database;
  beforeEach(async () => {
    db = await fresh();
    await db.query(`insert into person (id, name, email) values ('p1', 'Ana', 'ana@x.test'), ('p2', 'Luis', 'luis@x.test')`);
  });

  it('gives its maker a test workspace as admin, whose clock begins with the local day', async () => {
    const slug = await makeWorkspace(db, MAKER, INPUT);
    expect(slug).toBe('credito-nandu-s-a');
    const [standing] = await workspacesOf(db, 'p1');
    expect(standing).toMatchObject({ slug, name: 'Crédito Ñandú, S.A.', mode: 'test', role: 'admin', currency: 'COP', shardSpread: 1 });
    expect(standing?.clockAt).toBe(startOfDay('2012-01-01', 'America/Bogota'));
    expect(await db.query('select policy_code, language from workspace')).toEqual([{ policy_code: 'CO', language: 'pt' }]);
    expect(await db.query('select person_id, action, subject from audit')).toEqual([
      { person_id: 'p1', action: 'workspace.create', subject: slug },
    ]);
    if (standing) expect(await stepsDone(db, standing)).toEqual({ import: false, draw: false, publish: false, time: false });
  });

  it('puts no country’s policy in force where the maker wants none, or where there is none', async () => {
    await makeWorkspace(db, MAKER, { ...INPUT, policy: 'none' });
    await makeWorkspace(db, MAKER, { ...INPUT, country: 'BO', creationKey: 'form-0002' });
    expect(await db.query('select policy_code from workspace')).toEqual([{ policy_code: null }, { policy_code: null }]);
  });

  it('makes one of a form that is sent twice, also at the same moment', async () => {
    const slugs = await Promise.all([1, 2, 3].map(() => makeWorkspace(db, MAKER, INPUT)));
    expect(new Set(slugs).size).toBe(1);
    expect(await makeWorkspace(db, MAKER, { ...INPUT, name: 'Changed since' })).toBe(slugs[0]);
    expect(await workspacesOf(db, 'p1')).toHaveLength(1);
    expect(await db.query('select 1 from audit')).toHaveLength(1);
  });

  it('gives a second of the same name an address of its own, and keeps two people’s forms apart', async () => {
    await makeWorkspace(db, MAKER, INPUT);
    expect(await makeWorkspace(db, { ...MAKER, id: 'p2' }, INPUT)).toBe('credito-nandu-s-a-2');
    expect(await makeWorkspace(db, MAKER, { ...INPUT, creationKey: 'form-0002' })).toBe('credito-nandu-s-a-3');
    expect(await makeWorkspace(db, MAKER, { ...INPUT, name: '信用', creationKey: 'form-0003' })).toBe('workspace');
  });

  it.each([
    ['name', ' '],
    ['name', '--'],
    ['name', 'x'.repeat(61)],
    ['country', 'ZZ'],
    ['country', 'co'],
    ['timezone', 'America/Macondo'],
    ['timezone', '+05:00'],
    ['currency', 'XXX'],
    ['startsOn', '2026-02-30'],
    ['startsOn', '1789-07-14'],
    ['startsOn', '2100-01-01'],
    ['startsOn', ''],
  ] as const)('refuses the %s “%s” by name and makes nothing', async (field, value) => {
    await expect(makeWorkspace(db, MAKER, { ...INPUT, [field]: value })).rejects.toMatchObject({
      status: 400,
      problems: [{ path: `$.${field}` }],
    });
    expect(await workspacesOf(db, 'p1')).toEqual([]);
  });

  it('is not done more than twenty times an hour by one person', async () => {
    for (let n = 1; n <= 20; n++) await makeWorkspace(db, MAKER, { ...INPUT, creationKey: `form-${1000 + n}` });
    await expect(makeWorkspace(db, MAKER, { ...INPUT, creationKey: 'form-2000' })).rejects.toMatchObject({ status: 429 });
    expect(await makeWorkspace(db, { ...MAKER, id: 'p2' }, INPUT)).toBe('credito-nandu-s-a-21');
  });

  it('offers what each country suggests', () => {
    const { countries, zones, currencies } = workspaceChoices('es');
    expect(countries.map(({ label }) => label)).toContain('México');
    for (const { zone, currency } of COUNTRIES) {
      expect(zones.map(({ value }) => value)).toContain(zone);
      expect(currencies.map(({ value }) => value)).toContain(currency);
    }
  });
});
