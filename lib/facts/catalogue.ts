import { daysBetween, localDateOf } from '#lib/base/civil.ts';
import { ACCOUNT_STATUSES } from './account.ts';
import { CHANNELS, CONSENT_CHANNELS } from './debtor.ts';
import type { Facts } from './facts.ts';
import type { FieldType } from './operators.ts';

/** Where a value comes from, and so what must be loaded before it can be asked. */
type FieldSource = 'account' | 'debtor' | 'contacts' | 'totals' | 'enrollment' | 'event';

/** One thing that a predicate may ask (journey.md section 2). */
export interface Field {
  readonly path: string;
  readonly type: FieldType;
  /** What a number counts: `minor` is the minor unit of the account's currency. */
  readonly unit: 'minor' | 'days' | 'contacts' | 'accounts' | 'devices' | 'promises' | 'arrivals' | null;
  /** The only values an enum or consent can have. */
  readonly values: readonly string[] | null;
  readonly source: FieldSource;
  /** True where the value changes at the start of a local day although nothing happened. */
  readonly variesByDay: boolean;
  /** The value on these facts: dates `YYYY-MM-DD`, times `HH:MM`, instants as epoch milliseconds, null where nobody said. */
  readonly get: (facts: Facts) => unknown;
}

/** The bands of days past due, from before the due date on. */
export const BUCKETS = ['pre', 'due', '1-30', '31-60', '61-90', '90+'] as const;
export type Bucket = (typeof BUCKETS)[number];

const CONSENT_STATES = ['granted', 'denied', 'unknown'] as const;

/** Civil days from the due date to today in the debtor's zone, negative before it; null without a due date. */
function daysPastDueOf(facts: Facts): number | null {
  return facts.account.dueDate === null ? null : daysBetween(facts.account.dueDate, facts.today);
}

/** The band in which this many days past due falls. */
export function bucketOf(daysPastDue: number): Bucket {
  if (daysPastDue < 0) return 'pre';
  if (daysPastDue === 0) return 'due';
  if (daysPastDue <= 30) return '1-30';
  if (daysPastDue <= 60) return '31-60';
  return daysPastDue <= 90 ? '61-90' : '90+';
}

function bucketNow(facts: Facts): Bucket | null {
  const days = daysPastDueOf(facts);
  return days === null ? null : bucketOf(days);
}

function daysIn(facts: Facts): number | null {
  return facts.enrollment && daysBetween(localDateOf(facts.enrollment.enteredAt, facts.debtor.zone), facts.today);
}

type Traits = Partial<Pick<Field, 'unit' | 'values' | 'variesByDay'>>;

function field(path: string, type: FieldType, source: FieldSource, get: Field['get'], traits: Traits = {}): Field {
  return { path, type, source, get, unit: null, values: null, variesByDay: false, ...traits };
}

const MINOR: Traits = { unit: 'minor' };
const DAYS: Traits = { unit: 'days', variesByDay: true };
const CONTACTS: Traits = { unit: 'contacts', variesByDay: true };

const ACCOUNT_FIELDS: readonly Field[] = [
  field('account.id', 'text', 'account', (f) => f.account.externalId),
  field('account.product', 'text', 'account', (f) => f.account.product),
  field('account.currency', 'text', 'account', (f) => f.account.currency),
  field('account.balance', 'money', 'account', (f) => f.account.balance, MINOR),
  field('account.principal', 'money', 'account', (f) => f.account.principal, MINOR),
  field('account.dueDate', 'date', 'account', (f) => f.account.dueDate),
  field('account.openedAt', 'instant', 'account', (f) => f.account.openedAt),
  field('account.status', 'enum', 'account', (f) => f.account.status, { values: ACCOUNT_STATUSES }),
  field('account.segment', 'text', 'account', (f) => f.account.segment),
  field('account.score', 'number', 'account', (f) => f.account.score),
  field('account.tags', 'list', 'account', (f) => f.account.tags),
  field('account.daysPastDue', 'integer', 'account', daysPastDueOf, DAYS),
  field('account.bucket', 'enum', 'account', bucketNow, { values: BUCKETS, variesByDay: true }),
  field('account.lastPaymentAt', 'instant', 'account', (f) => f.account.lastPaymentAt),
  field('account.lastPaymentAmount', 'money', 'account', (f) => f.account.lastPaymentAmount, MINOR),
  field('account.paidTotal', 'money', 'account', (f) => f.account.paidTotal, MINOR),
  field('account.promiseDate', 'date', 'account', (f) => f.account.promise?.date),
  field('account.promiseAmount', 'money', 'account', (f) => f.account.promise?.amount, MINOR),
  field('account.brokenPromises', 'integer', 'account', (f) => f.account.brokenPromises, { unit: 'promises' }),
];

