import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseInstant } from '#lib/base/instant.ts';
import { compile } from '#lib/interpreter/compile.ts';
import { readScenario } from '#lib/interpreter/scenario.ts';
import { differences, readExpectation } from '#lib/interpreter/scenario-check.ts';
import { simulateScenario } from '#lib/interpreter/simulate.ts';
import { answerCases } from '#lib/policy/case.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import { policyInForce } from '#lib/runner/policy-in-force.ts';
import { validateCase } from './commands/lint.ts';
import { root } from './root.ts';

const folder = join(root, 'fixtures', 'conformance');
const names = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'decide.json');
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

const finding = z.object({ code: z.string(), severity: z.string(), node: z.string().optional(), edge: z.string().optional() });
const validating = z.object({ expect: z.object({ findings: z.array(finding) }) });

describe('cases of our own: what is wrong with a journey', () => {
  it.each(names.filter((name) => name.startsWith('validate-')))('%s', (name) => {
    const answer = validateCase(read(name));
    if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
    const found = answer.value.findings.map((one) => finding.parse(one));
    expect(found).toEqual(validating.parse(read(name)).expect.findings);
  });
});

describe('cases of our own: what a journey does, in memory', () => {
  it.each(names.filter((name) => !name.startsWith('validate-')))('%s', async (name) => {
    const scenario = readScenario(read(name));
    if (!scenario.ok) throw new Error(JSON.stringify(scenario.problems));
    const expected = readExpectation(z.object({ expect: z.unknown() }).parse(read(name)).expect);
    if (!expected.ok) throw new Error(JSON.stringify(expected.problems));
    const { policy: policyCode, topicDays, journey } = scenario.value;
    const inForce = await policyInForce({ policyCode, topicDays }, [compile(journey)]);
    expect(differences(simulateScenario(scenario.value, inForce), expected.value)).toEqual([]);
  });
});

const answer = z.object({ allowed: z.boolean(), blockedBy: z.array(z.string()), earliestNextAllowed: z.string().nullable() });
const decisions = z.object({ cases: z.array(z.object({ id: z.string(), why: z.string(), expect: answer })) });

describe('cases of our own: what the contact policy decides', () => {
  const value = read('decide.json');
  const answered = answerCases(countryPresets(), value);
  const answers = answered.ok ? answered.value : [];

  it.each(decisions.parse(value).cases.map((one, index) => ({ ...one, index })))('$id: $why', ({ expect: wanted, index }) => {
    const got = answers[index];
    if (!got?.ok) throw new Error(JSON.stringify(got));
    const asInstant = ({ allowed, blockedBy, earliestNextAllowed }: z.infer<typeof answer>) => ({
      allowed,
      blockedBy,
      earliest: earliestNextAllowed === null ? null : parseInstant(earliestNextAllowed.replace(/(T\d{2}:\d{2})([Z+-])/, '$1:00$2')),
    });
    expect(asInstant(answer.parse(got.value))).toEqual(asInstant(wanted));
  });
});
