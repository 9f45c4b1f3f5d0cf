/** Closes once: first stops what was announced, then ends the connection itself. */
export interface Closing {
  beforeClose(stop: () => Promise<void>): void;
  close(): Promise<void>;
}

/** What fails while stopping does not keep the database open. */
export function closingBy(end: () => Promise<void>): Closing {
  const stops: (() => Promise<void>)[] = [];
  let closing: Promise<void> | undefined;
  return {
    beforeClose: (stop) => void stops.push(stop),
    close: () => {
      closing ??= Promise.allSettled(stops.map((stop) => stop())).then(end);
      return closing;
    },
  };
}