const DEBTOR_FIELDS: readonly Field[] = [
  field('debtor.id', 'text', 'debtor', (f) => f.debtor.externalId),
  field('debtor.name', 'text', 'debtor', (f) => f.debtor.name),
  field('debtor.language', 'text', 'debtor', (f) => f.debtor.language),
  field('debtor.country', 'text', 'debtor', (f) => f.debtor.country),
  field('debtor.subdivision', 'text', 'debtor', (f) => f.debtor.subdivision),
  field('debtor.timezone', 'text', 'debtor', (f) => f.debtor.timezone),
  field('debtor.email', 'text', 'debtor', (f) => f.debtor.email),
  field('debtor.phone', 'text', 'debtor', (f) => f.debtor.phone),
  field('debtor.whatsapp', 'text', 'debtor', (f) => f.debtor.whatsapp),
  field('debtor.pushCount', 'integer', 'debtor', (f) => f.debtor.pushCount, { unit: 'devices' }),
  field('debtor.postal', 'text', 'debtor', (f) => f.debtor.postal),
  field('debtor.hoursOverride', 'object', 'debtor', (f) => f.debtor.hoursOverride),
  field('debtor.ceaseRequest', 'boolean', 'debtor', (f) => f.debtor.ceaseRequest),
  field('debtor.attorneyRepresented', 'boolean', 'debtor', (f) => f.debtor.attorneyRepresented),
  field('debtor.callConsentAt', 'instant', 'debtor', (f) => f.debtor.callConsentAt),
  field('debtor.preferredChannel', 'enum', 'debtor', (f) => f.debtor.preferredChannel, { values: CHANNELS }),
  field('debtor.preferredFrom', 'time', 'debtor', (f) => f.debtor.preferredFrom),
  field('debtor.preferredTo', 'time', 'debtor', (f) => f.debtor.preferredTo),
  field('debtor.preferenceSource', 'text', 'debtor', (f) => f.debtor.preferenceSource),
  field('debtor.preferenceAt', 'instant', 'debtor', (f) => f.debtor.preferenceAt),
  field('debtor.paperless', 'boolean', 'debtor', (f) => f.debtor.paperless),
  ...CONSENT_CHANNELS.map((channel) =>
    field(`debtor.consent.${channel}`, 'consent', 'debtor', (f) => f.debtor.consent[channel] ?? 'unknown', { values: CONSENT_STATES }),
  ),
  field('debtor.lastReplyAt', 'instant', 'debtor', (f) => f.debtor.lastReplyAt),
];

const CONTACT_FIELDS: readonly Field[] = [
  field('debtor.contacts1d', 'integer', 'contacts', (f) => f.contacts.contacts1d, CONTACTS),
  field('debtor.contacts7d', 'integer', 'contacts', (f) => f.contacts.contacts7d, CONTACTS),
  field('debtor.contacts30d', 'integer', 'contacts', (f) => f.contacts.contacts30d, CONTACTS),
  field('debtor.lastContactAt', 'instant', 'contacts', (f) => f.contacts.lastContactAt),
  field('debtor.lastContactChannel', 'text', 'contacts', (f) => f.contacts.lastContactChannel),
];

const RUN_FIELDS: readonly Field[] = [
  field('debtor.totalBalance', 'money', 'totals', (f) => f.totalBalance, MINOR),
  field('debtor.openAccounts', 'integer', 'totals', (f) => f.openAccounts, { unit: 'accounts' }),
  field('enrollment.enteredAt', 'instant', 'enrollment', (f) => f.enrollment?.enteredAt),
  field('enrollment.daysIn', 'integer', 'enrollment', daysIn, DAYS),
  field('enrollment.visits', 'integer', 'enrollment', (f) => f.enrollment?.visits, { unit: 'arrivals' }),
  field('enrollment.lastOutcome', 'text', 'enrollment', (f) => f.enrollment?.lastOutcome),
  field('event.type', 'text', 'event', (f) => f.event?.type),
  field('event.at', 'instant', 'event', (f) => f.event?.at),
];

/** Every field with a fixed name, in the order of the specification. Open-ended ones are found by `fieldAt`. */
export const FIELDS: readonly Field[] = [...ACCOUNT_FIELDS, ...DEBTOR_FIELDS, ...CONTACT_FIELDS, ...RUN_FIELDS];

const byPath = new Map(FIELDS.map((one) => [one.path, one]));

/** The prefixes after which any name is a field, because imports and events bring what they bring. */
export const OPEN_PREFIXES = ['account.attributes.', 'debtor.attributes.', 'event.'] as const;

/**
 * The field at a path; null where the catalogue has none. Any name after `account.attributes.`, `debtor.attributes.` and
 * `event.` is a field of type `any`; `event.data.amount` is the same as `event.amount`, since events are posted with `data`.
 */
export function fieldAt(path: string): Field | null {
  const fixed = byPath.get(path);
  if (fixed) return fixed;
  const prefix = OPEN_PREFIXES.find((one) => path.startsWith(one));
  const name = prefix === undefined ? '' : path.slice(prefix.length);
  if (name === '' || !isStorable(name)) return null;
  if (prefix === 'account.attributes.') return field(path, 'any', 'account', (f) => own(f.account.attributes, name));
  if (prefix === 'debtor.attributes.') return field(path, 'any', 'debtor', (f) => own(f.debtor.attributes, name));
  const inner = name.startsWith('data.') ? name.slice('data.'.length) : null;
  return field(path, 'any', 'event', (f) => own(f.event?.payload, name) ?? (inner && own(f.event?.payload, inner)));
}

/** True for text that a database can hold: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** Only the record's own keys: `constructor` is nobody's attribute. */
function own(record: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : null;
}
