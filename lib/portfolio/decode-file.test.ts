import { describe, expect, it } from 'vitest';
import { decodeFile, type Encoding } from './decode-file.ts';
import { bytesOf, windows1252 } from './testing.ts';

const TEXT = 'nombre,saldo\nPeña,1\nMuñoz,2\nÁvila «€»,3\n';

async function decoded(file: string | Uint8Array, declared: Encoding | null = null, size?: number): Promise<string> {
  let text = '';
  for await (const piece of decodeFile(bytesOf(file, size), declared)) text += piece;
  return text;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe('the encoding of a file', () => {
  it('is found where it is not declared, wherever the pieces are cut', async () => {
    for (const size of [1, 2, 3, 5, 7, 64]) {
      expect(await decoded(TEXT, null, size)).toBe(TEXT);
      expect(await decoded(`\ufeff${TEXT}`, null, size)).toBe(TEXT);
    }
    expect(await decoded(windows1252(TEXT))).toBe(TEXT);
    expect(await decoded(windows1252(TEXT), 'windows-1252', 1)).toBe(TEXT);
    expect(await decoded(`a\n${'x'.repeat(100_000)}\n😀 ñ`, null, 1_000)).toMatch(/😀 ñ$/);
  });

  it('that is declared wrong refuses the file by the line, with the mend', async () => {
    await expect(decoded(windows1252(TEXT), 'utf-8')).rejects.toThrow(
      'line 2 holds bytes that are not UTF-8; if the file was saved as Windows-1252 (ANSI), set "encoding": "windows-1252"',
    );
    await expect(decoded(TEXT, 'windows-1252')).rejects.toThrow('line 2 is written in UTF-8, not in Windows-1252; set "encoding": "utf-8"');
    await expect(decoded(`\ufeff${TEXT}`, 'windows-1252')).rejects.toThrow('line 1 is written in UTF-8');
  });

  it('that changes within the file refuses it rather than let a wrong letter in', async () => {
    const mixed = joined(utf8(TEXT), windows1252('Ibáñez,4\n'));
    await expect(decoded(mixed)).rejects.toThrow('line 5 holds bytes that are not UTF-8, which the rest of the file is');
    await expect(decoded(mixed, null, 8)).rejects.toThrow('line 5 holds bytes that are not UTF-8, which the rest of the file is');
    const other = joined(windows1252(TEXT.repeat(3)), utf8(`${'x'.repeat(200)}\nMuñoz\n`));
    await expect(decoded(other, null, 64)).rejects.toThrow(/^line \d+ is written in UTF-8, not in Windows-1252/);
  });

  it('is taken at its word where a piece could be read as either, and doubted where nothing is declared', async () => {
    const cafe = windows1252('«CAFÉ»\n');
    expect(await decoded(cafe, 'windows-1252')).toBe('«CAFÉ»\n');
    await expect(decoded(cafe)).rejects.toThrow('or set "encoding": "windows-1252" if all of it is');
  });

  it('other than these two is told', async () => {
    const utf16 = joined(
      new Uint8Array([0xff, 0xfe]),
      Uint8Array.from(TEXT, (c) => c.charCodeAt(0)),
    );
    await expect(decoded(utf16)).rejects.toThrow('it looks like UTF-16 or a binary file');
    await expect(decoded(Uint8Array.from([...TEXT].flatMap((c) => [c.charCodeAt(0), 0])))).rejects.toThrow('UTF-16');
    await expect(decoded(new Uint8Array([0x50, 0x4b, 3, 4, 20, 20, 20]))).rejects.toThrow('the file is a workbook (XLSX) or a ZIP archive');
  });

  it('of an empty or tiny file is no question', async () => {
    expect([await decoded(''), await decoded('a'), await decoded('ñ', null, 1), await decoded('\ufeff')]).toEqual(['', 'a', 'ñ', '']);
  });
});
