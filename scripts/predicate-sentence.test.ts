import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { fieldName, type LooseWords, operatorName, type PredicateWords, predicateSentence } from '#lib/api/predicate-sentence.ts';
import { FIELDS } from '#lib/facts/catalogue.ts';
import { operatorsOf } from '#lib/facts/operators.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import en from '#messages/en.json' with { type: 'json' };
import es from '#messages/es.json' with { type: 'json' };
import pt from '#messages/pt.json' with { type: 'json' };
import studioEn from '#messages/studio.en.json' with { type: 'json' };
import studioEs from '#messages/studio.es.json' with { type: 'json' };
import studioPt from '#messages/studio.pt.json' with { type: 'json' };

const catalogues = { es: { ...es, ...studioEs }, en: { ...en, ...studioEn }, pt: { ...pt, ...studioPt } };
type Locale = keyof typeof catalogues;
const LOCALES: readonly Locale[] = ['es', 'en', 'pt'];

function wordsIn(locale: Locale): PredicateWords {
  // Widened: keys come from documents.
  const messages: Parameters<typeof createTranslator>[0]['messages'] = catalogues[locale];
  const t = createTranslator({ locale, messages });
  const loose =
    (namespace: string): LooseWords =>
    (key, values) =>
      t.has(`${namespace}.${key}`) ? t(`${namespace}.${key}`, values) : null;
  return {
    fields: loose('fields'),
    operators: loose('operators'),
    fieldValues: loose('fieldValues'),
    accountStatus: loose('accountStatus'),
    steps: loose('steps'),
    locale,
    currency: 'COP',
  };
}

const said = (predicate: Predicate) => LOCALES.map((locale) => predicateSentence(predicate, wordsIn(locale)));
const all = (...rules: Predicate['rules']): Predicate => ({ combinator: 'and', rules });

describe('a predicate in words', () => {
  it('has a name for every field of the catalogue and every operator that its type allows, in three languages', () => {
    for (const locale of LOCALES) {
      const { fields, operators } = wordsIn(locale);
      const nameless = FIELDS.filter(({ path }) => fieldName(fields, path) === path || fields(path) === null);
      expect([locale, nameless.map(({ path }) => path)]).toEqual([locale, []]);
      const signs = FIELDS.flatMap(({ type }) =>
        operatorsOf(type).map((operator) => [operator, operatorName(operators, type, operator)] as const),
      );
      const unsaid = signs.filter(([operator, name]) => name === operator && /[a-zA-Z]/.test(operator) && locale !== 'en');
      expect([locale, unsaid]).toEqual([locale, []]);
    }
  });

  it('has a name for every value that a field can have', () => {
    const chosen = FIELDS.filter(({ values }) => values !== null);
    expect(chosen.length).toBeGreaterThan(5);
    for (const { path, values } of chosen) {
      const [spanish = '', , portuguese = ''] = said(all({ field: path, operator: 'in', value: values }));
      for (const sentence of [spanish, portuguese]) expect(sentence).not.toMatch(/written_off|overdue|unknown|granted|\bletter\b/);
    }
  });

  it('reads back what was asked: amounts in their currency, groups in brackets, what is denied', () => {
    const poor = all(
      { field: 'account.balance', operator: '>', value: 1_000_000 },
      {
        combinator: 'or',
        rules: [
          { field: 'account.daysPastDue', operator: 'between', value: [1, 30] },
          { field: 'account.status', operator: '=', value: 'disputed' },
        ],
      },
      { combinator: 'and', not: true, rules: [{ field: 'debtor.email', operator: 'null' }] },
    );
    expect(said(poor)).toMatchInlineSnapshot(`
      [
        "Saldo > 10.000 · (Días de mora entre 1 y 30 o Estado de la cuenta es En disputa) · (no (Correo no se sabe))",
        "Balance > 10,000 · (Days past due between 1 and 30 or Account status is Disputed) · (not (Email is not known))",
        "Saldo > 10.000 · (Dias de atraso entre 1 e 30 ou Estado da conta é Em disputa) · (não (E-mail não se sabe))",
      ]
    `);
  });

  it('says nothing of what asks nothing, and shows what it does not know by its path', () => {
    expect(said({ combinator: 'and', rules: [all()] })).toEqual(['', '', '']);
    expect(said(all({ field: 'account.attributes.plate', operator: '=', value: 'A' }))[0]).toMatch(/^plate /);
    expect(said(all({ field: 'no.such', operator: 'is', value: { a: 1 } }))[0]).toContain('no.such');
  });
});
