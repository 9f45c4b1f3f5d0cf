import { describe, expect, it } from 'vitest';
import { bookOf } from './book-of.ts';
import { contentAsked, FLAGS, SAID, unsaid } from './content.ts';
import { NO_OWN_POLICY } from './own-policy.ts';
import { countryPresets } from './presets.ts';

const asked = (country: string) => contentAsked(countryPresets(), country, bookOf(countryPresets(), country, NO_OWN_POLICY)(country, null));

describe('what a policy asks of the words of a message', () => {
  it('is known for every disclosure of the presets but the notice of assignment, which is a letter of its own', () => {
    const stated = countryPresets().countries.flatMap(({ disclosures }) => disclosures.filter(({ enforce }) => enforce));
    const known = countryPresets().countries.flatMap(({ code }) => asked(code).disclosures);
    expect(stated.map(({ id }) => id).filter((id) => !known.some((rule) => rule.id === id))).toEqual(['AR-CABA-DISC']);
    expect(known.find(({ id }) => id === 'CO-DISC')).toMatchObject({
      when: 'every',
      items: ['creditor', 'collection', 'obligation', 'opt-out'],
    });
    expect(known.find(({ id }) => id === 'MX-DISC')?.items).toHaveLength(8);
    expect(new Set(known.flatMap(({ items }) => items))).toEqual(new Set(SAID));
  });

  it('names every flag that a preset forbids', () => {
    const forbidden = countryPresets().countries.flatMap(({ code }) => asked(code).forbidden.flatMap(({ flags }) => flags));
    expect(new Set(forbidden)).toEqual(new Set(FLAGS));
  });

  it('is asked of each message, of electronic ones or of the first, and of none that collects nothing', () => {
    const rule = (when: 'every' | 'electronic' | 'first') => ({ id: 'X', article: null, when, items: ['creditor', 'opt-out'] as const });
    expect(unsaid(rule('every'), 'letter', false, ['creditor'])).toEqual(['opt-out']);
    expect(unsaid(rule('electronic'), 'letter', true, [])).toEqual([]);
    expect(unsaid(rule('electronic'), 'sms', false, [])).toEqual(['creditor', 'opt-out']);
    expect(unsaid(rule('first'), 'sms', false, [])).toEqual([]);
    expect(unsaid(rule('first'), 'sms', true, ['creditor', 'opt-out'])).toEqual([]);
    expect(unsaid(rule('every'), 'sms', true, ['no-collection'])).toEqual([]);
  });
});
