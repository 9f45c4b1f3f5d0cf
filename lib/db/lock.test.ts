import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive, LockHeld, lockHolder, takeLock } from './lock.ts';

let dir: string;
let path: string;
const children: ChildProcess[] = [];

/** A process that stays, and what it has said. */
type Holder = ChildProcess & { readonly said: string };

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cadenza-lock-'));
  path = join(dir, 'db.lock');
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

describe('the lock of a database directory', () => {
  it('is free again after its release, and leaves no file behind', () => {
    takeLock(path, '.data').release();
    takeLock(path, '.data').release();
    expect(readdirSync(dir)).toEqual([]);
  });

  it('refuses a second taker in the same process', () => {
    const lock = takeLock(path, '.data');
    expect(() => takeLock(path, '.data')).toThrow(`The database in .data is already open in this process (${process.pid}).`);
    lock.release();
  });

  it('refuses another process in a sentence that names it and says what to do', async () => {
    const child = await holder(`takeLock(path, '.data');`);
    expect(() => takeLock(path, '.data')).toThrow(
      `The database in .data is in use by process ${child.pid}. Stop that process, or set DATABASE_URL to a PostgreSQL server, which several processes may share.`,
    );
    expect(lockHolder(path)).toMatchObject({ pid: child.pid, host: hostname() });
  });

  it('takes over the lock of a killed process', async () => {
    const child = await holder(`takeLock(path, '.data');`);
    await killed(child);
    expect(existsSync(path)).toBe(true);
    takeLock(path, '.data').release();
    expect(existsSync(path)).toBe(false);
  });

  it('is left neither by a process that ends by itself nor by one that throws', async () => {
    for (const end of ['process.exit(3)', 'throw new Error()']) {
      const child = await holder(`takeLock(path, '.data'); setTimeout(() => { ${end} }, 10);`);
      await once(child, 'exit');
      expect(existsSync(path)).toBe(false);
    }
  });

  it('takes over a lock whose pid now belongs to a later process', async () => {
    const child = await holder('');
    writeFileSync(path, `${child.pid}\n1\n${hostname()}\n`);
    takeLock(path, '.data').release();
  });

  it('never takes over the lock of another machine, and says how to', () => {
    writeFileSync(path, '999999\n1\nelsewhere\n');
    expect(() => takeLock(path, '.data')).toThrow(
      `in use by process 999999 on elsewhere. Stop it there (where that machine is gone, delete ${path})`,
    );
    expect(readFileSync(path, 'utf8')).toContain('elsewhere');
  });

  it('takes over a lock that says nothing readable', () => {
    writeFileSync(path, '');
    takeLock(path, '.data').release();
  });

  it('holds a process for dead that is a zombie', async () => {
    // The shell starts a child, becomes `sleep`, and so never asks how the child ended.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(parent);
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(String(line));
    await expect.poll(() => isAlive({ pid, began: null, host: hostname() })).toBe(false);
    expect(() => process.kill(pid, 0)).not.toThrow();
  });

  it('goes to one alone of several processes that find a dead lock at the same moment', async () => {
    const dead = await holder(`takeLock(path, '.data');`);
    await killed(dead);
    const rounds = Array.from({ length: 120 }, (_, round) => round);
    for (const round of rounds) copyFileSync(path, `${path}${round}`);
    // Each round begins at an instant of its own, so that the rivals look at the dead lock within microseconds of each other.
    const body = `
      const taken = [];
      for (let round = 0; round < ${rounds.length}; round++) {
        while (Date.now() < ${Date.now() + 2_000} + round * 15);
        try { takeLock(path + round, '.data'); taken.push(round); } catch (error) { if (error.name !== 'LockHeld') throw error; }
      }
      console.log(JSON.stringify(taken));`;
    const rivals = await Promise.all([1, 2, 3].map(() => holder(body)));
    const taken = rivals.flatMap((rival): number[] => JSON.parse(rival.said.split('\n')[0] ?? ''));
    expect(taken.sort((a, b) => a - b)).toEqual(rounds);
  });

  it('is an error that a program can tell from others', () => {
    writeFileSync(path, '999999\n1\nelsewhere\n');
    expect(() => takeLock(path, '.data')).toThrow(LockHeld);
  });
});

/** A process that runs `body` and then stays, once it has printed something. */
async function holder(body: string): Promise<Holder> {
  const script = `
    import { existsSync } from 'node:fs';
    import { takeLock } from ${JSON.stringify(resolve('lib/db/lock.ts'))};
    const path = ${JSON.stringify(path)};
    setInterval(() => {}, 1000);
    ${body}
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  const [said] = await once(child.stdout, 'data');
  return Object.assign(child, { said: String(said) });
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}
