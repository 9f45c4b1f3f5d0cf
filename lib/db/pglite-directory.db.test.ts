import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { appDatabase, openDatabase } from './client.ts';
import { LockHeld, takeLock } from './lock.ts';

const CLIENT = JSON.stringify(resolve('lib/db/client.ts'));

let root: string;
let made: string;
let home: string;
let dir: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'cadenza-pglite-'));
  made = join(root, 'made');
  const db = await openDatabase({ dir: made });
  await db.script('create table note (body text)');
  await db.close();
});

beforeEach(() => {
  home = mkdtempSync(join(root, 'home-'));
  dir = join(home, 'pglite');
  cpSync(made, dir, { recursive: true });
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a PGlite directory', () => {
  it('is made with its parents, readable by its owner only, and keeps what was written', async () => {
    const place = join(home, 'deep', 'er', 'pglite');
    const first = await openDatabase({ dir: place });
    await first.script(`create table t (n int); insert into t values (1)`);
    await first.close();
    expect(statSync(join(home, 'deep')).mode & 0o077).toBe(0);
    const again = await openDatabase({ dir: place });
    expect(await again.query('select n from t')).toEqual([{ n: 1 }]);
    await again.close();
    await again.close();
  });

  it('refuses a second process in a sentence, and lets it in when the first is gone', async () => {
    const child = await opener('');
    await expect(openDatabase({ dir })).rejects.toThrow(`The database in ${dir} is in use by process ${child.pid}. Stop that process`);
    await ended(child, 'SIGTERM');
    const db = await openDatabase({ dir });
    await db.close();
  });

  it('has what was committed and nothing else after its process was killed in a transaction', async () => {
    const child = await opener(`
      await db.query("insert into note values ('committed')");
      await new Promise((started) => void db.transaction(async (tx) => {
        await tx.query("insert into note values ('not committed')");
        started();
        await new Promise(() => {});
      }));`);
    await ended(child, 'SIGKILL');
    expect(existsSync(`${dir}.lock`)).toBe(true);
    const db = await openDatabase({ dir });
    expect(await db.query('select body from note')).toEqual([{ body: 'committed' }]);
    await db.close();
  });

  it('is closed and unlocked by SIGINT and by SIGTERM, and the process then ends by that signal', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const child = await opener(`await db.query("insert into note values ('${signal}')");`);
      expect(await ended(child, signal)).toBe(signal);
      expect(existsSync(`${dir}.lock`)).toBe(false);
    }
    const db = await openDatabase({ dir });
    expect(await db.query('select body from note')).toEqual([{ body: 'SIGINT' }, { body: 'SIGTERM' }]);
    await db.close();
  });

  it('is made anew where the process that was making it was killed', async () => {
    writeFileSync(`${dir}.new`, '');
    rmSync(join(dir, 'global'), { recursive: true });
    const db = await openDatabase({ dir });
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    await db.close();
    expect(existsSync(`${dir}.new`)).toBe(false);
  });

  it('is refused, untouched and unlocked, where the directory holds something else', async () => {
    const other = join(home, 'photos');
    mkdirSync(other);
    writeFileSync(join(other, 'cat.jpg'), '');
    await expect(openDatabase({ dir: other })).rejects.toThrow('holds files but no database');
    expect(existsSync(join(other, 'cat.jpg'))).toBe(true);
    expect(existsSync(`${other}.lock`)).toBe(false);
  });
});

describe("the installation's database", () => {
  beforeEach(() => {
    vi.stubEnv('DATABASE_URL', '');
    vi.stubEnv('CADENZA_DATA', home);
  });

  afterEach(() => vi.unstubAllEnvs());

  it('is opened once for all who ask, migrated', async () => {
    const [db, same] = await Promise.all([appDatabase(), appDatabase()]);
    expect(same).toBe(db);
    expect(await db.query('select count(*) as n from workspace')).toEqual([{ n: 0 }]);
    await db.close();
  });

  it('is opened anew after a failed attempt, and after it was closed', async () => {
    const lock = takeLock(`${dir}.lock`, dir);
    await expect(appDatabase()).rejects.toThrow(LockHeld);
    lock.release();
    const db = await appDatabase();
    await db.close();
    const again = await appDatabase();
    expect(again).not.toBe(db);
    expect(await again.query('select 1 as one')).toEqual([{ one: 1 }]);
    await again.close();
  });
});

/** A process that opens the directory, runs `body` and stays. */
async function opener(body: string): Promise<ChildProcess> {
  const script = `
    import { openDatabase } from ${CLIENT};
    const db = await openDatabase({ dir: ${JSON.stringify(dir)} });
    ${body}
    console.log('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  child.kill(signal);
  const [, endedBy] = await once(child, 'exit');
  return endedBy;
}
