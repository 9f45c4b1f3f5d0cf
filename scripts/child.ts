import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './root.ts';

export interface Ended {
  /** The exit code; 1 where a signal ended it. */
  readonly code: number;
  /** Standard output and error in the order they came, where they were collected. */
  readonly output: string;
}

/** Runs one of the house's programs to its end on the same Node as this one, its output on this terminal. */
export async function runNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  return ended(startNode(args, { env, stdio: ['ignore', 'inherit', 'inherit'] }));
}

/** The same, its output collected instead of shown. */
export async function collectNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ended> {
  return ended(startNode(args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Starts a program of the house on the same Node as this one, in the project's folder. */
export function startNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, ...options });
}

/** Waits for a program's end, collecting what it prints where that is piped. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : 1, output };
}
