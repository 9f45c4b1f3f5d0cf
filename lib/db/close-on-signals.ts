import { setTimeout as pause } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Long enough to finish a batch of the runner; what still runs then is rolled back by the next start. */
const GRACE_MS = 5_000;

/**
 * Closes when the process is told to end, then lets it end by the same signal. Whoever listened before hears of it only
 * then: Next's server would have ended the process within milliseconds. Told a second time, it does not wait. Answers how
 * to stop listening.
 */
export function closeOnSignals(close: () => Promise<void>): () => void {
  const held = SIGNALS.map((signal) => ({ signal, listeners: holdListeners(signal) }));
  const onSignal = (signal: NodeJS.Signals): void => void end(signal);
  const stop = (): void => {
    for (const { signal, listeners } of held.splice(0)) {
      process.removeListener(signal, onSignal);
      for (const listener of listeners) process.on(signal, listener);
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    stop();
    try {
      await Promise.race([close(), pause(GRACE_MS, undefined, { ref: false })]);
    } catch (error) {
      console.error(error);
    }
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return stop;
}

/** Takes the present listeners of a signal away and answers them. */
function holdListeners(signal: NodeJS.Signals) {
  const listeners = process.listeners(signal);
  for (const listener of listeners) process.removeListener(signal, listener);
  return listeners;
}
