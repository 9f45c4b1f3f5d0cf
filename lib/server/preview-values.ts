import 'server-only';
import { clockOf, localDateOf } from '#lib/base/civil.ts';
import { moneyText } from '#lib/base/money.ts';
import type { Mapping } from '#lib/portfolio/mapping.ts';
import type { ReadRow } from '#lib/portfolio/read-row.ts';

const MONEY = new Set(['balance', 'principal']);
const INSTANTS = new Set(['openedAt', 'asOf', 'callConsentAt', 'preferenceAt']);

/** What a row says, by the names of the fields as a mapping writes them; what is empty is left out. Instants in the mapping's zone. */
export function previewValues({ debtor, account, events }: ReadRow, mapping: Mapping): Record<string, string> {
  const currency = account?.currency ?? mapping.currency;
  const values: Record<string, string> = {};
  const put = (name: string, key: string, value: unknown) => {
    const text = textOf(key, value, currency, mapping.timezone);
    if (text !== null) values[name] = text;
  };
  for (const [of, said] of [
    ['debtor', debtor],
    ['account', account ?? {}],
  ] as const) {
    for (const [key, value] of Object.entries(said)) {
      if (key === 'debtorExternalId') continue;
      if (key === 'attributes' || key === 'consent') {
        for (const [name, inner] of Object.entries(value ?? {})) put(`${of}.${key}.${name}`, name, inner);
      } else put(key === 'externalId' ? `${of}.id` : `${of}.${key}`, key, value);
    }
  }
  for (const { type, at, payload } of events) {
    const isPayment = type === 'payment.received';
    put(isPayment ? 'payment.at' : `event.${type}.at`, 'asOf', at);
    if (isPayment && typeof payload === 'object' && payload !== null && 'amount' in payload)
      put('payment.amount', 'balance', payload.amount);
  }
  return values;
}

function textOf(key: string, value: unknown, currency: string, zone: string): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number' && MONEY.has(key)) return `${moneyText(value, currency)} ${currency}`;
  if (typeof value === 'number' && INSTANTS.has(key)) return instantText(value, zone);
  if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The civil date, and the time where it is not midnight. */
function instantText(at: number, zone: string): string {
  const minutes = Math.floor(clockOf(at, zone) / 60_000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return minutes === 0 ? localDateOf(at, zone) : `${localDateOf(at, zone)} ${two(minutes / 60)}:${two(minutes % 60)}`;
}
