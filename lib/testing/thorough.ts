/*
 * How often a property is tried: 1,000 times in `npm test`, 10,000 where one try takes less than a millisecond, and 100,000 in
 * `npm run test:long`. `CADENZA_RUNS=n` asks for another number, `CADENZA_SEED=n` for other tries; fast-check prints the seed of what failed.
 */

const asked = process.env.CADENZA_RUNS === undefined ? null : Number(process.env.CADENZA_RUNS);
const long = process.env.CADENZA_LONG ? 100_000 : null;

export const SEED = Number(process.env.CADENZA_SEED ?? 20_260_322);

/** For what takes a millisecond or more. */
export const RUNS = asked ?? long ?? 1_000;
/** For what takes less. */
export const QUICK_RUNS = asked ?? long ?? 10_000;

export const thorough = { seed: SEED, numRuns: RUNS };
export const quick = { seed: SEED, numRuns: QUICK_RUNS };

/** How long a test of properties may take, in milliseconds: a busy machine is slow, a long run is long. */
export const PATIENCE = process.env.CADENZA_LONG ? 7_200_000 : 180_000;
