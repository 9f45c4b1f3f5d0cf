/** Closes once: has all that runs come to its end, then ends the connection itself. */
export interface Closing {
  readonly closing: AbortSignal;
  beforeClose(stop: () => Promise<void>): void;
  whileOpen<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What fails while stopping does not keep the database open. */
export function closingBy(end: () => Promise<void>): Closing {
  const controller = new AbortController();
  const stops: (() => Promise<void>)[] = [];
  const underWay = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;
  const stopAndEnd = async (): Promise<void> => {
    controller.abort();
    await Promise.allSettled(stops.map((stop) => stop()));
    await Promise.allSettled(underWay);
    await end();
  };
  return {
    closing: controller.signal,
    beforeClose: (stop) => void stops.push(stop),
    whileOpen: async (work) => {
      if (controller.signal.aborted) throw new Error('the database is being closed: nothing new is begun');
      const running = work();
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },
    close: () => {
      closed ??= stopAndEnd();
      return closed;
    },
  };
}
