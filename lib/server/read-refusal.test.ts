import { describe, expect, it } from 'vitest';
import { FileRefused } from '#lib/portfolio/file-refused.ts';
import type { MappingDocument } from '#lib/portfolio/mapping.ts';
import { readFile } from '#lib/portfolio/read-file.ts';
import { bytesOf, testMapping } from '#lib/portfolio/testing.ts';
import { catalogueOf } from '#messages/catalogue.ts';
import { readRefusal } from './read-refusal.ts';

const HEAD = 'customer,invoice,due,amount,paid';

/** What the reader of files itself says of this row, or of the file. */
async function said(text: string, more: Partial<MappingDocument> = {}): Promise<string> {
  let reason = 'taken';
  try {
    for await (const { refused } of readFile(bytesOf(text), testMapping(more))) reason = refused[0]?.reason ?? reason;
  } catch (error) {
    if (error instanceof FileRefused) return error.message;
    throw error;
  }
  return reason;
}

const row = (cells: string, more?: Partial<MappingDocument>) => said(`${HEAD}\n${cells}\nC-2,F-2,2/2/2013,1,\nC-3,F-3,2/2/2013,1,\n`, more);
const account = (name: string, cell: string) =>
  said(`customer,invoice,amount,x\nC-1,F-1,1,${cell}\n`, {
    columns: { customer: 'debtor.id', invoice: 'account.id', amount: 'account.balance', x: name },
  });

describe('what was said of a refused row or file', () => {
  it.each([
    ['notDate', () => row('C-1,F-1,soon,1,')],
    ['otherOrder', () => row('C-1,F-1,31/1/2013,1,')],
    ['shortYear', () => row('C-1,F-1,1/2/13,1,')],
    ['noSuchDate', () => row('C-1,F-1,2/30/2013,1,')],
    ['noClock', () => row('C-1,F-1,2/3/2013 noon,1,')],
    ['notAmount', () => row('C-1,F-1,2/2/2013,x,')],
    ['otherDecimal', () => row('C-1,F-1,2/2/2013,"1.234,50",')],
    ['manyDecimals', () => row('C-1,F-1,2/2/2013,1.234,')],
    ['negative', () => row('C-1,F-1,2/2/2013,-1,')],
    ['hugeAmount', () => row('C-1,F-1,2/2/2013,99999999999999999,')],
    ['noAccount', () => row('C-1,,2/2/2013,1,')],
    ['noDebtor', () => row(',F-1,2/2/2013,1,')],
    ['noBalance', () => row('C-1,F-1,2/2/2013,,')],
    ['moreCells', () => row('C-1,F-1,2/2/2013,1,,,')],
    ['fewerCells', () => row('C-1,F-1')],
    ['saidBefore', () => row('C-1,F-1,2/2/2013,1,\nC-1,F-1,2/2/2013,2,')],
    ['notCurrency', () => account('account.currency', 'pesos')],
    ['notOneOf', () => account('account.status', 'PAIDOFF')],
    ['notNumber', () => account('account.score', 'high')],
    ['notCountry', () => account('debtor.country', '391')],
    ['notLanguage', () => account('debtor.language', 'Español')],
    ['notZone', () => account('debtor.timezone', 'Bogota')],
    ['notYesNo', () => account('debtor.paperless', 'Paper')],
    ['notWhole', () => account('debtor.pushCount', '1.5')],
    ['notTime', () => account('debtor.preferredFrom', 'noon')],
    ['notJson', () => account('debtor.hoursOverride', 'nine')],
    ['tooLong', () => account('debtor.name', 'x'.repeat(2_001))],
    ['empty', () => said('')],
    ['noHeading', () => said(`${HEAD}\n`, { headingRow: 7 })],
    ['noRows', () => said(`${HEAD}\n`)],
    ['wholeOrder', () => said(`${HEAD}\nC-1,F-1,31/1/2013,1,\n`)],
    ['missingColumn', () => said('customer,invoice\nC-1,F-1\n')],
    ['doubleColumn', () => said(`${HEAD},due\nC-1,F-1,2/2/2013,1,,\n`)],
    ['openQuote', () => said(`${HEAD}\n"C-1,F-1,2/2/2013,1,\n`)],
    ['notText', () => said('\0\0\0\0')],
    ['notUtf8', () => latin1({ encoding: 'utf-8' })],
    ['isUtf8', () => said(`${HEAD}\nNé,F-1,2/2/2013,1,\n`, { encoding: 'windows-1252' })],
  ])('is known as %s', async (code, say) => {
    const reason = await say();
    expect([reason, readRefusal(reason)?.code]).toEqual([reason, code]);
  });

  it.each([
    ['absentNothing', 'no row of the file could be taken, so that no account is closed; nothing was taken'],
    ['absentUnnamed', '3 rows do not say their account, so that none is closed; nothing was taken'],
    [
      'absentOthers',
      'the accounts that the file does not name are others than those that were shown; nothing was taken. Check the file again',
    ],
  ])('is known as %s, which absent-accounts.db.test.ts has said', (code, reason) => {
    expect(readRefusal(reason)?.code).toBe(code);
  });

  it('names the column and what stood in it', async () => {
    expect(readRefusal(await row('C-1,F-1,"el 3 de ""mayo""",1,'))).toEqual({
      code: 'notDate',
      column: 'due',
      facts: { value: 'el 3 de "mayo"' },
    });
  });

  it('that nobody knows is left as it stands', () => {
    expect(readRefusal('something new')).toBeNull();
  });

  it('has a sentence in every language with the facts that it names', async () => {
    for (const language of ['es', 'en', 'pt'] as const) {
      const { refusal } = (await catalogueOf(language)).importing;
      for (const [code, sentence] of Object.entries(refusal)) expect([code, typeof sentence]).toEqual([code, 'string']);
    }
  });
});

async function latin1(more: Partial<MappingDocument>): Promise<string> {
  const bytes = Buffer.from(`${HEAD}\nN\u00e9stor,F-1,2/2/2013,1,\n`, 'latin1');
  try {
    for await (const _ of readFile(bytesOf(bytes), testMapping(more)));
  } catch (error) {
    if (error instanceof FileRefused) return error.message;
    throw error;
  }
  return 'taken';
}
