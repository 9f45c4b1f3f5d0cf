import 'server-only';
import type { z } from 'zod';
import type { PolicyCountry, PolicyView, savePolicySchema } from '#lib/api/policy.ts';
import { localDateOf } from '#lib/base/civil.ts';
import { formatInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { debtorPlaces, type StoredPolicy, storedPolicy, writePolicy } from '#lib/db/queries/own-policy.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { type Explanation, rulesNamed } from '#lib/interpreter/explanation.ts';
import { NO_OWN_POLICY, type OwnPolicy, ownPolicyProblems, readOwnPolicy, tightened } from '#lib/policy/own-policy.ts';
import type { PolicyProblem } from '#lib/policy/policy-fault.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import type { Rule } from '#lib/policy/rule.ts';
import { everyRule, presetRules, rulesOf } from '#lib/policy/rules-of.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { holidayTable } from '#lib/runner/holidays.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { policySpeaker } from './policy-sentences.ts';
import type { WorkspaceSession } from './session.ts';

/** The contact policy of the workspace: what it chose, its own rules, and the presets of the countries its debtors live in. */
export async function readPolicyView(db: Sql, workspace: WorkspaceStanding): Promise<PolicyView> {
  const [stored, counted, whole] = await Promise.all([
    storedPolicy(db, workspace.id),
    byShard(shardsOf(workspace), (shard) => debtorPlaces(db, workspace.id, shard)),
    readWorkspace(db, workspace.id),
  ]);
  const today = localDateOf(workspaceNow(whole, Date.now()), workspace.timezone);
  const debtors = new Map<string, number>();
  const usual = stored.policyCode ?? workspace.country;
  for (const { country, debtors: count } of counted.flat()) debtors.set(country ?? usual, (debtors.get(country ?? usual) ?? 0) + count);
  const codes = [...debtors].sort(([, a], [, b]) => b - a).map(([code]) => code);
  const first = stored.policyCode ?? workspace.country;
  const presets = countryPresets();
  return {
    revision: stored.revision,
    preset: stored.policyCode,
    own: ownOf(stored),
    choices: presets.countries.map(({ code }) => code),
    countries: await countriesOf([first, ...codes.filter((code) => code !== first)], debtors, Number(today.slice(0, 4))),
    reviewedOn: presets.asOf,
    today,
  };
}

async function countriesOf(codes: readonly string[], debtors: ReadonlyMap<string, number>, year: number): Promise<PolicyCountry[]> {
  const presets = countryPresets();
  const holidays = await holidayTable(codes, [year, year + 1]);
  return codes.map((code) => {
    const preset = presets.countries.find((one) => one.code === code) ?? null;
    const national = presetRules(presets, preset, null);
    const regions = Object.keys(preset?.subdivisions ?? {}).map((region) => ({
      code: region,
      rules: presetRules(presets, preset, region).filter((rule) => !national.some(({ id }) => id === rule.id)),
    }));
    return {
      code,
      debtors: debtors.get(code) ?? 0,
      rules: preset ? national : null,
      subdivisions: regions,
      holidays: [...(holidays.get(code) ?? [])].sort(),
      sources: [...new Set(national.flatMap(({ sources }) => sources))],
    };
  });
}

/**
 * Saves which preset is in force and the workspace's own rules. Throws Refused: what cannot be read, would loosen a rule or
 * names none (422, each place by its JSON path), and another's change in between (409, with its revision).
 */
export async function changePolicy(
  db: Database,
  { person, workspace }: WorkspaceSession,
  { revision, preset, own: given }: z.infer<typeof savePolicySchema>,
): Promise<PolicyView> {
  const presets = countryPresets();
  if (preset !== null && !presets.countries.some(({ code }) => code === preset))
    throw await refusal([{ path: '$.preset', message: `${preset} has no policy.`, fault: 'preset', values: {} }]);
  const read = readOwnPolicy(given ?? {});
  if (!read.ok) throw await refusal(under(read.problems));
  const problems = ownPolicyProblems(everyRule(presets), read.value);
  if (problems.length > 0) throw await refusal(under(problems));
  await db.transaction(async (tx) => {
    if (!(await writePolicy(tx, workspace.id, revision, preset, read.value))) {
      const instead = await storedPolicy(tx, workspace.id);
      const conflict = { revision: instead.revision, at: formatInstant(instead.savedAt ?? 0), by: null, mine: false };
      throw new Refused(409, 'policy-conflict', undefined, { conflict });
    }
    const detail = { preset, own: read.value, revision: revision + 1 };
    await noteDeed(tx, { workspaceId: workspace.id, personId: person.id, action: 'policy.save', subject: workspace.slug, detail });
  });
  return readPolicyView(db, workspace);
}

async function refusal(problems: readonly PolicyProblem[]): Promise<Refused> {
  return new Refused(422, 'bad-policy', problems.map(await policySpeaker()));
}

function under(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return problems.map((problem) => ({ ...problem, path: problem.path.replace('$', '$.own') }));
}

/** The own rules as they are stored; none where there are none, or they cannot be read. */
export function ownOf({ own }: StoredPolicy): OwnPolicy {
  const read = own === null ? null : readOwnPolicy(own);
  return read?.ok ? read.value : NO_OWN_POLICY;
}

/** The rules that a decision can name, by id, as the workspace has them. */
export type NamedRules = ReadonlyMap<string, Rule>;

/** All rules of the presets and the workspace's own, by id, without sources and notes: for sentences. */
export async function namedRules(db: Sql, workspaceId: number): Promise<NamedRules> {
  const own = ownOf(await storedPolicy(db, workspaceId));
  const rules = [...everyRule(countryPresets()), ...rulesOf(own.rules)];
  return new Map(rules.map((rule) => [rule.id, { ...tightenedBy(rule, own), sources: [], note: null }]));
}

function tightenedBy(rule: Rule, own: OwnPolicy): Rule {
  return own.tighten.filter((one) => one.rule === rule.id).reduce((made, one) => tightened(made, one), rule);
}

export const NO_RULES: NamedRules = new Map();

/** An explanation with the rules that it names. */
export function withRules(why: Explanation, known: NamedRules): Explanation {
  const rules = rulesNamed(why).flatMap((id) => known.get(id) ?? []);
  return rules.length === 0 ? why : { ...why, rules };
}
