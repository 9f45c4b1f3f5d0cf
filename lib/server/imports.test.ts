import { expect, it } from 'vitest';
import type { SavedMapping } from '#lib/api/imports.ts';
import { recognise, rememberedHeading } from './imports.ts';

const saved = (name: string, columns: readonly string[], headingRow?: number): SavedMapping => ({
  name,
  document: {
    format: 'cadenza.mapping/1',
    dates: 'dmy',
    decimal: ',',
    timezone: 'America/Bogota',
    currency: 'COP',
    columns: Object.fromEntries(columns.map((heading) => [heading, `account.attributes.${heading}`])),
    ...(headingRow === undefined ? {} : { headingRow }),
  },
});
const seen = (headingRow: number, headings: readonly string[]) => ({ headingRow, columns: headings.map((heading) => ({ heading })) });

it('recognises of several mappings the one that says most of the file', () => {
  const mappings = [saved('a', ['Saldo']), saved('b', ['Saldo', 'Vence']), saved('c', ['Saldo', 'Otro'])];
  expect(recognise(mappings, seen(1, ['Vence', 'Saldo', 'Nota']))?.name).toBe('b');
  expect(recognise(mappings, seen(1, ['Nota']))).toBeNull();
});

it('keeps the row of the headings that a person chose only where they stand on it', () => {
  const mappings = [saved('a', ['Saldo'], 4)];
  expect(recognise(mappings, seen(4, ['Saldo']))?.document.headingRow).toBe(4);
  expect(recognise(mappings, seen(1, ['Saldo']))?.document).not.toHaveProperty('headingRow');
});

it('looks from the remembered row on where all the headings of the mapping stand there', () => {
  const top = [
    { line: 1, cells: ['Cartera', 'Saldo al cierre'] },
    { line: 3, cells: ['Factura ', 'Saldo'] },
  ];
  expect(rememberedHeading({ top }, [saved('a', ['Saldo', 'Factura'], 3)])).toBe(3);
  expect(rememberedHeading({ top }, [saved('a', ['Saldo', 'Vence'], 3), saved('b', ['Saldo']), saved('c', ['Saldo'], 9)])).toBeNull();
});
