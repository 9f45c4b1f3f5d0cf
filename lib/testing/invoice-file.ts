import { addDays } from '#lib/base/civil.ts';
import { murmur3 } from '#lib/base/hash.ts';
import type { LocalDate } from '#lib/base/instant.ts';

/** Settled so many days after the due date, negative before it; null never. 30 invoices of each kind. */
const SETTLED_AFTER: readonly (number | null)[] = [-10, -5, -3, 0, 2, 3, 10, null];
const PER_KIND = 30;

/** Half of each kind falls due on each of these days; all are issued 30 days before. */
const DUE: readonly LocalDate[] = ['2013-03-15', '2013-04-30'];

/** Invoices in the generated file. */
const INVOICES = SETTLED_AFTER.length * PER_KIND;

/**
 * An invoice file in the form that fixtures/mappings/invoices.json reads: dates month/day/year without zeros in front,
 * numbers of ten digits with them, 60 customers, `settled` empty where never. The seed decides only the order of the
 * rows; what the file amounts to is the same for every seed, worked out by hand:
 *
 * - invoice i owes 1,000 + i cents, i from 0 to 239: 240 × 1,000 + 239 × 240 / 2 = 268,680 cents;
 * - told at day −5 are those settled later than that day (a payment of the very day stops it): 6 of 8 kinds, 180;
 *   at day 0 those settled after it: 4 kinds, 120; at day +3: 2 kinds, 60.
 */
export function invoiceFile(seed: number): string {
  const rows = Array.from({ length: INVOICES }, (_, i) => ({ order: murmur3(`${seed}:${i}`), text: invoiceRow(i) }));
  rows.sort((a, b) => a.order - b.order || (a.text < b.text ? -1 : 1));
  return ['customer,name,invoice,issued,due,amount,disputed,settled', ...rows.map(({ text }) => text), ''].join('\r\n');
}

function invoiceRow(i: number): string {
  const customer = `C-${String(i % 60).padStart(3, '0')}`;
  const due = DUE[Math.floor(i / SETTLED_AFTER.length) % DUE.length] ?? '';
  const settledAfter = SETTLED_AFTER[i % SETTLED_AFTER.length] ?? null;
  const settled = settledAfter === null ? '' : usDate(addDays(due, settledAfter));
  const amount = ((1_000 + i) / 100).toFixed(2);
  const number = String(4_711 + i * 17).padStart(10, '0');
  return [
    customer,
    `Customer ${customer}`,
    number,
    usDate(addDays(due, -30)),
    usDate(due),
    amount,
    i % 5 === 0 ? 'Yes' : 'No',
    settled,
  ].join(',');
}

function usDate(date: LocalDate): string {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}/${date.slice(0, 4)}`;
}
