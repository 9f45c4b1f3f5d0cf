import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJourney } from '#lib/journey/document.ts';
import { runScenario } from './run-scenarios.ts';

const folder = join(import.meta.dirname, '..', '..', 'conformance');
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && !name.startsWith('validate-'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));

const journeyOf = (value: { journey: unknown }) => {
  const read = readJourney(value.journey);
  if (!read.ok) throw new Error('unreadable');
  return read.value;
};

describe('a test case of a journey', () => {
  it.each(cases)('holds: $name', async (value) => {
    expect(await runScenario(value, journeyOf(value))).toMatchObject({ holds: true, differences: [], problems: [] });
  });

  it('says what came otherwise where the journey is another', async () => {
    const unpaid = cases.find(({ name }) => name === 'nobody pays') ?? cases[0];
    const journey = journeyOf(unpaid);
    const silent = { ...journey, nodes: journey.nodes.filter((node) => node.type !== 'message') };
    const result = await runScenario(unpaid, silent);
    expect(result.holds).toBe(false);
    expect(result.differences.some(({ part, kind }) => part === 'contacts' && kind === 'missing')).toBe(true);
  });

  it('says where it cannot be read, and throws for nothing', async () => {
    const [value] = cases;
    const journey = journeyOf(value);
    expect(await runScenario(null, journey)).toMatchObject({ holds: false, name: '' });
    expect(await runScenario([], journey)).toMatchObject({ holds: false });
    expect((await runScenario({ ...value, expect: {} }, journey)).problems).toMatchObject([{ path: '$.expect' }]);
    const long = await runScenario({ ...value, to: '2999-01-01T00:00:00Z' }, journey);
    expect(long.problems).toMatchObject([{ path: '$.to' }]);
    const other = await runScenario({ ...value, workspace: { ...value.workspace, policy: 'ZZ' } }, journey);
    expect(other.problems[0]?.message).toContain('no contact policy ZZ');
  });
});
