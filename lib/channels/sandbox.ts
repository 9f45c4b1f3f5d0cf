import type { ChannelProvider, OutgoingMessage } from './channel.ts';

/** The sandbox's own memory, apart from the contacts: what it has accepted, by key. */
export interface SandboxStore {
  /** Keeps these messages of one shard, for good once it resolves; keys that are kept already stay as they are. */
  keep(shard: number, messages: readonly OutgoingMessage[]): Promise<void>;
  /** Of these keys of one shard, those that are kept. */
  kept(shard: number, keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/** The provider of test workspaces: it accepts everything, each key once, and sends nothing to anyone. */
export function sandboxChannel(store: SandboxStore): ChannelProvider {
  return {
    name: 'sandbox',
    deliver: async (batch) => {
      for (const [shard, messages] of Map.groupBy(batch, (message) => message.shard)) await store.keep(shard, messages);
      return batch.map(({ key }) => ({ key, kind: 'accepted', reference: key }));
    },
    accepted: (shard, keys) => store.kept(shard, keys),
  };
}
