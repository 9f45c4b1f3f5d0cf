import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder, with no trailing slash. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** The Node that runs the house: the npm package `node`, the same on every machine (decision 0002). */
export const houseNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const OLDEST_NODE = 20;

/**
 * Makes sure that the packages of package-lock.json are installed; runs `npm ci` only where they are missing or differ.
 * Says so on standard error alone, since standard output belongs to the command that follows. Ends the process with 1 where it cannot.
 */
export function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE)
    fail(`Cadenza needs Node ${OLDEST_NODE} or newer to start, and this is ${process.version}: install one from https://nodejs.org.`);
  if (isInstalled()) return;
  process.stderr.write('Installing the packages of package-lock.json (npm ci, about half a minute)…\n');
  const { status } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress'], {
    cwd: root,
    env: withoutHouseBinaries(process.env),
    shell: process.platform === 'win32',
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0 || !isInstalled()) fail('The packages could not be installed: mend what npm says above and start again.');
}

/** npm writes node_modules/.package-lock.json last, so a broken-off installation has none and one that differs is out of date. */
function isInstalled() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(marker) || !existsSync(houseNode)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(marker, 'utf8')).packages;
  const differs = ([path, entry]) => path !== '' && (present[path] ? present[path].version !== entry.version : !entry.optional);
  return !Object.entries(wanted).some(differs) && Object.keys(present).every((path) => wanted[path] !== undefined);
}

/** `npm run` puts node_modules/.bin first; `npm ci` empties it while it runs, so it must not take its own Node from there. */
function withoutHouseBinaries(env) {
  const PATH = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== join(root, 'node_modules', '.bin'))
    .join(delimiter);
  return { ...env, PATH };
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
