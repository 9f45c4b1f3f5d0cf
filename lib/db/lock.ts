import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock: the process, when it began (so that a reused pid is known), and on which machine. */
export interface LockHolder {
  readonly pid: number;
  readonly began: string | null;
  readonly host: string;
}

/** A lock that is held until `release`, or until the process ends. */
export interface Lock {
  release(): void;
}

/** The database is in another's hands; the message is the sentence for the person who started this process. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld';
  readonly holder: LockHolder;

  constructor(holder: LockHolder, path: string, database: string) {
    super(heldSentence(holder, path, database));
    this.holder = holder;
  }
}

/** A reaper at work needs milliseconds; one that was itself killed is passed over after this. */
const REAPER_STALE_MS = 5_000;

const ATTEMPTS = 50;

/**
 * Takes the pid lock at `path` for the database named in the sentence, or throws LockHeld. A lock whose process is dead
 * (or whose pid now belongs to a later process) is taken over; one of another machine never is, since nobody can tell.
 */
export function takeLock(path: string, database: string): Lock {
  const mine: LockHolder = { pid: process.pid, began: processBegan(process.pid) ?? null, host: hostname() };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (create(path, mine)) return heldLock(path, mine);
    const holder = lockHolder(path);
    if (holder && isAlive(holder)) throw new LockHeld(holder, path, database);
    reap(path);
  }
  throw new Error(`${path} cannot be taken: it is neither held by a running process nor can it be replaced. Delete it and start again.`);
}

/** Who holds the lock at `path`, dead or alive; null where nobody does. */
export function lockHolder(path: string): LockHolder | null {
  const text = readOrNull(path);
  if (text === null) return null;
  const [pid = '', began = '', host = ''] = text.split('\n');
  return { pid: Number(pid), began: began || null, host };
}

/** Whether the holder still runs, as far as this machine can tell. */
export function isAlive(holder: LockHolder): boolean {
  if (!Number.isSafeInteger(holder.pid) || holder.pid <= 0) return false;
  if (holder.host !== hostname()) return true;
  const began = processBegan(holder.pid);
  return began !== undefined && (holder.began === null || began === null || began === holder.began);
}

/** Appears whole or not at all: the text is written beside it and linked, which fails where the name is taken. */
function create(path: string, mine: LockHolder): boolean {
  const draft = `${path}.${mine.pid}`;
  writeFileSync(draft, lockText(mine));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function heldLock(path: string, mine: LockHolder): Lock {
  const release = (): void => {
    process.removeListener('exit', release);
    if (readOrNull(path) === lockText(mine)) rmSync(path, { force: true });
  };
  process.on('exit', release);
  return { release };
}

/** Removes a dead lock. Only one process reaps at a time, and it looks again first: else it might remove the lock of a faster one. */
function reap(path: string): void {
  const reaper = `${path}.reaper`;
  const since = statSync(reaper, { throwIfNoEntry: false })?.mtimeMs;
  if (since !== undefined && Date.now() - since > REAPER_STALE_MS) rmSync(reaper, { force: true });
  try {
    writeFileSync(reaper, '', { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    return;
  }
  const holder = lockHolder(path);
  if (holder && !isAlive(holder)) rmSync(path, { force: true });
  rmSync(reaper, { force: true });
}

/** When a process began, in whatever words the system has for it (null where it has none); `undefined` where no such process runs. */
function processBegan(pid: number): string | null | undefined {
  if (!answersSignals(pid)) return undefined;
  return existsSync('/proc/self/stat') ? procBegan(pid) : psBegan(pid);
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Fields 3 (state) and 22 (start) of /proc/PID/stat; the second field may hold blanks and brackets. A zombie runs no more. */
function procBegan(pid: number): string | null | undefined {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : (fields[19] ?? null);
}

function psBegan(pid: number): string | null | undefined {
  if (process.platform === 'win32') return null;
  try {
    const [state = '', ...began] = execFileSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return state.startsWith('Z') ? undefined : began.join(' ') || null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function heldSentence(holder: LockHolder, path: string, database: string): string {
  const share = 'or set DATABASE_URL to a PostgreSQL server, which several processes may share';
  if (holder.host !== hostname()) {
    return `The database in ${database} is in use by process ${holder.pid} on ${holder.host}. Stop it there (where that machine is gone, delete ${path}), ${share}.`;
  }
  if (holder.pid === process.pid)
    return `The database in ${database} is already open in this process (${holder.pid}). Use the one that is open, ${share}.`;
  return `The database in ${database} is in use by process ${holder.pid}. Stop that process, ${share}.`;
}

function lockText(holder: LockHolder): string {
  return `${holder.pid}\n${holder.began ?? ''}\n${holder.host}\n`;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return null;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
