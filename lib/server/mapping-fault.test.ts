import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#lib/api/languages.ts';
import { readMapping } from '#lib/portfolio/mapping.ts';
import { MAPPING_FAULTS, type MappingFaultCode, type MappingProblem } from '#lib/portfolio/mapping-fault.ts';
import { catalogueOf } from '#messages/catalogue.ts';

const SOUND = {
  format: 'cadenza.mapping/1',
  dates: 'dmy',
  decimal: ',',
  timezone: 'America/Bogota',
  currency: 'COP',
  columns: { Crédito: 'account.id' },
};
const column = (field: string) => ({ columns: { ...SOUND.columns, X: field } });

/** A mapping with each fault. */
const FAULTY: Readonly<Record<MappingFaultCode, object>> = {
  newer: { format: 'cadenza.mapping/2' },
  shape: { columns: 7 },
  unknownKey: { extra: 1 },
  delimiter: { delimiter: '#' },
  encoding: { encoding: 'ebcdic' },
  dates: { dates: undefined },
  decimal: { decimal: undefined },
  zone: { timezone: 'Bogota' },
  currency: { currency: 'PESO' },
  noField: column('account.saldo'),
  noEventField: column('event.dispute.opened'),
  fromEvents: column('account.lastPaymentAt'),
  workedOut: column('account.promiseDate'),
  notByDate: column('event.promise.made.at'),
  filledTwice: column('account.id'),
  noDefault: { defaults: { 'payment.at': '1/1/2026' } },
  noIdentity: { columns: { Nombre: 'debtor.name' } },
  amountAlone: column('payment.amount'),
  needsAccount: { columns: { D: 'debtor.id', Saldo: 'account.balance' } },
};

function problemsOf(code: MappingFaultCode): readonly MappingProblem[] {
  const read = readMapping({ ...SOUND, ...FAULTY[code] });
  return read.ok ? [] : read.problems;
}

describe('a fault of a mapping', () => {
  it.each(MAPPING_FAULTS)('is known as %s by the room that finds it', (code) => {
    expect(problemsOf(code).map(({ fault }) => fault.code)).toContain(code);
  });

  it.each(LANGUAGES)('is said in %s with all that it names', async (locale) => {
    const messages = await catalogueOf(locale);
    const said = MAPPING_FAULTS.map((code) => {
      const found = problemsOf(code).find(({ fault }) => fault.code === code);
      const t = createTranslator({ locale, messages, namespace: 'importing.fault', onError: (error) => expect.unreachable(error.message) });
      return t(code, found?.fault.values);
    });
    expect(new Set(said).size).toBe(MAPPING_FAULTS.length);
    expect(said.filter((sentence) => /[{}]|importing\./.test(sentence))).toEqual([]);
  });

  it('names the column that it is about', () => {
    expect(problemsOf('noField')).toMatchObject([{ column: 'X', fault: { values: { field: 'account.saldo' } } }]);
  });
});
