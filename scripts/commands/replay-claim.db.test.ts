import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Database, Sql } from '#lib/db/client.ts';
import { readScenario } from '#lib/interpreter/scenario.ts';
import { simulateScenario } from '#lib/interpreter/simulate.ts';
import { NO_HOLIDAYS } from '#lib/policy/holidays.ts';
import { openPolicy } from '#lib/policy/verdict.ts';
import { CLAIM } from '#lib/runner/claim.ts';
import type * as RunnerModule from '#lib/runner/runner.ts';
import { root } from '../root.ts';
import { command } from './replay.ts';

/*
 * `replay --engine database` stands on the statement by which the server's workers claim a shard: what is done to that
 * statement on its way to the database shows in the answers.
 */

const claims = vi.hoisted(() => ({ sent: 0, rewrite: (text: string): string => text }));

vi.mock('#lib/db/client.ts', async (original) => {
  const client = await original<{ openDatabase(place: object): Promise<Database> }>();
  return { ...client, openDatabase: async (place: object) => rewriting(await client.openDatabase(place)) };
});

/** Nobody waits five minutes for a shard that nobody has. */
vi.mock('#lib/runner/runner.ts', async (original) => {
  const runner = await original<typeof RunnerModule>();
  return { ...runner, createRunner: (db: Database) => runner.createRunner(db, { patienceMs: 200 }) };
});

function rewriting(db: Database): Database {
  const within = (tx: Sql): Sql => ({
    ...tx,
    query: <Row>(text: string, values?: readonly unknown[]) => {
      if (text !== CLAIM) return tx.query<Row>(text, values);
      claims.sent++;
      return tx.query<Row>(claims.rewrite(text), values);
    },
  });
  return { ...db, transaction: (work) => db.transaction((tx) => work(within(tx))) };
}

const CASE = join(root, 'conformance/cadence-unpaid.json');

async function replay(): Promise<{ code: number; answer: Record<string, unknown> }> {
  const lines: string[] = [];
  const code = await command.run(['--engine', 'database', CASE], { stdout: (line) => lines.push(line), stderr: () => undefined });
  return { code, answer: JSON.parse(lines[0] ?? 'null') };
}

function inMemory(): object {
  const scenario = readScenario(JSON.parse(readFileSync(CASE, 'utf8')));
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.problems));
  return {
    name: scenario.value.name,
    ...simulateScenario(scenario.value, { policy: openPolicy(scenario.value.topicDays), holidays: NO_HOLIDAYS }),
  };
}

/** The statement with one part of it changed; throws where it has no such part, so that a mutant cannot go stale. */
function changed(text: string, part: string, instead: string): string {
  if (!text.includes(part)) throw new Error(`the claim holds no "${part}" any more`);
  return text.replace(part, instead);
}

beforeEach(() => {
  claims.sent = 0;
  claims.rewrite = (text) => text;
});

it('answers by way of the claim, for each turn and each dispatch', async () => {
  expect(await replay()).toEqual({ code: 0, answer: inMemory() });
  expect(claims.sent).toBeGreaterThan(5);
});

it('answers nothing where the claim gets nothing', async () => {
  claims.rewrite = (text) =>
    changed(text, 'where shard = $1 and workspace_id = $2 and next_at', 'where false and shard = $1 and workspace_id = $2 and next_at');
  expect(await replay()).toMatchObject({ code: 2, answer: { error: expect.stringContaining('another worker keeps what is due') } });
  expect(claims.sent).toBeGreaterThan(0);
});

it('answers wrongly where the claim tells the wrong time', async () => {
  claims.rewrite = (text) =>
    changed(text, 'select (extract(epoch from coalesce(clock_at,', "select (extract(epoch from coalesce(clock_at - interval '5 hours',");
  const { answer } = await replay();
  expect(answer).not.toEqual(inMemory());
});

it('answers wrongly where the claim tells nothing of the journeys that are published', async () => {
  claims.rewrite = (text) => changed(text, 'j.live_version_id is not null', 'j.live_version_id is null');
  expect((await replay()).answer).toMatchObject({ contacts: [], enrollments: [] });
});
