import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ended, startNode } from './child.ts';
import { root } from './root.ts';

/** They need country rules or a node type that the house does not have yet. */
const WAITING = ['colombia-grace-0.json', 'colombia-grace-1.json', 'experiment.json'];

const row = z.record(z.string(), z.unknown());
const outcome = z.object({ contacts: z.array(row), notSent: z.array(row), enrollments: z.array(row) });
const conformanceCase = z.object({ name: z.string(), validate: z.boolean().optional(), expect: z.unknown() });

const folder = join(root, 'conformance');
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json') && !WAITING.includes(file))
  .map((file) => ({ file, ...conformanceCase.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }))
  .filter((one) => !one.validate);

/** Times are compared as instants: the same moment may be written with another offset. */
function asInstants(rows: z.infer<typeof row>[]): unknown[] {
  return rows.map((one) => ({ ...one, at: new Date(String(one.at)).toISOString() }));
}

function comparable(answer: unknown): unknown {
  const { contacts, notSent, enrollments } = outcome.parse(answer);
  return { contacts: asInstants(contacts), notSent: asInstants(notSent), enrollments };
}

describe.each(['memory', 'database'])('cadenza replay --engine %s', (engine) => {
  let lines: unknown[] = [];
  let code: number | undefined;

  beforeAll(async () => {
    const files = cases.map(({ file }) => join('conformance', file));
    const replay = await ended(
      startNode(['scripts/cadenza.ts', 'replay', '--engine', engine, ...files], { stdio: ['ignore', 'pipe', 'inherit'] }),
    );
    code = replay.code;
    lines = replay.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }, 300_000);

  it('answers each file in a line and ends with 0', () => {
    expect(code).toBe(0);
    expect(lines).toHaveLength(cases.length);
  });

  it.each(cases)('$file: $name', (one) => {
    const line = lines[cases.indexOf(one)];
    expect(line).toMatchObject({ name: one.name });
    expect(comparable(line)).toEqual(comparable(one.expect));
  });
});
