import { setTimeout as pause } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Long enough to finish a batch of the runner; what still runs then is rolled back by the next start. */
const GRACE_MS = 5_000;

/**
 * Closes when the process is told to end, then lets it end: by the signal itself where nobody else listens to it, else
 * by whoever does (Next's server exits on its own). Answers how to stop listening.
 */
export function closeOnSignals(close: () => Promise<void>): () => void {
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    stop();
    try {
      await Promise.race([close(), pause(GRACE_MS, undefined, { ref: false })]);
    } catch (error) {
      console.error(error);
    }
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const onSignal = (signal: NodeJS.Signals): void => void end(signal);
  const stop = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return stop;
}
