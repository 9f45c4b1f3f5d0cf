import { type PresetFile, presetFile } from './preset.ts';
import presets from './presets/policies.json' with { type: 'json' };

let read: PresetFile | null = null;

/** The presets of 14 countries, read once: 80 kB of JSON, not for the browser. Throws where the file of this version does not hold. */
export function countryPresets(): PresetFile {
  read ??= presetFile.parse(presets);
  return read;
}

/** The countries of which there is a preset, by their codes. */
export function policyCountries(): readonly string[] {
  return countryPresets().countries.map(({ code }) => code);
}
