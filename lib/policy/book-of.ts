import type { BookOf } from './governor.ts';
import { type OwnPolicy, withOwnPolicy } from './own-policy.ts';
import type { PresetFile } from './preset.ts';
import { presetBook, presetRules } from './rules-of.ts';

/**
 * Where the rules of a debtor's country are read in a workspace: the preset's with its own beside them; where it chose no
 * country's policy (`policyCode` null) its own alone, wherever the debtor lives.
 */
export function bookOf(presets: PresetFile, policyCode: string | null, own: OwnPolicy): BookOf {
  if (policyCode === null) {
    const house = withOwnPolicy([], { rules: [], exemptions: [], overrides: [] }, own);
    return () => house;
  }
  return (country, subdivision) => {
    const preset = presets.countries.find(({ code }) => code === country) ?? null;
    return withOwnPolicy(presetRules(presets, preset, subdivision), presetBook(presets, country, subdivision), own);
  };
}
