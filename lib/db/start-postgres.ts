import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** A PostgreSQL of our own for tests and benches: on loopback, in a temporary directory, gone after `stop`. */
export interface PostgresServer {
  /** Of its empty database `postgres`. */
  readonly url: string;
  /** The major version, as `15`. */
  readonly version: string;
  stop(): Promise<void>;
}

/** `durable` keeps fsync and the rest as a server in use has them; else what a test does not need is off. */
export interface PostgresOptions {
  readonly durable?: boolean;
  /** Further settings by name, such as `shared_buffers`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const TEST_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const READY_MS = 30_000;

/** 65534 is `nobody` on every Linux; PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/**
 * Ends the server and removes its directory when the pipe to the process that started it closes, which also happens
 * when that process is killed. It runs in a session of its own, so that Ctrl-C reaches only the starter.
 */
const GUARDIAN = `
"$BIN/postgres" -D "$DIR/data" "$@" >"$DIR/log" 2>&1 &
server=$!
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
rm -rf "$DIR"
`;

/** Where `initdb` and `postgres` are; null where this machine has none. */
export function postgresBinaries(): string | null {
  const packaged = '/usr/lib/postgresql';
  const versions = existsSync(packaged) ? readdirSync(packaged).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(packaged, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

/** Starts a server; throws where there are no binaries or it does not answer within 30 s. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const bin = postgresBinaries();
  if (!bin) throw new Error('PostgreSQL is not installed here: neither on the PATH nor in /usr/lib/postgresql.');
  const dir = mkdtempSync(join(tmpdir(), 'cadenza-postgres-'));
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (user.uid) chownSync(dir, user.uid, user.gid);
  const password = randomBytes(12).toString('hex');
  try {
    initialise(bin, dir, password, user);
    const port = await freePort();
    const guardian = spawn('sh', ['-c', GUARDIAN, 'guardian', ...serverArguments(port, dir, options)], {
      ...user,
      detached: true,
      cwd: dir,
      env: { ...process.env, BIN: bin, DIR: dir },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    guardian.unref();
    const url = `postgres://cadenza:${password}@127.0.0.1:${port}/postgres`;
    return { url, version: await whenReady(url, join(dir, 'log'), guardian), stop: () => stop(guardian) };
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

function initialise(bin: string, dir: string, password: string, user: { uid?: number; gid?: number }): void {
  const passwordFile = join(dir, 'password');
  writeFileSync(passwordFile, password);
  execFileSync(
    join(bin, 'initdb'),
    ['-D', join(dir, 'data'), '-U', 'cadenza', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...user, cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] },
  );
}

function serverArguments(port: number, dir: string, options: PostgresOptions): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: dir,
    max_connections: '200',
    ...(options.durable ? {} : TEST_SETTINGS),
    ...options.settings,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function whenReady(url: string, log: string, guardian: ChildProcess): Promise<string> {
  const until = Date.now() + READY_MS;
  for (;;) {
    try {
      return await serverVersion(url);
    } catch (error) {
      if (Date.now() > until) {
        const said = existsSync(log) ? readFileSync(log, 'utf8') : 'it wrote no log';
        await stop(guardian);
        throw new Error(`PostgreSQL did not start:\n${said}`, { cause: error });
      }
      await pause(50);
    }
  }
}

async function serverVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version.split('.')[0] ?? 'of unknown version';
  } finally {
    await client.end();
  }
}

/** Closing the pipe is what the guardian waits for; it exits after the server. */
function stop(guardian: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (guardian.exitCode !== null || guardian.signalCode !== null) return resolve();
    guardian.ref();
    guardian.once('exit', () => resolve());
    guardian.stdin?.end();
  });
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
