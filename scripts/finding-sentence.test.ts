import { describe, expect, it } from 'vitest';
import { finding, REASONS } from '#lib/journey/finding.ts';
import en from '#messages/findings.en.json' with { type: 'json' };
import es from '#messages/findings.es.json' with { type: 'json' };
import pt from '#messages/findings.pt.json' with { type: 'json' };
import { printedFinding } from './finding-sentence.ts';

type Sentences = Record<string, Record<string, string>>;
const catalogues: Record<string, Sentences> = { en: en.findings, es: es.findings, pt: pt.findings };
const every = Object.entries(REASONS).flatMap(([code, reasons]) => reasons.map((reason: string) => [code, reason] as const));

/** The values a sentence asks for: `{node}`, and the one a choice hangs on. */
const asked = (sentence = '') => {
  const plain = sentence.replace(/, select, .*?\}\}/, '}');
  return [...new Set([...plain.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort();
};

describe.each(Object.entries(catalogues))('the sentences of findings in %s', (_, sentences) => {
  it('are exactly those a finding can have', () => {
    const written = Object.entries(sentences).flatMap(([code, reasons]) => Object.keys(reasons).map((reason) => `${code}.${reason}`));
    expect(written.sort()).toEqual(every.map((parts) => parts.join('.')).sort());
  });

  it.each(every)('%s %s asks for the same values as in English', (code, reason) => {
    expect(asked(sentences[code]?.[reason])).toEqual(asked(catalogues.en?.[code]?.[reason]));
  });
});

describe('a printed finding', () => {
  it('says what is wrong and how to mend it, with names as they are', () => {
    const place = { node: 'm', path: '$.nodes[1].stage' };
    const one = finding('outside-stage', 'day', place, { node: 'It’s {late}', stage: 'Pre', day: '+3', from: '−10', to: '−1' });
    expect(printedFinding(one)).toEqual({
      code: 'outside-stage',
      severity: 'warning',
      ...place,
      message: '“It’s {late}” acts on day +3, outside its stage “Pre” (−10 to −1). Move it to the stage of that day, or change the day.',
    });
  });

  it('names what a value should have been', () => {
    const params = { where: 'in', field: 'account.balance', operator: '>', value: '"much"', type: 'money' };
    expect(printedFinding(finding('bad-predicate', 'value', {}, params)).message).toBe(
      'In “in” the value "much" does not suit “account.balance >”, which expects a whole number of minor units. Correct the value.',
    );
  });
});
