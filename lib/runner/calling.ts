import { everySoOften } from './every-so-often.ts';
import { reportError } from './report.ts';
import { type Caller, sendCalls, workspacesWithCalls } from './send-calls.ts';

const SWEEP_MS = 1_000;

/**
 * Makes the calls of every workspace by itself: each second it asks which have some due, and sees to each beside the others, so
 * that one whose receivers sleep holds up nobody else. On `stop` what is under way is broken off and left to the next start.
 */
export function startCalling(caller: Caller): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const stoppable: Caller = { ...caller, stopping: AbortSignal.any([caller.stopping, stopping.signal]) };
  const busy = new Map<number, Promise<void>>();
  const sweeping = everySoOften(SWEEP_MS, async () => {
    for (const id of await workspacesWithCalls(caller.db)) {
      if (busy.has(id) || stoppable.stopping.aborted) continue;
      const work = sendCalls(stoppable, id)
        .then(() => undefined, reportError)
        .finally(() => busy.delete(id));
      busy.set(id, work);
    }
  });
  return {
    stop: async () => {
      stopping.abort();
      await sweeping.stop();
      await Promise.all(busy.values());
    },
  };
}
