import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { atLocal } from '#lib/base/civil.ts';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { isAlive, lockHolder } from '#lib/db/lock.ts';
import { pendingMigrations } from '#lib/db/migrate.ts';
import { type DatabasePlace, dataDirectory, placeName } from '#lib/db/place.ts';
import { stuckInAll } from '#lib/db/queries/webhook-calls.ts';

/** What was examined and found. A warning needs no mending for Cadenza to run; a failure does. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed';
  readonly found: string;
  readonly mend?: string;
}

/** Civil time rests on Temporal, which Node has from 26 on (docs/decisions). */
const NODE_MAJOR = 26;
const LOW_DISK_BYTES = 1_000_000_000;
const NO_DISK_BYTES = 200_000_000;

/** The Node that runs this; `npm run` uses the house's own. */
export function checkNode(version = process.versions.node): Finding {
  const check = 'node';
  if (Number(version.split('.')[0]) >= NODE_MAJOR) return { check, status: 'ok', found: version };
  return {
    check,
    status: 'failed',
    found: version,
    mend: 'Start it by `npm run --silent cadenza -- doctor`, which uses the Node of node_modules.',
  };
}

/** A zone with half hours, one without summer time and one with it give the instants that are known of them. */
export function checkZones(): Finding {
  const check = 'zones';
  try {
    const known = [
      [atLocal('2026-01-15', '12:00', 'America/Bogota'), '2026-01-15T17:00:00.000Z'],
      [atLocal('2026-01-15', '12:00', 'Asia/Kolkata'), '2026-01-15T06:30:00.000Z'],
      [atLocal('2026-07-15', '12:00', 'America/New_York'), '2026-07-15T16:00:00.000Z'],
    ] as const;
    const wrong = known.find(([instant, expected]) => new Date(instant).toISOString() !== expected);
    if (!wrong) return { check, status: 'ok', found: `time zones ${process.versions.tz ?? 'of unknown edition'}` };
    return {
      check,
      status: 'failed',
      found: `${new Date(wrong[0]).toISOString()} where ${wrong[1]} is right`,
      mend: 'Use the Node of node_modules: its time zones are complete.',
    };
  } catch (error) {
    return {
      check,
      status: 'failed',
      found: reason(error),
      mend: 'Use the Node of node_modules: it has Temporal and complete time zones.',
    };
  }
}

/** Who holds a PGlite directory. */
export function checkLock(dir: string): Finding {
  const check = 'lock';
  const holder = lockHolder(`${resolve(dir)}.lock`);
  if (!holder) return { check, status: 'ok', found: 'free' };
  if (isAlive(holder)) return { check, status: 'ok', found: `held by process ${holder.pid} on ${holder.host}` };
  return { check, status: 'ok', found: `left behind by process ${holder.pid}, which is dead; the next start takes it over` };
}

/** Reachability, version and migrations. A PGlite directory is neither made nor, while another process has it, opened. */
export async function checkDatabase(place: DatabasePlace): Promise<readonly Finding[]> {
  const check = 'database';
  const name = placeName(place);
  if ('dir' in place) {
    if (!existsSync(place.dir)) return [{ check, status: 'ok', found: `none yet in ${name}; the first start makes it` }];
    const holder = lockHolder(`${resolve(place.dir)}.lock`);
    if (holder && isAlive(holder)) return [{ check, status: 'ok', found: `PGlite in ${name}, in use and so not opened` }];
  }
  try {
    const db = await openDatabase(place);
    try {
      const migrations = await checkMigrations(db);
      const described = [await describeDatabase(db, name), migrations];
      return migrations.status === 'ok' ? [...described, await checkCalls(db)] : described;
    } finally {
      await db.close();
    }
  } catch (error) {
    return [{ check, status: 'failed', found: reason(error), mend: 'Mend what the sentence names, then ask the doctor again.' }];
  }
}

/** Room on the disk of the data directory. */
export function checkDisk(): Finding {
  const check = 'disk';
  let folder = resolve(dataDirectory());
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const found = `${(free / 1e9).toFixed(1)} GB free at ${folder}`;
  if (free >= LOW_DISK_BYTES) return { check, status: 'ok', found };
  return {
    check,
    status: free < NO_DISK_BYTES ? 'failed' : 'warning',
    found,
    mend: 'Free some room, or name another disk in CADENZA_DATA.',
  };
}

/** A browser, which only the e2e stories need. */
export async function checkChromium(): Promise<Finding> {
  const check = 'chromium';
  const mend = 'Only the tests need it; `npm test` fetches one.';
  try {
    const { systemChromium } = await import('./chromium.ts');
    const { chromium } = await import('@playwright/test');
    const path = systemChromium() ?? chromium.executablePath();
    return existsSync(path) ? { check, status: 'ok', found: path } : { check, status: 'warning', found: 'none', mend };
  } catch (error) {
    return { check, status: 'warning', found: reason(error), mend };
  }
}

async function describeDatabase(db: Database, name: string): Promise<Finding> {
  const [row] = await db.query<{ server_version: string }>('show server_version');
  return {
    check: 'database',
    status: 'ok',
    found: `${db.kind === 'pglite' ? 'PGlite' : 'PostgreSQL'} ${row?.server_version ?? ''} in ${name}`,
  };
}

async function checkMigrations(db: Database): Promise<Finding> {
  const pending = await pendingMigrations(db);
  const check = 'migrations';
  if (pending.length === 0) return { check, status: 'ok', found: 'current' };
  return {
    check,
    status: 'failed',
    found: `pending: ${pending.join(', ')}`,
    mend: 'Run `npm run --silent cadenza -- migrate`, or start the server, which does the same.',
  };
}

/** Calls to other systems that were tried and not taken so far. */
async function checkCalls(db: Database): Promise<Finding> {
  const check = 'calls';
  const { count, since } = await stuckInAll(db);
  if (count === 0) return { check, status: 'ok', found: 'none is stuck' };
  const oldest = since === null ? '' : `, the oldest since ${new Date(since).toISOString()}`;
  const mend = 'See in the settings of each workspace, or in the history of a debtor, what the receiver answered.';
  return { check, status: 'warning', found: `${count} tried and not taken${oldest}`, mend };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
