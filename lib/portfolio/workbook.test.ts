import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile as readBytes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContent, portfolioFile } from './file-content.ts';
import { fileSight } from './file-sight.ts';
import { readFile, type TakenRow } from './read-file.ts';
import { testMapping } from './testing.ts';
import { zipOf } from './testing-zip.ts';
import { formatOfCode } from './workbook-styles.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'cadenza-xlsx-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A workbook whose first sheet holds these rows; answers its path. */
async function workbook(name: string, fill: (book: ExcelJS.Workbook) => void): Promise<string> {
  const book = new ExcelJS.Workbook();
  fill(book);
  const path = join(home, `${name}.xlsx`);
  await book.xlsx.writeFile(path);
  return path;
}

async function cellsOf(path: string, sheet: string | null = null, decimal: '.' | ',' = '.'): Promise<readonly (readonly string[])[]> {
  const { content } = await portfolioFile(path);
  const opened = await openContent(content, { delimiter: null, encoding: null, sheet, headingRow: null, decimal, columns: [] });
  const rows: (readonly string[])[] = [opened.headings];
  for await (const { cells } of opened.records) rows.push(cells);
  return rows;
}

describe('reading a workbook', () => {
  it('reads dates as dates, numbers as numbers and a formula as what it had come to', async () => {
    const path = await workbook('kinds', (book) => {
      const sheet = book.addWorksheet('Cartera');
      sheet.addRow(['fecha', 'hora', 'monto', 'fórmula', 'fórmula con fecha', 'verdad', 'texto', 'ceros']);
      const row = sheet.addRow([
        new Date(Date.UTC(2013, 0, 15)),
        new Date(Date.UTC(2016, 8, 14, 19, 31)),
        1234.5,
        { formula: 'SYSTEM("rm")', result: 0.1 + 0.2 },
        { formula: 'TODAY()', result: 41289 },
        true,
        'Núñez, =1+1',
        611365,
      ]);
      row.getCell(2).numFmt = 'dd/mm/yyyy hh:mm';
      row.getCell(5).numFmt = 'dd/mm/yyyy';
      row.getCell(8).numFmt = '0000000000';
    });
    expect((await cellsOf(path))[1]).toEqual([
      '2013-01-15',
      '2016-09-14 19:31:00',
      '1234.5',
      '0.3',
      '2013-01-15',
      'true',
      'Núñez, =1+1',
      '0000611365',
    ]);
    expect((await cellsOf(path, null, ','))[1]?.[2]).toBe('1234,5');
  });

  it('gives the records that the same table gives as CSV', async () => {
    const path = await workbook('same', (book) => {
      const sheet = book.addWorksheet('Hoja 1');
      sheet.addRow(['customer', 'invoice', 'due', 'amount', 'paid']);
      sheet.addRow(['C-1', 'F-1', new Date(Date.UTC(2013, 1, 1)), 55.94, new Date(Date.UTC(2013, 0, 15))]);
      sheet.addRow([]);
      sheet.addRow(['C-2', 'F-2', new Date(Date.UTC(2013, 11, 25)), 10, null]);
    });
    const csv = 'customer,invoice,due,amount,paid\nC-1,F-1,2/1/2013,55.94,1/15/2013\n\nC-2,F-2,12/25/2013,10,\n';
    writeFileSync(join(home, 'same.csv'), csv);
    const read = async (file: string) => {
      const rows: TakenRow[] = [];
      for await (const batch of readFile((await portfolioFile(file)).content, testMapping())) rows.push(...batch.taken);
      return rows.map(({ row, debtor, account, events }) => ({ row, debtor, account, events }));
    };
    const fromWorkbook = await read(path);
    expect(fromWorkbook).toHaveLength(2);
    expect(fromWorkbook).toEqual(await read(join(home, 'same.csv')));
  });

  it('keeps every letter, wherever a piece of the file ends', async () => {
    const word = 'ñandúçãé€'.repeat(7);
    const path = await workbook('letters', (book) => {
      const sheet = book.addWorksheet('Hoja');
      sheet.addRow(['texto']);
      for (let i = 0; i < 4_000; i++) sheet.addRow([`${'x'.repeat(i % 5)}${word}${i}`]);
    });
    const rows = await cellsOf(path);
    expect(rows.slice(1).filter(([cell], i) => cell !== `${'x'.repeat(i % 5)}${word}${i}`)).toEqual([]);
    expect(rows).toHaveLength(4_001);
  });

  it('reads the sheet that is named, offers those that can be seen, and names them where there is none such', async () => {
    const path = await workbook('sheets', (book) => {
      book.addWorksheet('Oculta', { state: 'hidden' }).addRow(['x']);
      book.addWorksheet('Portada').addRows([['a'], [1]]);
      book.addWorksheet('Cartera').addRows([['b'], [2]]);
    });
    expect((await fileSight(path)).sheets).toEqual(['Portada', 'Cartera']);
    expect((await fileSight(path)).columns[0]?.heading).toBe('a');
    expect(await cellsOf(path, 'Cartera')).toEqual([['b'], ['2']]);
    await expect(cellsOf(path, 'Otra')).rejects.toThrow('the workbook has no sheet "Otra"; there are "Portada", "Cartera"');
  });

  it('reads workbooks that other programs wrote', async () => {
    const rows = await cellsOf('fixtures/public/conformance/xlsx/readxl-datasets.xlsx');
    expect([rows[0]?.slice(0, 2), rows[1]?.slice(0, 2), rows.length]).toEqual([['Sepal.Length', 'Sepal.Width'], ['5.1', '3.5'], 151]);
  });

  it.each([
    ['dd/mm/yyyy', 'date'],
    ['[$-es-CO]d "de" mmmm "de" yyyy', 'date'],
    ['m/d/yy h:mm', 'datetime'],
    ['[h]:mm:ss', 'time'],
    ['#,##0.00 "días"', 'number'],
    ['[Red]0.00', 'number'],
    ['General', 'number'],
  ])('takes the format %s for a %s', (code, kind) => expect(formatOfCode(code)).toBe(kind));
});

