import { expect, test } from 'vitest';
import { signedAmount } from './currency-sign.ts';

const plain = (text: string) => text.replaceAll(/\s/g, ' ');

test('an amount is written in the manner of the reader, with cents only where there are some', () => {
  expect(plain(signedAmount(18_490_000, 'COP', 'es-CO'))).toBe('$ 184.900');
  expect(plain(signedAmount(123_450, 'MXN', 'es-CO'))).toBe('$ 1.234,50');
  expect(plain(signedAmount(7_374, 'CLP', 'es-CO'))).toBe('$ 7.374');
});

test('a currency without a sign in the locale of the reader has the sign it has at home, not its code', () => {
  expect(plain(signedAmount(4_734_940, 'PEN', 'es-CO'))).toBe('S/ 47.349,40');
});
