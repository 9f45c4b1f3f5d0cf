import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ended, startNode } from './child.ts';
import { root } from './root.ts';

const row = z.record(z.string(), z.unknown());
const outcome = z.object({ contacts: z.array(row), notSent: z.array(row), enrollments: z.array(row) });
const findings = z.array(z.object({ code: z.string(), severity: z.string(), node: z.string().optional(), edge: z.string().optional() }));
const findingsAnswer = z.object({ findings });
const conformanceCase = z.object({ name: z.string().optional(), expect: z.union([outcome, findingsAnswer]) });

const folder = join(root, 'conformance');
const cases = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ file, ...conformanceCase.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }));

/** Times are compared as instants: the same moment may be written with another offset. Not every file has its rows in the order of the answers. */
function comparable({ contacts, notSent, enrollments }: z.infer<typeof outcome>): unknown {
  const asInstants = (rows: z.infer<typeof row>[]) => rows.map((one) => ({ ...one, at: new Date(String(one.at)).toISOString() }));
  const inOrder = (rows: z.infer<typeof row>[]) => rows.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort();
  return { contacts: inOrder(asInstants(contacts)), notSent: inOrder(asInstants(notSent)), enrollments: inOrder(enrollments) };
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
    expect(lines).toHaveLength(cases.length);
    expect(code).toBe(0);
  });

  it.each(cases)('$file', ({ file, name, expect: expected }) => {
    const line = lines[cases.findIndex((one) => one.file === file)];
    if ('findings' in expected) {
      const told = findingsAnswer.parse(line).findings;
      expect(told).toEqual(expect.arrayContaining(expected.findings));
      expect(told.filter(({ severity }) => severity === 'error')).toEqual(expected.findings.filter(({ severity }) => severity === 'error'));
    } else {
      expect(line).toMatchObject({ name: name ?? basename(file) });
      expect(comparable(outcome.parse(line))).toEqual(comparable(expected));
    }
  });
});
