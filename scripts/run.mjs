// `node scripts/run.mjs FILE args…`: runs a TypeScript file of the house on a machine with nothing but Node ≥ 20 and npm.
// Installs what is missing, then hands over to the house's own Node: arguments, streams, signals and exit code pass through.
import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { ensureInstalled, houseNode, root } from './install.mjs';

const [file, ...args] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: node scripts/run.mjs FILE [argument…]\n');
  process.exit(2);
}
ensureInstalled();

const env = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` };
const child = spawn(houseNode, [resolve(root, file), ...args], { stdio: 'inherit', env });

// A terminal sends Ctrl-C to the child as well; from elsewhere only this process hears it.
const forwarded = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT'];
for (const signal of forwarded) process.on(signal, () => child.kill(signal));
if (process.stdin.isTTY) process.on('SIGINT', () => undefined);

child.on('error', (error) => {
  process.stderr.write(`${houseNode} did not start: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  for (const name of ['SIGINT', ...forwarded]) process.removeAllListeners(name);
  process.kill(process.pid, signal);
});
