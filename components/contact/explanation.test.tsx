import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#lib/api/languages.ts';
import type { Decision, Explanation } from '#lib/interpreter/explanation.ts';
import { countryPresets } from '#lib/policy/presets.ts';
import type { Rule } from '#lib/policy/rule.ts';
import { everyRule } from '#lib/policy/rules-of.ts';
import { catalogueOf } from '#messages/catalogue.ts';
import { useExplanation } from './use-explanation.ts';

const RULES = everyRule(countryPresets());
const UNTIL = { date: '2027-03-08', time: '07:00' };
/** The day above as all three languages write it. */
const DAY = /\b8 mar\.? 2027\b/i;

/** All the ways in which a rule stands between a contact and a person; `lifts`: whether it says until when. */
function waysOf({ id }: Rule): readonly { readonly lifts: boolean; readonly decision: Decision }[] {
  return [
    { lifts: false, decision: { kind: 'denied', rule: id } },
    { lifts: true, decision: { kind: 'deferred', rule: id, until: UNTIL, lastDate: '2027-03-05' } },
    { lifts: true, decision: { kind: 'ruled', rule: id, until: UNTIL } },
    { lifts: false, decision: { kind: 'ruled', rule: id, until: null } },
    { lifts: true, decision: { kind: 'told', choice: { kind: 'fixed' }, waited: { rule: id, until: UNTIL }, together: 1 } },
    { lifts: false, decision: { kind: 'unreachable', passed: [{ channel: 'sms', lack: 'rule', rule: id }] } },
    { lifts: false, decision: { kind: 'lost', passed: [{ channel: 'sms', lack: 'rule', rule: id }] } },
  ];
}

/** The sentences of a language, put together by the very hooks of the screens; a word that its catalogue lacks throws. */
async function sayingIn(language: (typeof LANGUAGES)[number]) {
  const messages = await catalogueOf(language);
  return (explanations: readonly Explanation[]): readonly string[] => {
    const sentences: string[] = [];
    function Says() {
      const say = useExplanation();
      sentences.push(...explanations.map(say));
      return null;
    }
    const fail = (error: Error) => {
      throw error;
    };
    renderToStaticMarkup(
      <NextIntlClientProvider locale={language} timeZone="UTC" messages={messages} onError={fail}>
        <Says />
      </NextIntlClientProvider>,
    );
    return sentences;
  };
}

const of = (rule: Rule, decision: Decision): Explanation => ({
  node: 'Aviso',
  journey: 'preventive',
  channel: 'sms',
  time: { kind: 'due', days: -5, time: '09:00', dueDate: '2027-03-10' },
  decision,
  rules: [rule],
});

describe.each(LANGUAGES)('a contact that a rule stood against, told in %s', (language) => {
  it('names the rule in words with its article, and when it lifts, for every rule of every country', async () => {
    const say = await sayingIn(language);
    const asked = RULES.flatMap((rule) => waysOf(rule).map((way) => ({ rule, ...way })));
    const sentences = say(asked.map(({ rule, decision }) => of(rule, decision)));
    const amiss = asked.flatMap(({ rule, lifts, decision }, place) => {
      const sentence = sentences[place] ?? '';
      const isNamed = rule.article === null ? !sentence.includes(rule.id) : sentence.includes(rule.article);
      const isDated = !lifts || (DAY.test(sentence) && sentence.includes(UNTIL.time));
      return isNamed && isDated && /[.]$/.test(sentence) ? [] : [`${rule.id} ${decision.kind}: ${sentence}`];
    });
    expect(amiss).toEqual([]);
    expect(RULES.length).toBeGreaterThan(60);
    expect(new Set(sentences).size).toBeGreaterThan(RULES.length * 5);
  });
});
