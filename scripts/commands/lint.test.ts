import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../root.ts';
import { UsageError } from './command.ts';
import { command, validateCase } from './lint.ts';

const folder = mkdtempSync(join(tmpdir(), 'cadenza-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const clean = {
  format: 'cadenza.journey/1',
  key: 'k',
  name: 'n',
  stages: [],
  nodes: [
    {
      id: 'in',
      type: 'entry',
      position: { x: 0, y: 0 },
      config: { trigger: { kind: 'segment', where: { combinator: 'and', rules: [] } } },
    },
    { id: 'x', type: 'exit', position: { x: 0, y: 0 }, config: { outcome: 'done' } },
  ],
  edges: [{ id: 'e1', source: 'in', sourceHandle: 'next', target: 'x' }],
};

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, content instanceof Uint8Array || typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function lint(...files: string[]) {
  const out: unknown[] = [];
  const errors: string[] = [];
  const io = { stdout: (line: string) => out.push(JSON.parse(line)), stderr: (line: string) => errors.push(line) };
  const code = await command.run(files, io);
  return { code, out, errors };
}

/** What stands on standard error for a file that is no journey, without the file's name. */
async function refusal(name: string, content: unknown): Promise<string[]> {
  const path = file(name, content);
  const { code, out, errors } = await lint(path);
  expect([code, out]).toEqual([2, []]);
  return errors.map((line) => line.replace(`${path}: `, ''));
}

describe('cadenza lint', () => {
  it('prints nothing for a journey with nothing wrong, and says yes', async () => {
    expect(await lint(file('clean.json', clean))).toEqual({ code: 0, out: [], errors: [] });
  });

  it('prints an edge to nowhere with its sentence, and says no', async () => {
    const path = file('nowhere.json', {
      ...clean,
      edges: [...clean.edges, { id: 'e2', source: 'in', sourceHandle: 'next', target: 'ghost' }],
    });
    expect(await lint(path)).toEqual({
      code: 1,
      errors: [],
      out: [
        {
          file: path,
          code: 'edge-to-missing-node',
          severity: 'error',
          edge: 'e2',
          path: '$.edges[1].target',
          message: 'Edge “e2” leads to “ghost”, and there is no such node. Lead it to a node that exists, or remove it.',
        },
      ],
    });
  });

  it('says yes where there are only warnings', async () => {
    const { code, out } = await lint(file('warned.json', { ...clean, nodes: [{ ...clean.nodes[0], stage: 'gone' }, clean.nodes[1]] }));
    expect([code, out]).toMatchObject([0, [{ code: 'outside-stage', severity: 'warning', node: 'in' }]]);
  });

  it('names an unknown key where it stands', async () => {
    const nodes = [{ ...clean.nodes[0], colour: 'red' }, clean.nodes[1]];
    expect(await refusal('key.json', { ...clean, nodes, edgez: [] })).toEqual([
      '$.nodes[0].colour: Unknown key "colour". Remove it or correct its spelling.',
      '$.edgez: Unknown key "edgez". Remove it or correct its spelling.',
    ]);
  });

  it('names an unknown key deep inside a predicate', async () => {
    const where = { combinator: 'and', rules: [{ combinator: 'or', rules: [{ field: 'account.balance', operator: '>', valeu: 1 }] }] };
    const nodes = [{ ...clean.nodes[0], config: { trigger: { kind: 'segment', where } } }, clean.nodes[1]];
    expect(await refusal('deep.json', { ...clean, nodes })).toEqual([
      '$.nodes[0].config.trigger.where.rules[0].rules[0].valeu: Unknown key "valeu". Remove it or correct its spelling.',
    ]);
  });

  it('names a wrong type, a newer format, a document that is no JSON, one that is not UTF-8, one that is not there', async () => {
    expect(await refusal('type.json', { ...clean, name: 5 })).toEqual(['$.name: Invalid input: expected string, received number']);
    expect(await refusal('newer.json', { ...clean, format: 'cadenza.journey/9' })).toEqual([
      '$.format: This is cadenza.journey/9, which is newer than cadenza.journey/1, the newest format that this version reads. Update Cadenza and open it again.',
    ]);
    expect((await refusal('broken.json', '{"format":')).join()).toMatch(/^\$: This is not JSON: .+\.$/);
    expect(await refusal('latin.json', Uint8Array.from([0x22, 0xe1, 0x22]))).toEqual(['$: This is not UTF-8. Save the file as UTF-8.']);
    expect((await lint(join(folder, 'none.json'))).errors.join()).toMatch(/none\.json: \$: This file cannot be read: ENOENT/);
  });

  it('goes on after a file that cannot be read, and ends with the worst answer', async () => {
    const { code, out } = await lint(file('bad.json', 'x'), file('no-entry.json', { ...clean, nodes: [clean.nodes[1]], edges: [] }));
    expect([code, out]).toMatchObject([2, [{ code: 'no-entry' }]]);
  });

  it('asks for a file where none is given', async () => {
    await expect(lint()).rejects.toThrow(UsageError);
  });
});

const validating = z.object({ validate: z.literal(true), expect: z.object({ findings: z.array(z.record(z.string(), z.unknown())) }) });

describe('the validate cases', () => {
  const names = readdirSync(join(root, 'conformance')).filter((name) => name.startsWith('validate-'));

  it.each(names)('%s finds what is listed and no other error', (name) => {
    const value: unknown = JSON.parse(readFileSync(join(root, 'conformance', name), 'utf8'));
    const expected = validating.parse(value).expect.findings;
    const answer = validateCase(value);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
    const { findings } = answer.value;
    for (const one of expected) expect(findings).toContainEqual({ ...one, message: expect.any(String) });
    expect(findings.filter((one) => one.severity === 'error')).toHaveLength(expected.filter((one) => one.severity === 'error').length);
  });

  const told = (value: object) => {
    const answer = validateCase({ validate: true, ...value });
    return answer.ok ? answer.value.findings.map(({ code, node }) => `${code} ${node}`) : answer.problems;
  };
  const late = {
    id: 'm',
    type: 'message',
    position: { x: 0, y: 0 },
    config: { when: { kind: 'due', days: 1, at: '20:00' }, channel: { mode: 'fixed', channel: 'email' }, template: 'reminder' },
  };
  const telling = {
    ...clean,
    nodes: [...clean.nodes, late],
    edges: [
      { id: 'e1', source: 'in', sourceHandle: 'next', target: 'm' },
      { id: 'e2', source: 'm', sourceHandle: 'sent', target: 'x' },
    ],
  };

  it('are judged by the policy that they name, and by none without one', () => {
    expect(told({ policy: 'CO', journey: telling })).toEqual(['never-allowed m']);
    expect(told({ workspace: { policy: 'CO' }, journey: telling })).toEqual(['never-allowed m']);
    expect(told({ policy: 'MX', journey: telling })).toEqual([]);
    expect(told({ policy: null, journey: telling })).toEqual([]);
    expect(told({ policy: 'XX', journey: telling })).toMatchObject([{ path: '$.policy' }]);
  });

  it('know no journey but their own', () => {
    const handover = { id: 'h', type: 'handover', position: { x: 0, y: 0 }, config: { journey: 'other', mode: 'start' } };
    const journey = {
      ...clean,
      nodes: [...clean.nodes, handover],
      edges: [
        { id: 'e1', source: 'in', sourceHandle: 'next', target: 'h' },
        { id: 'e2', source: 'h', sourceHandle: 'next', target: 'x' },
      ],
    };
    expect(told({ policy: null, journey })).toEqual(['unknown-journey h']);
  });

  it('refuse a journey that cannot be read', () => {
    expect(validateCase({ validate: true, journey: 3 })).toMatchObject({ ok: false, problems: [{ path: '$' }] });
    expect(validateCase(null)).toMatchObject({ ok: false });
  });
});
