import type { Instant } from '#lib/base/instant.ts';
import type { ChannelProvider, OutgoingMessage } from '#lib/channels/channel.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import { documentOf, type Story } from '#lib/interpreter/testing/story.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { publishJourney } from '../publish.ts';

/** The drawing of a journey as a story tells it. */
export type Drawing = Pick<Story, 'nodes' | 'ways' | 'exitWhen' | 'suspendWhen'>;

/** What stands in a workspace before anything has happened. Accounts are of d1, owe 1,000.00 and are due on 2026-03-20 unless they say otherwise. */
export interface Scene {
  readonly slug?: string;
  /** A test workspace whose clock shows `at`; null: a live one, prepared at `at`. */
  readonly clock?: 'test' | 'live';
  readonly at: Instant;
  readonly journeys: Readonly<Record<string, Drawing>>;
  readonly debtors?: readonly DebtorInput[];
  readonly accounts: readonly (Partial<AccountInput> & { readonly externalId: string })[];
}

/** Makes the workspace, publishes its journeys and takes its portfolio over. */
export async function setScene(tx: Sql, scene: Scene): Promise<PortfolioWorkspace> {
  const { slug = 'stage', clock = 'test', at, journeys } = scene;
  const workspace = await createWorkspace(tx, {
    slug,
    name: slug,
    mode: clock,
    country: 'CO',
    timezone: 'America/Bogota',
    currency: 'COP',
    ...(clock === 'test' ? { clockAt: at } : {}),
  });
  for (const [key, drawing] of Object.entries(journeys)) await publishJourney(tx, workspace, drawn(drawing, key), [STAND_IN_TEMPLATE], at);
  const { refused } = await upsertPortfolio(tx, workspace, portfolioOf(scene), at);
  if (refused[0]) throw new Error(refused[0].reason);
  return workspace;
}

/** A drawing as a document; throws where it cannot be read. */
export function drawn(drawing: Drawing, key: string): JourneyDocument {
  const read = readJourney(documentOf(drawing, key));
  if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return read.value;
}

function portfolioOf({ debtors, accounts }: Scene) {
  const owed = accounts.map((account) => ({
    debtorExternalId: 'd1',
    currency: 'COP',
    balance: 100_000,
    dueDate: '2026-03-20',
    ...account,
  }));
  const ids = [...new Set(owed.map((account) => account.debtorExternalId))];
  return {
    accounts: owed,
    debtors: debtors ?? ids.map((externalId) => ({ externalId, email: `${externalId}@example.com`, phone: '+573001234567' })),
  };
}

/** A provider that accepts everything, writes down what it was handed, and can be kept waiting. */
export class SlowChannel implements ChannelProvider {
  readonly name = 'slow';
  readonly handedOver: OutgoingMessage[] = [];
  /** Called with each batch after it was written down; the answer waits for it. */
  before: (batch: readonly OutgoingMessage[]) => Promise<void> = async () => undefined;

  async deliver(batch: readonly OutgoingMessage[]) {
    this.handedOver.push(...batch);
    await this.before(batch);
    return batch.map(({ key }) => ({ key, kind: 'accepted' as const, reference: key }));
  }

  async accepted(_shard: number, keys: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(this.handedOver.map(({ key }) => key).filter((key) => keys.includes(key)));
  }
}

/** A door that somebody waits at until it is opened. */
export function door(): { readonly waits: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { waits: promise, open: resolve };
}

/** The database with something done between two transactions: after the `nth` that ends, before anybody hears of it. */
export function interrupted(db: Database, nth: number, work: () => Promise<void>): Database {
  let ended = 0;
  return {
    ...db,
    transaction: async (inside) => {
      const result = await db.transaction(inside);
      if (++ended === nth) await work();
      return result;
    },
  };
}
