import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '#lib/base/instant.ts';
import type { MappingDocument } from './mapping.ts';
import { type RefusedRow, readFile, type TakenRow } from './read-file.ts';
import { bytesOf, testMapping, windows1252 } from './testing.ts';

const HEAD = 'customer,invoice,due,amount,paid\n';

async function read(file: string | Uint8Array, more: Partial<MappingDocument> = {}, size?: number) {
  const taken: TakenRow[] = [];
  const refused: RefusedRow[] = [];
  for await (const batch of readFile(bytesOf(file, size), testMapping(more))) {
    taken.push(...batch.taken);
    refused.push(...batch.refused);
  }
  return { taken, refused };
}
const reasons = async (rows: string, more: Partial<MappingDocument> = {}) =>
  (await read(HEAD + rows, more)).refused.map(({ row, reason }) => `${row}: ${reason}`);
const problem = async (file: string | Uint8Array, more: Partial<MappingDocument> = {}) => {
  try {
    await read(file, more);
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
};
const columns = (extra: MappingDocument['columns']): Partial<MappingDocument> => ({
  columns: { ...testMapping().document.columns, ...extra },
});

describe('rows', () => {
  it('become a debtor, an account and a payment, zeros in front kept', async () => {
    const { taken } = await read(`${HEAD}C-1,0001,3/15/2013,"1,250.00",3/11/2013\nC-1,0002,,5,\n`);
    expect(taken[0]).toMatchObject({
      row: 2,
      debtor: { externalId: 'C-1' },
      account: { externalId: '0001', debtorExternalId: 'C-1', balance: 1_250_00, currency: 'USD', dueDate: '2013-03-15' },
      events: [{ type: 'payment.received', account: '0001', debtor: 'C-1', payload: { amount: 1_250_00 } }],
    });
    expect(formatInstant(taken[0]?.events[0]?.at ?? 0)).toBe('2013-03-11T05:00:00.000Z');
    expect(taken[1]).toMatchObject({ fillsDebtor: true, account: { externalId: '0002', dueDate: null }, events: [] });
  });

  it('are read alike however the pieces are cut, with any delimiter and line ending', async () => {
    const rows = `customer;invoice;due;amount;paid\r\nC-1;0001;3/15/2013;"1 ""x""\r\n;";\r\nC-2;0002;3/15/2013;7;\r\n`;
    const { taken, refused } = await read(rows);
    expect([taken.length, refused.length]).toEqual([1, 1]);
    for (const size of [1, 3, 17]) expect(await read(rows, {}, size)).toEqual({ taken, refused });
    for (const delimiter of [',', '\t', '|']) {
      expect((await read(`customer;invoice;due;amount;paid\nC-2;0002;3/15/2013;7;\n`.replaceAll(';', delimiter))).taken.length).toBe(1);
    }
  });

  it('take their currency and the zone of their debtor from the row where it says so', async () => {
    const more = columns({ cur: 'account.currency', country: 'debtor.country' });
    const { taken } = await read(
      `customer,invoice,due,amount,paid,cur,country\nC-1,1,,1500,3/11/2013,clp,es\nC-2,2,,1500,3/11/2013,,\n`,
      more,
    );
    expect(taken.map(({ account }) => [account?.currency, account?.balance])).toEqual([
      ['CLP', 1_500],
      ['USD', 1_500_00],
    ]);
    expect(taken.map(({ events }) => formatInstant(events[0]?.at ?? 0))).toEqual(['2013-03-10T23:00:00.000Z', '2013-03-11T05:00:00.000Z']);
  });

  it('take defaults where a cell is empty or no column is mapped, and what a map says a cell stands for', async () => {
    const more: Partial<MappingDocument> = {
      ...columns({
        Disputed: { field: 'account.attributes.disputed', map: { Yes: true, '': false } },
        state: { field: 'account.status', map: { PAIDOFF: 'paid' } },
      }),
      defaults: { 'debtor.email': 'x@example.com', 'account.product': 'loan', 'account.dueDate': '3/1/2013', 'account.tags': ['a'] },
    };
    const { taken } = await read(
      'customer,invoice,due,amount,paid,Disputed,state\nC-1,1,,5,,Yes,PAIDOFF\nC-1,2,3/9/2013,5,,,Legal\nC-1,3,,5,,No,\n',
      more,
    );
    expect(taken.map(({ account }) => [account?.attributes?.disputed, account?.status, account?.dueDate, account?.product])).toEqual([
      [true, 'paid', '2013-03-01', 'loan'],
      [false, 'legal', '2013-03-09', 'loan'],
      ['No', null, '2013-03-01', 'loan'],
    ]);
    expect(taken[0]?.debtor.email).toBe('x@example.com');
    expect(taken[0]?.account?.tags).toEqual(['a']);
  });

  it('type attributes as they look, and leave formulas, zeros in front and long numbers as text', async () => {
    const more = columns({ x: 'debtor.attributes.x' });
    const cells = ['12', '-3.5', '007', 'true', 'No', '=HYPERLINK("http://x")', '+1', '1234567890123456', '1e5', '-23.0'];
    const rows = cells.map((cell, i) => `C-${i},${i + 1},,5,,"${cell.replaceAll('"', '""')}"`).join('\n');
    const { taken } = await read(`customer,invoice,due,amount,paid,x\n${rows}\n`, more);
    expect(taken.map(({ debtor }) => debtor.attributes?.x)).toEqual([
      12,
      -3.5,
      '007',
      true,
      'No',
      '=HYPERLINK("http://x")',
      '+1',
      '1234567890123456',
      '1e5',
      -23,
    ]);
  });

  it('of one account store an event each; equal payments of one day are two', async () => {
    const rows = 'C-1,1,,50,3/1/2013,10\nC-1,1,,50,3/2/2013,20\nC-1,1,,50,3/2/2013,20\n';
    const { taken, refused } = await read(`customer,invoice,due,amount,paid,sum\n${rows}`, columns({ sum: 'payment.amount' }));
    expect(refused).toEqual([]);
    expect(taken.map(({ account }) => account?.externalId)).toEqual(['1', undefined, undefined]);
    const ids = taken.flatMap(({ events }) => events.map(({ externalId }) => externalId));
    expect(new Set(ids).size).toBe(3);
    expect(ids[2]).toBe(`${ids[1]}:2`);
    expect(taken.map(({ events }) => events[0]?.payload)).toEqual([{ amount: 10_00 }, { amount: 20_00 }, { amount: 20_00 }]);
  });

  it('store dated events beside payments, and none for a payment of nothing', async () => {
    const more = columns({ claim: 'event.dispute.opened.at', paper: 'event.paperless.set.at' });
    const { taken } = await read('customer,invoice,due,amount,paid,claim,paper\nC-1,1,,0,3/1/2013,3/2/2013,3/3/2013\n', more);
    expect(taken[0]?.events.map(({ type, payload }) => [type, payload])).toEqual([
      ['dispute.opened', {}],
      ['paperless.set', { on: true }],
    ]);
  });

  it('about debtors alone need no account', async () => {
    const mapping: Partial<MappingDocument> = { columns: { id: 'debtor.id', mail: 'debtor.email', no: 'event.custom.no-mail.at' } };
    const { taken } = await read('id,mail,no\nd1,a@example.com,3/1/2013\n', mapping);
    expect(taken[0]).toMatchObject({
      account: null,
      debtor: { externalId: 'd1' },
      events: [{ type: 'custom.no-mail', debtor: 'd1', account: null }],
    });
  });

  it('that are blank are skipped, and the line of the others is that of the file', async () => {
    const { taken, refused } = await read(`\n${HEAD}\n\n  \nC-1,1,,5,\n,,,,\n"C\n1",2,,5,\nC-1,3,,-5,\n`);
    expect(taken.map(({ row }) => row)).toEqual([6, 8]);
    expect(refused.map(({ row }) => row)).toEqual([10]);
  });
});

describe('a row is refused with the sentence that a person reads', () => {
  it('for a negative amount, an amount with the other decimal sign, or none', async () => {
    expect(await reasons('C-1,1,,-5.00,\nC-1,2,,"5,00",\nC-1,3,,,\nC-1,4,,abc,\n')).toEqual([
      '2: column "amount": "-5.00" is negative; amounts are 0 or more',
      '3: column "amount": "5,00" is not an amount with the decimal sign "."; the mapping may need "decimal": ","',
      '4: column "amount" is empty; an account needs its balance',
      '5: column "amount": "abc" is not an amount',
    ]);
  });

  it('for an unknown currency', async () => {
    const { refused } = await read('customer,invoice,due,amount,paid,cur\nC-1,1,,5,,PES\n', columns({ cur: 'account.currency' }));
    expect(refused[0]?.reason).toBe('column "cur" "PES" is not a currency in use (three letters of ISO 4217, as COP)');
  });

  it('for 31 in the place of the month, with the order that would do', async () => {
    expect(await reasons('C-1,1,12/31/2013,5,\nC-1,2,1/2/2013,5,\nC-1,3,1/3/2013,5,\n', { dates: 'dmy' })).toEqual([
      '2: column "due": "12/31/2013" is no date in the order day/month/year: 31 stands where the month should; if the file writes month/day/year, set "dates": "mdy"',
    ]);
  });

  it('for too many cells, too few, or no id', async () => {
    expect(await reasons('C-1,1,,5,,6\nC-1,1,\n,2,,5,\nC-1,,,5,\n')).toEqual([
      '2: the row has 6 cells and the heading 5; a value that holds the delimiter must stand in quotes',
      '3: the row has 3 cells and the heading 5; the row seems to be cut off',
      '4: column "customer" is empty; every row needs its debtor',
      '5: column "invoice" is empty; every row needs its account',
    ]);
  });

  it('for a status, a country, a zone or a language that does not exist', async () => {
    const more = columns({ s: 'account.status', c: 'debtor.country', z: 'debtor.timezone', yes: 'debtor.paperless' });
    const head = 'customer,invoice,due,amount,paid,s,c,z,yes\n';
    const { refused } = await read(`${head}C-1,1,,5,,mora,,,\nC-2,2,,5,,,COL,,\nC-3,3,,5,,,,Bogota,\nC-4,4,,5,,,,,quizás\n`, more);
    expect(refused.map(({ reason }) => reason)).toEqual([
      'column "s" "mora" must be one of current, overdue, paid, cancelled, disputed, legal, written_off',
      'column "c" "COL" is not a country (two capital letters of ISO 3166, as CO)',
      'column "z" "Bogota" is not a time zone (an IANA name, as America/Bogota)',
      'column "yes": "quizás" is neither yes nor no; give it a "map" in the mapping',
    ]);
  });

  it('for an account that stands on an earlier row and is said otherwise', async () => {
    expect(await reasons('C-1,1,,5,\nC-1,1,,5,\nC-1,1,,6,\n')).toEqual([
      '4: account 1 stands on an earlier row, which says something else about it; keep one of the two',
    ]);
  });

  it('for a character that no database holds', async () => {
    expect(await reasons(`${'C-0,0,,5,\n'.repeat(120)}C\0,1,,5,\n`)).toEqual([
      '122: column "customer" "C\0" holds a character that cannot be stored',
    ]);
  });
});

describe('a file is refused as a whole', () => {
  it('where it is empty or holds a heading alone', async () => {
    expect(await problem('')).toBe('FileRefused: the file is empty');
    expect(await problem('\n \n')).toBe('FileRefused: the file is empty');
    expect(await problem(HEAD)).toBe('FileRefused: the file has a heading and no rows below it');
    expect(await problem(HEAD.trim())).toBe('FileRefused: the file has a heading and no rows below it');
  });

  it('where a mapped column is missing or stands twice', async () => {
    expect(await problem('customer,invoice,due,paid\nC-1,1,,\n')).toBe(
      'FileRefused: column "amount" is missing; the file has "customer", "invoice", "due", "paid". Correct the heading in the file or in the mapping',
    );
    expect(await problem('customer,invoice,due,amount,paid,paid\nC-1,1,,5,,\n')).toBe(
      'FileRefused: column "paid" stands twice in the heading; rename one of them',
    );
    expect(await problem(HEAD.replaceAll(',', ';'), { delimiter: ',' })).toMatch(/it was split at ",", which may be the wrong delimiter/);
  });

  it('where its bytes are not in the encoding that is said', async () => {
    const file = windows1252(`${HEAD}Peña,1,,5,\n`);
    expect(await problem(file, { encoding: 'utf-8' })).toMatch(/^FileRefused: line 2 holds bytes that are not UTF-8/);
    expect((await read(file)).taken[0]?.debtor.externalId).toBe('Peña');
  });

  it('where a quote is never closed, without reading it all into memory', async () => {
    const sentence = /^FileRefused: a quote \("\) that opens on or before line \d+ is never closed/;
    expect(await problem(`${HEAD}C-1,"1,,5,\nC-2,2,,5,\n`)).toMatch(sentence);
    expect(await problem(`${HEAD}C-1,"1,,5,\n${'C-2,2,,5,\n'.repeat(300_000)}`)).toMatch(sentence);
  });

  it('where most of its rows hold dates in another order, since the rest would be read wrong', async () => {
    const rows = ['13', '14', '15', '1'].map((day, i) => `C-${i},${i},1/${day}/2013,5,\n`).join('');
    expect(await problem(HEAD + rows, { dates: 'dmy' })).toBe(
      'FileRefused: 3 of 4 rows hold dates that exist only in the order mdy, not in dmy; nothing was taken, since the rest would be read wrong. Set "dates": "mdy" in the mapping',
    );
    expect(await problem(HEAD + rows)).toBeNull();
  });

  it('and whoever reads it is told even where it fails far below the heading', async () => {
    const late = `${HEAD}${'C-1,1,,5,\n'.repeat(20_000)}`;
    const bytes = Uint8Array.from([...new TextEncoder().encode(`${late}ñ,2,,5,\n`), 0xf1, 0x2c, 0x0a]);
    expect(await problem(bytes, {})).toMatch(/^FileRefused: line 20003 holds bytes that are not UTF-8, which the rest of the file is/);
  });
});

describe('csv-spectrum', () => {
  const folder = 'fixtures/public/conformance/csv-spectrum';
  // The answer beside location_coordinates.csv is of another file: it names another telephone number.
  const names = readdirSync(`${folder}/csvs`).filter((name) => name !== 'location_coordinates.csv');
  for (const name of names) {
    it(`is read as it says: ${name}`, async () => {
      const rows: Record<string, string>[] = JSON.parse(readFileSync(`${folder}/json/${name.replace('.csv', '.json')}`, 'utf8'));
      const headings = Object.keys(rows[0] ?? {});
      const [first = '', ...others] = headings;
      const mapped = Object.fromEntries(others.map((heading) => [heading, `debtor.attributes.${heading}`]));
      const mapping = testMapping({ columns: { [first]: 'debtor.id', ...mapped } });
      const cells: string[][] = [];
      for await (const batch of readFile(bytesOf(readFileSync(`${folder}/csvs/${name}`)), mapping)) {
        cells.push(...batch.taken.map((row) => [...row.cells]), ...batch.refused.map((row) => [...row.cells]));
      }
      expect(cells).toEqual(rows.map((row) => headings.map((heading) => row[heading])));
    });
  }
});
