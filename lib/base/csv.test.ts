import { expect, it } from 'vitest';
import { csvLine } from './csv.ts';

it('writes what a spreadsheet would run as text, and quotes what would part a cell', () => {
  expect(csvLine(['=1+1', '+57', '-5', '@SUM', '\tx', 'a,b', 'say "hi"', 'línea\nnueva', -5, null, true])).toBe(
    `'=1+1,'+57,'-5,'@SUM,'\tx,"a,b","say ""hi""","línea\nnueva",-5,,true\r\n`,
  );
});
