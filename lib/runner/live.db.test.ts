import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { takeLock } from '#lib/db/lock.ts';
import { describeOnPostgres } from '#lib/db/testing.ts';
import { liveWorkspace } from './testing/live-workspace.ts';
import { prepareDirectory } from './testing/prepared-directory.ts';

const CHILD = new URL('testing/live-child.ts', import.meta.url).pathname;

/** A process that moves journeys, and what it has said so far. */
function server(env: Readonly<Record<string, string>>): { child: ChildProcess; said: string[]; until: (line: RegExp) => Promise<void> } {
  const child = spawn(process.execPath, [CHILD], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  const hear = (chunk: Buffer) =>
    said.push(
      ...chunk
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== ''),
    );
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const until = async (line: RegExp): Promise<void> => {
    while (!said.some((one) => line.test(one))) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended having said:\n${said.join('\n')}`);
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), once(child, 'exit')]);
    }
  };
  return { child, said, until };
}

async function told(child: ChildProcess, signal: NodeJS.Signals): Promise<{ code: number | null; ms: number }> {
  const begun = performance.now();
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code] = await exit;
  return { code, ms: Math.round(performance.now() - begun) };
}

/** Nothing was in hand when it ended, and what the provider has is what is sent. */
async function expectClean(db: Database): Promise<number> {
  const [row] = await db.query<{ sent: number; accepted: number; inHand: number }>(
    `select count(*) filter (where status = 'sent') as sent, count(*) filter (where claimed_at is not null) as "inHand",
       (select count(*) from sandbox_delivery) as accepted from contact`,
  );
  expect(row).toEqual({ sent: row?.accepted, accepted: row?.accepted, inHand: 0 });
  return row?.sent ?? 0;
}

describe('a server on PGlite', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'cadenza-live-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const env = () => ({ DATABASE_URL: '', CADENZA_DATA: home });

  it('says in one sentence that another process has the database, and moves journeys once that is gone', async () => {
    const dir = join(home, 'pglite');
    await prepareDirectory(dir, (db) => liveWorkspace(db, 3));
    const lock = takeLock(`${dir}.lock`, dir);
    const { child, said, until } = server(env());
    await until(/No journey is moved by this server yet\. The database in .* is in use by process/);
    await new Promise((later) => setTimeout(later, 500));
    expect(said.filter((line) => line.startsWith('No journey'))).toHaveLength(1);
    lock.release();
    await until(/^sent 3$/);
    expect(child.exitCode).toBeNull();
  });

  it('told to end in the middle of its work ends soon, with nothing in hand and the directory unlocked', async () => {
    const dir = join(home, 'pglite');
    await prepareDirectory(dir, (db) => liveWorkspace(db, 6_000));
    const { child, until } = server(env());
    await until(/^sent [1-9]/);
    const { code, ms } = await told(child, 'SIGTERM');
    expect(code).toBe(143);
    expect(existsSync(`${dir}.lock`)).toBe(false);
    const db = await openDatabase({ dir });
    const sent = await expectClean(db);
    await db.close();
    console.info(`a server on PGlite ended within ${ms} ms after ${sent} of 6000 contacts`);
    expect(sent).toBeLessThan(6_000);
  });
});

describeOnPostgres('a server', (freshUrl) => {
  it('told to end in the middle of its work ends soon, with nothing in hand', async () => {
    const url = await freshUrl();
    const db = await openDatabase({ url });
    await liveWorkspace(db, 5_000);
    const { child, until } = server({ DATABASE_URL: url });
    await until(/^sent [1-9]/);
    const { code, ms } = await told(child, 'SIGTERM');
    expect(code).toBe(143);
    const sent = await expectClean(db);
    await db.close();
    console.info(`a server on PostgreSQL ended within ${ms} ms after ${sent} of 5000 contacts`);
  });
});
