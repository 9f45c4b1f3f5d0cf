import { describe, expect, it } from 'vitest';
import { openContent } from './file-content.ts';
import type { MappingDocument } from './mapping.ts';
import { bytesOf, testMapping } from './testing.ts';

/** How a file is opened where nobody knows anything of it. */
async function sighted(text: string, headingRow: number | null = null) {
  const unknown = { delimiter: null, encoding: null, sheet: null, decimal: '.', columns: [], headingRow } as const;
  const { headings, headingRow: line, delimiter, records } = await openContent(bytesOf(text), unknown);
  return { headings, line, delimiter, rows: (await Array.fromAsync(records)).map((record) => record.line) };
}

async function read(text: string, more: Partial<MappingDocument> = {}) {
  const opened = await openContent(bytesOf(text), testMapping({ columns: { Factura: 'account.id', Saldo: 'account.balance' }, ...more }));
  return { line: opened.headingRow, places: opened.places, rows: await Array.fromAsync(opened.records) };
}

const TITLES = 'FINANZAS DEL SUR S.A.;;;\nCartera por vencimiento;;;\nDesde: 01/01/2024;Hasta: 31/01/2024;;\n\n';
const TABLE = 'Factura;Cliente;Vence;Saldo\nF-1;Ana;15/01/2024;1.234,50\nF-2;Luis;16/01/2024;99,00\n';

describe('the heading of a file', () => {
  it('is the first row where nothing stands above it', async () => {
    expect(await sighted(TABLE)).toEqual({ headings: ['Factura', 'Cliente', 'Vence', 'Saldo'], line: 1, delimiter: ';', rows: [2, 3] });
  });

  it('is found below a company, a title, dates and a blank line, whose delimiter says nothing', async () => {
    expect(await sighted(TITLES + TABLE)).toMatchObject({ line: 5, delimiter: ';', rows: [6, 7] });
    const bare = TITLES.replaceAll(/;+\n/g, '\n').replace(';Hasta', ', hasta');
    expect(await sighted(bare + TABLE)).toMatchObject({ headings: ['Factura', 'Cliente', 'Vence', 'Saldo'], line: 5, delimiter: ';' });
  });

  it('is found below a first row of empty cells, and below a quoted title of three lines', async () => {
    expect(await sighted(`;;;\n${TABLE}`)).toMatchObject({ line: 2, rows: [3, 4] });
    expect(await sighted(`"Cartera\nde enero\nde 2024";;;\n${TABLE}`)).toMatchObject({ line: 4, rows: [5, 6] });
  });

  it('is found in row 40', async () => {
    const notes = Array.from({ length: 39 }, (_, i) => `Nota ${i + 1} de la exportación;;;\n`).join('');
    expect(await sighted(notes + TABLE)).toMatchObject({ line: 40, rows: [41, 42] });
    expect(await read(notes + TABLE)).toMatchObject({ line: 40, places: [0, 3] });
  });

  it('is none where the first row holds what the others hold: columns go by letters, and every row is read', async () => {
    const rows = TABLE.slice(TABLE.indexOf('\n') + 1);
    expect(await sighted(rows)).toMatchObject({ headings: ['A', 'B', 'C', 'D'], line: 0, rows: [1, 2] });
    const lettered = await read(rows, { headingRow: 0, columns: { A: 'account.id', D: 'account.balance' } });
    expect(lettered).toMatchObject({ line: 0, places: [0, 3], rows: [{ line: 1 }, { line: 2 }] });
  });

  it('names its columns as spreadsheets do, beyond Z', async () => {
    const { headings } = await sighted(`${Array.from({ length: 53 }, (_, i) => i).join(';')}\n`, 0);
    expect([headings[25], headings[26], headings[51], headings[52]]).toEqual(['Z', 'AA', 'AZ', 'BA']);
  });

  it('may be numbers, and is not a row of data that has more words', async () => {
    expect(await sighted('Cliente;30;60;90\nAna;1,5;2,5;3,5\nLuis;1;2;3\n', 1)).toMatchObject({ line: 1, rows: [2, 3] });
    expect(await sighted('Factura;Nota\nF-1;hola\nF-2;adiós\n')).toMatchObject({ line: 1 });
    expect(await sighted('Factura\nF-1\nF-2\n')).toMatchObject({ line: 1, rows: [2, 3] });
  });

  it('is where a person says, also among rows that look better', async () => {
    expect(await sighted(TITLES + TABLE, 2)).toMatchObject({ line: 2, rows: [3, 5, 6, 7] });
    await expect(sighted(TITLES + TABLE, 4)).rejects.toThrow('line 4 holds no heading');
    await expect(sighted(TABLE, 90)).rejects.toThrow('line 90 holds no heading');
  });

  it('is the row that holds the columns of the mapping, however many titles stand above it this month', async () => {
    expect(await read(TABLE)).toMatchObject({ line: 1, places: [0, 3] });
    expect(await read(TITLES + TABLE)).toMatchObject({ line: 5, rows: [{ line: 6 }, { line: 7 }] });
    await expect(read(TITLES + TABLE.replace('Saldo', 'Monto'))).rejects.toThrow('column "Saldo" is missing; the file has "Factura"');
    await expect(read(TITLES + TABLE, { headingRow: 1 })).rejects.toThrow('column "Factura" is missing');
  });

  it('is not looked for in an unclosed quote, nor in a file of empty cells', async () => {
    await expect(sighted(`${TITLES}"Factura;Saldo\nF-1;1\n`)).rejects.toThrow('is never closed');
    await expect(sighted(';;;\n;;\n')).rejects.toThrow('the file is empty');
  });
});
