import { beforeAll, describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { type Outcome, runMutants } from './run-mutants.ts';

/** One run of the tests for all mutants takes some 20 s of one core. */
const PATIENCE = 300_000;
let outcomes: ReadonlyMap<string, Outcome> = new Map();

beforeAll(async () => {
  outcomes = await runMutants('sentences');
}, PATIENCE);

describe('the tests of interpreter and policy', () => {
  it('pass on both as they are', () => {
    expect(outcomes.get('unchanged')).toMatchObject({ failed: [], errors: [] });
    expect(outcomes.get('unchanged')?.passed).toBeGreaterThan(250);
  });

  it.each(mutants)('kill $name: $breaks', ({ name }) => {
    expect(outcomes.get(name)).toMatchObject({ errors: [] });
    expect(outcomes.get(name)?.failed).not.toEqual([]);
    expect(outcomes.get(name)?.passed).toBeGreaterThan(0);
  });
});
