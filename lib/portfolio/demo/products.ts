import { murmur3 } from '#lib/base/hash.ts';
import type { DemoCountry } from './countries.ts';
import type { Dice } from './dice.ts';

/** What is owed on one bill, in minor units: the amount that falls due, and the whole debt behind it where there is one. */
export interface DemoBill {
  readonly product: string;
  /** The beginning of its account numbers. */
  readonly prefix: string;
  readonly amount: number;
  readonly principal: number | null;
  readonly attributes: Readonly<Record<string, string | number>>;
}

interface Product {
  readonly name: string;
  readonly prefix: string;
  /** The bill in US dollars, smallest and largest; small ones are commoner. */
  readonly bill: readonly [number, number];
  /** How many bills the whole debt is, smallest and largest; null for a service. */
  readonly terms: readonly [number, number] | null;
}

const PRODUCTS: Readonly<Record<'card' | 'loan' | 'car' | 'study' | 'service', Product>> = {
  card: { name: 'Tarjeta de crédito', prefix: 'TC', bill: [25, 420], terms: [3, 14] },
  loan: { name: 'Crédito de consumo', prefix: 'CC', bill: [55, 320], terms: [4, 48] },
  car: { name: 'Crédito vehicular', prefix: 'CV', bill: [170, 560], terms: [10, 60] },
  study: { name: 'Crédito educativo', prefix: 'CE', bill: [40, 180], terms: [4, 30] },
  service: { name: 'Internet y telefonía', prefix: 'SV', bill: [11, 48], terms: null },
};

const WEIGHTS = { card: 34, loan: 26, car: 11, study: 8, service: 21 };

/** A bill of some product, in the country's currency and rounding. `number` makes the invoice number its own. */
export function demoBill(country: DemoCountry, number: string, dice: Dice): DemoBill {
  const product = PRODUCTS[dice.weighted(WEIGHTS)];
  const [least, most] = product.bill;
  const dollars = least * (most / least) ** (dice.share() ** 1.3);
  const amount = inSteps(dollars * country.dollar, country.step);
  const terms = product.terms && dice.whole(...product.terms);
  const about: DemoBill['attributes'] =
    terms === null ? { factura: `F-${(murmur3(number) % 900_000) + 100_000}` } : { cuota: dice.whole(1, 24), cuotas_pendientes: terms };
  return {
    product: product.name,
    prefix: product.prefix,
    amount,
    principal: terms && inSteps(amount * terms * 0.83, country.step),
    attributes: about,
  };
}

/** Rounded to what people of the country pay with, and never nothing. */
export function inSteps(minor: number, step: number): number {
  return Math.max(step, Math.round(minor / step) * step);
}
