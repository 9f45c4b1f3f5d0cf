import { expect, it } from 'vitest';
import { openDatabase } from './client.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { describeOnBoth, describeOnPostgres } from './testing.ts';

const EMPTY = 'drop schema public cascade; create schema public';

describeOnBoth('migrate', (fresh) => {
  it('runs all migrations on an empty database, once', async () => {
    const db = await fresh();
    expect(await pendingMigrations(db)).toEqual([]);
    await db.script(EMPTY);
    const pending = await pendingMigrations(db);
    expect(pending[0]).toBe('0000_bones');
    expect(await migrate(db)).toEqual(pending);
    expect(await migrate(db)).toEqual([]);
    expect(await pendingMigrations(db)).toEqual([]);
  });

  it('leaves nothing of a migration that fails, and mends itself when its cause is gone', async () => {
    const db = await fresh();
    await db.script(`${EMPTY}; create table workspace (in_the_way int)`);
    await expect(migrate(db)).rejects.toThrow('already exists');
    expect(await db.query(`select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`)).toEqual([
      { relname: 'workspace' },
    ]);
    await db.script('drop table workspace');
    expect((await migrate(db)).length).toBeGreaterThan(0);
  });

  it('refuses a database on which a migration ran that was edited since', async () => {
    const db = await fresh();
    await db.query(`update migration set hash = 'another' where name = '0000_bones'`);
    await expect(migrate(db)).rejects.toThrow('The migration 0000_bones was edited after it had run on this database.');
  });

  it('leaves room in the pages of what is updated most, and no index holds wake_at', async () => {
    const db = await fresh();
    expect(await db.query(`select reloptions from pg_class where relname = 'enrollment_3'`)).toEqual([{ reloptions: ['fillfactor=50'] }]);
    expect(await db.query(`select indexname from pg_indexes where tablename like 'enrollment%' and indexdef like '%wake_at%'`)).toEqual([]);
  });
});

describeOnPostgres('migrate', (freshUrl, finish) => {
  it('runs each migration once when four servers start at once', async () => {
    const url = await freshUrl();
    const servers = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url })));
    for (const server of servers) finish(() => server.close());
    await servers[0]?.script(EMPTY);
    const ran = await Promise.all(servers.map((server) => migrate(server)));
    const names = ran.flat();
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });
});
