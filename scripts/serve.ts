import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ended, startNode } from './child.ts';

/** The demo listens on this machine alone. */
export const HOST = '127.0.0.1';

/** A new embedded database answers for the first time after 3.5 s; a busy machine may need ten times that. */
const ANSWER_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 10_000;

/** Takes the port for a moment; answers with its number (another than asked only for 0), throws where the system refuses it. */
export async function tryPort(port: number): Promise<number> {
  const probe = createServer();
  const listening = once(probe, 'listening');
  probe.listen(port, HOST);
  await listening;
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : port;
}

/** Runs a program that fills a database and answers what it printed; where it cannot, it has said why, and this process ends with 1. */
export async function fill(program: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { code, output } = await ended(startNode(program, { env, stdio: ['ignore', 'pipe', 'inherit'] }));
  if (code !== 0) process.exit(1);
  return output;
}

/** The built server on a port, in a process group of its own: Ctrl-C reaches it through `stopServer` alone, once. */
export function startServer(port: number, env: NodeJS.ProcessEnv): ChildProcess {
  return startNode(['node_modules/next/dist/bin/next', 'start', '--hostname', HOST, '--port', String(port)], {
    env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Resolves when the server answers a page; throws where it ends first or takes a minute. */
export async function untilAnswering(server: ChildProcess, address: string): Promise<void> {
  const deadline = Date.now() + ANSWER_WITHIN_MS;
  while (Date.now() < deadline) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error('The server ended before it answered: what it said stands above.');
    if (await answers(address)) return;
    await sleep(100);
  }
  throw new Error(`The server at ${address} did not answer within ${ANSWER_WITHIN_MS / 1000} seconds.`);
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })).status < 500;
  } catch {
    return false;
  }
}

/** Lets the server finish what it is doing and close the database; ends it by force after ten seconds. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await Promise.race([gone, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  server.kill('SIGKILL');
}

/** Ties this process to the server: told to end, it stops the server first and ends with 0; where the server ends by itself, so does it, with 1. */
export function liveWith(server: ChildProcess): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await stopServer(server);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.on('exit', () => server.kill('SIGTERM'));
  server.on('exit', () => {
    if (stopping) return;
    console.error('The server has ended: what it said stands above.');
    process.exit(1);
  });
}
