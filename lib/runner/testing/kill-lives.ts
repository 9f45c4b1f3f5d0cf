import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Dice, diceFrom } from '#lib/base/dice.ts';
import type { DatabasePlace } from '#lib/db/place.ts';
import type { Point } from '../runner.ts';

/** How a process is to die: by itself at the n-th passing of a point, or by us after so many milliseconds. */
export type Kill = { readonly at: Point; readonly passing: number } | { readonly at: 'outside'; readonly afterMs: number };

/** What became of one life. `died` false: it came to the end of the story before its kill. */
export interface Life {
  readonly died: boolean;
  /** Milliseconds from `ready` to the end. */
  readonly livedMs: number;
}

/** Of thirty: seven inside an open transaction, twelve between commit and hand-over, seven before the answer is stored. */
const OF_THIRTY: readonly (readonly [Kill['at'], number])[] = [
  ['turn-written', 6],
  ['turn-committed', 4],
  ['contacts-claimed', 6],
  ['provider-accepted', 6],
  ['dispatch-recorded', 3],
  ['outside', 5],
];

/** `count` kills in an order and at places that follow from the seed; `longestMs` bounds the random instants. */
export function planKills(seed: string, count: number, longestMs: number): Kill[] {
  const dice = diceFrom(`kills ${seed}`);
  const places = Array.from({ length: Math.ceil(count / 30) }, () =>
    OF_THIRTY.flatMap(([at, times]) => Array<Kill['at']>(times).fill(at)),
  ).flat();
  return shuffled(places, dice)
    .slice(0, count)
    .map((at) => killAt(at, dice, longestMs));
}

function killAt(at: Kill['at'], dice: Dice, longestMs: number): Kill {
  if (at === 'outside') return { at, afterMs: dice.whole(0, longestMs) };
  return { at, passing: dice.whole(1, at.startsWith('turn') ? 15 : 5) };
}

function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  return list
    .map((value) => ({ value, order: dice.share() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

const CHILD = new URL('kill-child.ts', import.meta.url).pathname;

/** One life of the process that lives through the story, to its kill or to the end. Throws what it said where it failed of itself. */
export async function live(place: DatabasePlace, log: string, kill: Kill | null): Promise<Life> {
  const byPoint = kill && kill.at !== 'outside' ? [kill.at, String(kill.passing)] : [];
  const child = spawn(process.execPath, [CHILD, JSON.stringify(place), log, ...byPoint], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Compiled once for all lives: saves a third of a second of each.
    env: { ...process.env, NODE_COMPILE_CACHE: 'node_modules/.cache/cadenza/compiled' },
  });
  const closed = once(child, 'close');
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8');
  });
  let began = 0;
  child.stdout.once('data', () => {
    began = performance.now();
    if (kill?.at === 'outside') void pause(kill.afterMs).then(() => child.kill('SIGKILL'));
  });
  const [code, signal] = await closed;
  if (signal !== 'SIGKILL' && code !== 0)
    throw new Error(`the process that lives through the story ended with ${code ?? signal}:\n${errors}`);
  return { died: signal === 'SIGKILL', livedMs: performance.now() - began };
}
