import { setTimeout } from 'node:timers/promises';
import { reportError } from './report.ts';

/** Repeats work with a pause between, never two at a time; a failure is reported and the next round tries again. */
export function everySoOften(pauseMs: number, work: () => Promise<void>): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await work().catch(reportError);
      await setTimeout(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