describe('a workbook that is none', () => {
  const written = (name: string, bytes: Uint8Array): string => {
    const path = join(home, name);
    writeFileSync(path, bytes);
    return path;
  };

  it.each([
    ['an archive of something else', () => zipOf({ 'notes.txt': 'hola' }), 'no XLSX workbook'],
    ['a damaged one', () => Buffer.from('PK\x03\x04 and then nothing'), 'damaged'],
    ['an old one', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old workbook'],
    ['a PDF', () => Buffer.from('%PDF-1.7 \n'), 'is a PDF'],
  ])('%s is named', async (_, bytes, sentence) => {
    await expect(fileSight(written('none.xlsx', bytes()))).rejects.toThrow(sentence);
  });

  it('one that was cut off is named', async () => {
    const path = await workbook('whole', (book) => book.addWorksheet('a').addRows([['x'], [1]]));
    const whole = await readBytes(path);
    await expect(fileSight(written('cut.xlsx', whole.subarray(0, whole.length - 40)))).rejects.toThrow('damaged');
  });

  it('a bomb is refused by what it says it holds, and by what comes out of it', async () => {
    const sheet = `<worksheet><sheetData>${' '.repeat(30_000_000)}</sheetData></worksheet>`;
    const parts = {
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': sheet,
    };
    expect(deflateRawSync(sheet).length).toBeLessThan(60_000);
    await expect(fileSight(written('bomb.xlsx', zipOf(parts)))).rejects.toThrow('unpacks to far more');
    await expect(fileSight(written('lie.xlsx', zipOf(parts, { 'xl/worksheets/sheet1.xml': 1_000 })))).rejects.toThrow(
      'unpacks to far more',
    );
  });

  it('an entity that stands for a thousand others is not unfolded', async () => {
    const sheet =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>';
    const parts = {
      'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': sheet,
    };
    await expect(fileSight(written('entities.xlsx', zipOf(parts)))).rejects.toThrow('damaged');
  });
});
