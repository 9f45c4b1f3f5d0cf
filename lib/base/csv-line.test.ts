import { describe, expect, it } from 'vitest';
import { csvLine, defused } from './csv-line.ts';

describe('a line of a CSV file', () => {
  it.each(['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x")'])('defuses %j', (cell) => {
    expect(defused(cell)).toBe(`'${cell}`);
  });

  it.each(['-12.50', '+573001234567', '-3', 'a=b', '', '12'])('leaves %j as it is', (cell) => {
    expect(defused(cell)).toBe(cell);
  });

  it('quotes what holds the delimiter, a quote or a line break, and nothing else', () => {
    expect(csvLine(['a;b', 'c,d', 'e"f', 'g\nh', 'i'], ';')).toBe('"a;b";c,d;"e""f";"g\nh";i\r\n');
  });

  it('defuses before it quotes', () => {
    expect(csvLine(['=A1,B1'])).toBe(`"'=A1,B1"\r\n`);
  });
});
