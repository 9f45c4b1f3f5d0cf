import { randomBytes } from 'node:crypto';

/** 128 bits of chance: nobody guesses another one's offer. */
const CHANCE_BYTES = 16;

/** A new last part of an offer's address: the shard in two hexadecimal digits, then chance. */
export function newOfferLink(shard: number): string {
  return shard.toString(16).padStart(2, '0') + randomBytes(CHANCE_BYTES).toString('base64url');
}

/** The shard that a link names; null for what is none. */
export function shardOfLink(link: string): number | null {
  const [, shard] = /^([0-9a-f]{2})[\w-]{22}$/.exec(link) ?? [];
  return shard === undefined ? null : Number.parseInt(shard, 16);
}

/** The whole address, at this installation as people reach it: `$CADENZA_URL`, else `$BETTER_AUTH_URL`, else this machine. */
export function offerAddress(link: string): string {
  const origin = process.env.CADENZA_URL ?? process.env.BETTER_AUTH_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
  return new URL(`/o/${link}`, origin).href;
}
