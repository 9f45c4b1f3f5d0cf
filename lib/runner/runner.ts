import type { Instant } from '#lib/base/instant.ts';
import type { ChannelProvider } from '#lib/channels/channel.ts';
import { sandboxChannel } from '#lib/channels/sandbox.ts';
import type { Database } from '#lib/db/client.ts';
import { sandboxStore } from '#lib/db/queries/sandbox.ts';
import type { DayModels } from './arm-models.ts';
import type { CompiledVersion } from './running-versions.ts';

/** Places where a process may die: tests end it there (docs/decisions/0006). */
export type Point =
  | 'turn-written'
  | 'day-written'
  | 'day-begun'
  | 'turn-committed'
  | 'contacts-claimed'
  | 'provider-accepted'
  | 'dispatch-recorded'
  | 'places-written'
  | 'places-given';

/** What the runner's functions share within one process: the database, the channels, the journeys compiled so far. */
export interface Runner {
  readonly db: Database;
  readonly channel: ChannelProvider;
  /** By version id; a version is never edited, so nothing here goes stale. */
  readonly compiled: Map<number, CompiledVersion>;
  /** By workspace: what was known of arms at the start of the last day that was asked for; a day's models are never changed. */
  readonly models: Map<number, DayModels>;
  /** After so many milliseconds in a dispatcher's hand, by the database's clock, a contact counts as left behind by a crash. */
  readonly leaseMs: number;
  /** What was in hand before this instant was left behind by a process that is gone; null where several may be at work. */
  readonly aloneSince: Instant | null;
  /** After so many milliseconds without a word a mover of a test clock is gone. */
  readonly moverSilenceMs: number;
  /** So many milliseconds a mover waits for what another worker keeps; longer than the lease. */
  readonly patienceMs: number;
  /** Debtors per transaction; near 1,000 on PGlite, whose statements hold the event loop. */
  readonly batchSize: number;
  /** Once aborted, a tick ends at its next safe place: between two transactions, with nothing in hand. */
  readonly stopping: AbortSignal;
  /** Told before the process goes on from a point. */
  at(point: Point): void;
}

/** Longer than any provider's call may take. */
const LEASE_MS = 60_000;
const MOVER_SILENCE_MS = 60_000;
const PATIENCE_MS = 300_000;

/** A runner over this database. Every workspace's channels deliver to the sandbox until providers are set up. */
export function createRunner(db: Database, options: Partial<Omit<Runner, 'db' | 'compiled' | 'models'>> = {}): Runner {
  return {
    db,
    channel: options.channel ?? sandboxChannel(sandboxStore(db)),
    compiled: new Map(),
    models: new Map(),
    leaseMs: options.leaseMs ?? LEASE_MS,
    // One process alone holds a PGlite directory.
    aloneSince: options.aloneSince ?? (db.kind === 'pglite' ? performance.timeOrigin : null),
    moverSilenceMs: options.moverSilenceMs ?? MOVER_SILENCE_MS,
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    batchSize: options.batchSize ?? (db.kind === 'pglite' ? 1_000 : 2_000),
    stopping: options.stopping ?? db.closing,
    at: options.at ?? (() => undefined),
  };
}
