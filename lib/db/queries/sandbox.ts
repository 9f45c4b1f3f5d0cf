import type { Sql } from '../client.ts';

/** What the sandbox keeps of a message. */
interface SandboxMessage {
  readonly key: string;
  readonly channel: string;
  readonly address: string;
}

/** What the sandbox has accepted, shard by shard (`SandboxStore` of lib/channels/sandbox.ts). */
interface SandboxRows {
  keep(shard: number, messages: readonly SandboxMessage[]): Promise<void>;
  kept(shard: number, keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/**
 * The sandbox's memory in the table `sandbox_delivery`. Give it the database and no transaction: the sandbox is another
 * party, and what it accepted stays accepted whatever becomes of the caller's own work. (A past that is made up takes its own.)
 */
export function sandboxStore(db: Pick<Sql, 'query'>): SandboxRows {
  return {
    keep: async (shard, messages) => {
      if (messages.length === 0) return;
      await db.query(
        `insert into sandbox_delivery (shard, key, channel, address)
         select $1::smallint, m.key, m.channel, m.address from unnest($2::text[], $3::text[], $4::text[]) m(key, channel, address)
         on conflict (shard, key) do nothing`,
        [shard, messages.map(({ key }) => key), messages.map(({ channel }) => channel), messages.map(({ address }) => address)],
        { keep: true },
      );
    },
    kept: async (shard, keys) => {
      if (keys.length === 0) return new Set();
      const rows = await db.query<{ key: string }>('select key from sandbox_delivery where shard = $1 and key = any($2::text[])', [
        shard,
        keys,
      ]);
      return new Set(rows.map(({ key }) => key));
    },
  };
}
