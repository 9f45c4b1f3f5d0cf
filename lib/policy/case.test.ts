import { describe, expect, it } from 'vitest';
import { answerCases } from './case.ts';
import published from './presets/cases.json' with { type: 'json' };
import { countryPresets } from './presets.ts';

describe('the published cases of the contact policy', () => {
  const answers = answerCases(countryPresets(), published);

  it.each(published.cases.map((one, index) => [one.id, one.why, index] as const))('%s: %s', (_id, _why, index) => {
    const answer = answers.ok ? answers.value[index] : undefined;
    if (!answer?.ok) throw new Error(JSON.stringify(answer));
    const { allowed, blockedBy, earliestNextAllowed } = published.cases[index]?.expect ?? {};
    expect(answer.value).toMatchObject({ allowed, blockedBy });
    const earliest = answer.value.earliestNextAllowed;
    expect(earliest && Date.parse(earliest)).toBe(earliestNextAllowed ? Date.parse(earliestNextAllowed) : null);
  });
});
