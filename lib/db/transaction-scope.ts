import { AsyncLocalStorage } from 'node:async_hooks';

/** What one transaction may still do: nothing after it has ended. */
export interface OpenTransaction {
  ended: boolean;
}

/**
 * Knows whether the running code stands inside a transaction of one database. A statement sent past the open transaction
 * would wait for ever on PGlite, which has one connection, and would silently not be part of it on PostgreSQL: both refuse.
 */
export interface TransactionScope {
  run<T>(work: (open: OpenTransaction) => Promise<T>): Promise<T>;
  assertOutside(): void;
}

/** A scope for one database; scopes of different databases do not see each other. */
export function transactionScope(): TransactionScope {
  const storage = new AsyncLocalStorage<OpenTransaction>();
  return {
    async run(work) {
      const open: OpenTransaction = { ended: false };
      try {
        return await storage.run(open, () => work(open));
      } finally {
        open.ended = true;
      }
    },
    assertOutside() {
      if (storage.getStore()?.ended === false)
        throw new Error('inside a transaction the database itself was asked: pass on the `tx` that the transaction was given');
    },
  };
}

/** Throws when a transaction is used after it has been committed or rolled back, as by work that was not awaited. */
export function assertOpen(open: OpenTransaction): void {
  if (open.ended) throw new Error('the transaction has ended: a statement was sent that nobody had awaited');
}
