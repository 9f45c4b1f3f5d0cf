import type { Preset, PresetFile, RuleLists } from './preset.ts';
import type { Rule, RuleBook } from './rule.ts';

/** The rules of a preset, a subdivision or a workspace, enforced or not, as one list. */
export function rulesOf(lists: RuleLists): readonly Rule[] {
  const { singleChannel, thirdParty, consent, optOut } = lists;
  return [
    ...lists.hours.map((rule) => ({ ...rule, kind: 'hours' as const })),
    ...lists.caps.map((rule) => ({ ...rule, kind: 'cap' as const })),
    ...lists.spacing.map((rule) => ({ ...rule, kind: 'spacing' as const })),
    ...(singleChannel ? [{ ...singleChannel, kind: 'singleChannel' as const }] : []),
    ...lists.afterEvent.map((rule) => ({ ...rule, kind: 'afterEvent' as const, dayOne: rule.dayOne === 'event-day' })),
    ...lists.forbiddenChannels.map((rule) => ({ ...rule, kind: 'forbiddenChannels' as const })),
    ...(thirdParty ? [{ ...thirdParty, kind: 'thirdParty' as const, roles: thirdParty.allowedRoles }] : []),
    ...lists.forbiddenRecipients.map((rule) => ({ ...rule, kind: 'forbiddenRecipients' as const })),
    ...(consent ? [{ ...consent, kind: 'consent' as const }] : []),
    ...(optOut ? [{ ...optOut, kind: 'optOut' as const }] : []),
    ...lists.stops.map((rule) => ({ ...rule, kind: 'stop' as const })),
    ...lists.contentForbidden.map((rule) => ({ ...rule, kind: 'contentForbidden' as const })),
    ...lists.notBefore.map((rule) => ({ ...rule, kind: 'notBefore' as const })),
  ];
}

/** Every rule of every preset and subdivision, enforced or not; no two have one id. */
export function everyRule(file: PresetFile): readonly Rule[] {
  const { optOut, socialPublic } = file.global;
  return [
    ...file.countries.flatMap((preset) => [...rulesOf(preset), ...Object.values(preset.subdivisions).flatMap(rulesOf)]),
    { ...socialPublic, kind: 'forbiddenChannels' },
    { ...optOut, kind: 'optOut' },
  ];
}

/**
 * All rules that a preset has for a subdivision, enforced or not: the country's, without those that the subdivision replaces, and
 * the subdivision's own; then those that hold everywhere, where the country has none of its kind.
 */
export function presetRules(file: PresetFile, preset: Preset | null, subdivision: string | null): readonly Rule[] {
  // Where people live is what an import says: `__proto__` is no subdivision.
  const region =
    preset && subdivision !== null && Object.hasOwn(preset.subdivisions, subdivision) ? preset.subdivisions[subdivision] : undefined;
  const replaced = region?.replaces ?? [];
  const national = preset ? rulesOf(preset).filter(({ id }) => !replaced.includes(id)) : [];
  const everywhere: Rule[] = [{ ...file.global.socialPublic, kind: 'forbiddenChannels' }];
  if (!national.some(({ kind }) => kind === 'optOut')) everywhere.push({ ...file.global.optOut, kind: 'optOut' });
  return [...national, ...(region ? rulesOf(region) : []), ...everywhere];
}

/** What binds a debtor under a preset as it is: the enforced rules. An unknown country has those that hold everywhere. */
export function presetBook(file: PresetFile, country: string | null, subdivision: string | null): RuleBook {
  const preset = file.countries.find(({ code }) => code === country) ?? null;
  return {
    rules: presetRules(file, preset, subdivision).filter(({ enforce }) => enforce),
    exemptions: preset?.exemptPurposes?.enforce ? [preset.exemptPurposes] : [],
    overrides: preset?.consumerOverride?.enforce ? [preset.consumerOverride] : [],
  };
}
