import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMapping } from './mapping.ts';

const SOUND = {
  format: 'cadenza.mapping/1',
  dates: 'dmy',
  decimal: ',',
  timezone: 'America/Bogota',
  currency: 'COP',
  columns: { Cliente: 'debtor.id', Crédito: 'account.id', Saldo: 'account.balance' },
};
const problems = (value: unknown) => {
  const read = readMapping(value);
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe('a mapping document', () => {
  it('is read with its defaults, maps, delimiter and encoding', () => {
    const read = readMapping({
      ...SOUND,
      delimiter: 'tab',
      encoding: 'Latin1',
      defaults: { 'debtor.country': 'CO' },
      columns: {
        ...SOUND.columns,
        Papel: { field: 'debtor.paperless', map: { Sí: true, '': false } },
        Pago: 'payment.at',
        Reclamo: 'event.dispute.opened.at',
      },
    });
    expect(read).toMatchObject({ ok: true, value: { delimiter: '\t', encoding: 'windows-1252', dates: 'dmy' } });
    expect(read.ok && read.value.columns.map(({ field }) => field.key)).toEqual([
      'externalId',
      'externalId',
      'balance',
      'paperless',
      'payment.received',
      'dispute.opened',
    ]);
  });

  it('of the fixtures is sound', () => {
    for (const name of ['ibm-accounts-receivable', 'loan-payments', 'invoices']) {
      expect(problems(JSON.parse(readFileSync(`fixtures/mappings/${name}.json`, 'utf8')))).toEqual([]);
    }
  });

  it('must decide the order of dates and the decimal sign', () => {
    expect(problems({ ...SOUND, dates: undefined, decimal: undefined })).toEqual([
      '$.dates: must say the order of dates: "dmy", "mdy" or "ymd"; it is never guessed',
      '$.decimal: must say the decimal sign: "." or ","',
    ]);
  });

  it('is refused with the path of what it cannot hold', () => {
    expect(problems({ ...SOUND, extra: 1 })).toEqual(['$.extra: "extra" is not known here; remove it or correct its spelling']);
    expect(problems({ ...SOUND, timezone: 'Bogota', currency: 'PESO' })).toEqual([
      '$.timezone: is not a time zone (an IANA name, as America/Bogota)',
      '$.currency: is not a currency in use (three letters of ISO 4217, as COP)',
    ]);
    expect(problems({ ...SOUND, columns: { Saldo: 'account.saldo', A: 'account.id' } })).toEqual([
      '$.columns["Saldo"]: "account.saldo" is no field; there are account.id, product, currency, balance, principal, dueDate, openedAt, status, segment, score, tags, asOf, attributes.<name>',
    ]);
    expect(problems({ ...SOUND, columns: { ...SOUND.columns, Otro: 'account.balance' } })).toEqual([
      '$.columns["Otro"]: account.balance is filled by "Saldo" already; one column can fill it',
    ]);
    expect(problems({ ...SOUND, columns: { A: { field: 'account.id', mapp: {} } } })[0]).toMatch(/^\$\.columns/);
    expect(problems([])[0]).toMatch(/^\$: /);
  });

  it('is refused where it asks for what is not imported, and says what to map instead', () => {
    const ask = (field: string) => problems({ ...SOUND, columns: { ...SOUND.columns, X: field } })[0];
    expect(ask('account.lastPaymentAt')).toBe('$.columns["X"]: account.lastPaymentAt comes from events; map the column to payment.at');
    expect(ask('account.promiseDate')).toBe(
      '$.columns["X"]: account.promiseDate is worked out from events and dates; it cannot be imported',
    );
    expect(ask('event.promise.made.at')).toMatch(/event\.promise\.made\.at cannot be filled by a date alone \(date: /);
    expect(ask('event.promise.kept.at')).toMatch(/is derived from payments and the calendar/);
    expect(ask('event.payed.at')).toMatch(/"payed" is no event type/);
    expect(ask('event.paperless.set.at')).toBeUndefined();
  });

  it('is refused where rows could not be told apart or a payment had no date', () => {
    expect(problems({ ...SOUND, columns: { Saldo: 'account.balance' } })).toEqual([
      '$.columns: no column fills account.id or debtor.id; a row without either cannot be told from another',
      '$.columns: account.balance needs a column for account.id',
    ]);
    expect(problems({ ...SOUND, columns: { ...SOUND.columns, P: 'payment.amount' } })).toEqual([
      '$.columns: payment.amount needs a column for payment.at: a payment has a date',
    ]);
    expect(problems({ ...SOUND, defaults: { 'payment.at': '1/1/2026' } })).toEqual([
      '$.defaults["payment.at"]: payment.at comes from a column; an event has no default',
    ]);
  });

  it('of a newer format is refused by name', () => {
    expect(problems({ ...SOUND, format: 'cadenza.mapping/2' })).toEqual([
      '$.format: cadenza.mapping/2 is newer than this installation, which reads cadenza.mapping/1; update it first',
    ]);
  });
});
