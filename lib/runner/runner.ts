import type { Instant } from '#lib/base/instant.ts';
import type { ChannelProvider } from '#lib/channels/channel.ts';
import { sandboxChannel } from '#lib/channels/sandbox.ts';
import type { Database } from '#lib/db/client.ts';
import { sandboxStore } from '#lib/db/queries/sandbox.ts';
import type { CompiledVersion } from './running-versions.ts';

/** Places where a process may die: tests end it there (docs/decisions/0006). */
export type Point = 'turn-written' | 'turn-committed' | 'contacts-claimed' | 'provider-accepted' | 'dispatch-recorded';

/** What the runner's functions share within one process: the database, the channels, the journeys compiled so far. */
export interface Runner {
  readonly db: Database;
  readonly channel: ChannelProvider;
  /** By version id; a version is never edited, so nothing here goes stale. */
  readonly compiled: Map<number, CompiledVersion>;
  /** Contacts that a dispatcher took in hand before this instant, by the system's clock, and never recorded were left by a crash. */
  orphanedBefore(): Instant;
  /** Debtors per transaction; near 1,000 on PGlite, whose statements hold the event loop. */
  readonly batchSize: number;
  /** Told before the process goes on from a point. */
  at(point: Point): void;
}

/** Longer than any provider's call may take. */
const LEASE_MS = 60_000;

/** A runner over this database. Every workspace's channels deliver to the sandbox until providers are set up. */
export function createRunner(db: Database, options: Partial<Omit<Runner, 'db' | 'compiled'>> = {}): Runner {
  return {
    db,
    channel: options.channel ?? sandboxChannel(sandboxStore(db)),
    compiled: new Map(),
    // One process alone holds a PGlite directory: what was claimed before it began was claimed by a process that is gone.
    orphanedBefore: options.orphanedBefore ?? (db.kind === 'pglite' ? () => performance.timeOrigin : () => Date.now() - LEASE_MS),
    batchSize: options.batchSize ?? (db.kind === 'pglite' ? 1_000 : 2_000),
    at: options.at ?? (() => undefined),
  };
}
