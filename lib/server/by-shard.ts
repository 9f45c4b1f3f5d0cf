import 'server-only';

/** How many shards of a wide workspace are asked at once: fewer than the connections of the pool. */
const SHARDS_AT_ONCE = 8;

/** Asks every shard, eight at a time; the answers in the order of the shards. */
export async function byShard<Answer>(shards: readonly number[], ask: (shard: number) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < shards.length; from += SHARDS_AT_ONCE)
    answers.push(...(await Promise.all(shards.slice(from, from + SHARDS_AT_ONCE).map(ask))));
  return answers;
}
