import type { Dice } from '#lib/base/dice.ts';
import { murmur3 } from '#lib/base/hash.ts';
import type { DemoCountry } from './countries.ts';

/** What a debtor pays bill by bill: a loan, a card, a service. Amounts in minor units. */
export interface DemoContract {
  readonly product: string;
  /** The beginning of its account numbers. */
  readonly prefix: string;
  /** What a bill is about. */
  readonly amount: number;
  /** How far bills stray from that, as a share of it. */
  readonly spread: number;
  /** How many bills the whole debt is; null for a service. */
  readonly terms: number | null;
  readonly segment: string;
  /** How many bills there were before the first one of the portfolio. */
  readonly billed: number;
}

/** What is owed on one bill, in minor units: the amount that falls due, and the whole debt behind it where there is one. */
export interface DemoBill {
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
  /** How far bills stray: a card's a lot, an instalment not at all. */
  readonly spread: number;
}

const PRODUCTS: Readonly<Record<'card' | 'loan' | 'car' | 'study' | 'service', Product>> = {
  card: { name: 'Tarjeta de crédito', prefix: 'TC', bill: [25, 420], terms: [3, 14], spread: 0.45 },
  loan: { name: 'Crédito de consumo', prefix: 'CC', bill: [55, 320], terms: [4, 48], spread: 0 },
  car: { name: 'Crédito vehicular', prefix: 'CV', bill: [170, 560], terms: [10, 60], spread: 0 },
  study: { name: 'Crédito educativo', prefix: 'CE', bill: [40, 180], terms: [4, 30], spread: 0 },
  service: { name: 'Internet y telefonía', prefix: 'SV', bill: [11, 48], terms: null, spread: 0.12 },
};

const WEIGHTS = { card: 34, loan: 26, car: 11, study: 8, service: 21 };

/** A contract for some product, in the country's currency and rounding. */
export function demoContract(country: DemoCountry, dice: Dice): DemoContract {
  const product = PRODUCTS[dice.weighted(WEIGHTS)];
  const [least, most] = product.bill;
  const dollars = least * (most / least) ** (dice.share() ** 1.3);
  return {
    product: product.name,
    prefix: product.prefix,
    amount: inSteps(dollars * country.dollar, country.step),
    spread: product.spread,
    terms: product.terms && dice.whole(...product.terms),
    segment: dice.weighted({ masivo: 74, preferente: 18, pyme: 8 }),
    billed: dice.whole(0, 23),
  };
}

/** The contract's bill number `place`, from 0. `number` makes the invoice number its own. */
export function demoBill(contract: DemoContract, country: DemoCountry, number: string, place: number, dice: Dice): DemoBill {
  const stray = 1 + contract.spread * (2 * dice.share() - 1);
  const amount = contract.spread === 0 ? contract.amount : inSteps(contract.amount * stray, country.step);
  const left = contract.terms === null ? null : Math.max(1, contract.terms - place);
  const about: DemoBill['attributes'] =
    left === null
      ? { factura: `F-${(murmur3(number) % 900_000) + 100_000}` }
      : { cuota: contract.billed + place + 1, cuotas_pendientes: left };
  return { amount, principal: left && inSteps(amount * left * 0.83, country.step), attributes: about };
}

/** Rounded to what people of the country pay with, and never nothing. */
export function inSteps(minor: number, step: number): number {
  return Math.max(step, Math.round(minor / step) * step);
}
