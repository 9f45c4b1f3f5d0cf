import { type Field, fieldAt, OPEN_PREFIXES } from '#lib/facts/catalogue.ts';
import { CONSENT_CHANNELS } from '#lib/facts/debtor.ts';
import type { SqlParams } from './sql-params.ts';

/** What the expression of a field may need besides the tables: the statement's values, and its instant. */
export interface Place {
  readonly params: SqlParams;
  /** The civil date of now where the debtor `d` is, as an expression. */
  readonly today: () => string;
}

type Expression = (place: Place) => string;

const daysPastDue: Expression = ({ today }) => `(${today()} - a.due_date::date)`;

/** The bands of `bucketOf`. */
const bucket: Expression = (place) => {
  const days = daysPastDue(place);
  return [
    `(case when ${days} < 0 then 'pre' when ${days} = 0 then 'due' when ${days} <= 30 then '1-30'`,
    `when ${days} <= 60 then '31-60' when ${days} <= 90 then '61-90' when ${days} > 90 then '90+' end)`,
  ].join(' ');
};

const column =
  (name: string): Expression =>
  () =>
    name;

/** A jsonb column where SQL null and JSON null are the same absence. */
const json =
  (name: string): Expression =>
  () =>
    `nullif(${name}, 'null'::jsonb)`;

/** Each field that the rows of `account` and `debtor` answer, with its expression over their aliases `a` and `d`. */
const COLUMNS: Readonly<Record<string, Expression>> = {
  'account.id': column('a.external_id'),
  'account.product': column('a.product'),
  'account.currency': column('a.currency'),
  'account.balance': column('a.balance'),
  'account.principal': column('a.principal'),
  'account.dueDate': column('a.due_date'),
  'account.openedAt': column('a.opened_at'),
  'account.status': column('a.status'),
  'account.segment': column('a.segment'),
  'account.score': column('a.score'),
  'account.tags': column('a.tags'),
  'account.daysPastDue': daysPastDue,
  'account.bucket': bucket,
  'account.lastPaymentAt': column('a.last_payment_at'),
  'account.lastPaymentAmount': column('a.last_payment_amount'),
  'account.paidTotal': column('a.paid_total'),
  'account.promiseDate': column('a.promise_date'),
  'account.promiseAmount': column('a.promise_amount'),
  'account.brokenPromises': column('a.broken_promises'),
  'debtor.id': column('d.external_id'),
  'debtor.name': column('d.name'),
  'debtor.language': column('d.language'),
  'debtor.country': column('d.country'),
  'debtor.subdivision': column('d.subdivision'),
  'debtor.timezone': column('d.timezone'),
  'debtor.email': column('d.email'),
  'debtor.phone': column('d.phone'),
  'debtor.whatsapp': column('d.whatsapp'),
  'debtor.pushCount': column('d.push_count'),
  'debtor.postal': column('d.postal'),
  'debtor.hoursOverride': json('d.hours_override'),
  'debtor.ceaseRequest': column('d.cease_request'),
  'debtor.attorneyRepresented': column('d.attorney_represented'),
  'debtor.callConsentAt': column('d.call_consent_at'),
  'debtor.preferredChannel': column('d.preferred_channel'),
  'debtor.preferredFrom': column('d.preferred_from'),
  'debtor.preferredTo': column('d.preferred_to'),
  'debtor.preferenceSource': column('d.preference_source'),
  'debtor.preferenceAt': column('d.preference_at'),
  'debtor.paperless': column('d.paperless'),
  'debtor.lastReplyAt': column('d.last_reply_at'),
  ...Object.fromEntries(
    CONSENT_CHANNELS.map((channel) => [`debtor.consent.${channel}`, column(`coalesce(d.consent ->> '${channel}', 'unknown')`)]),
  ),
};

/**
 * How the rows of an account `a` and its debtor `d` give a field's value; null where they do not (counts, totals, the run, the
 * event). Attributes are jsonb, absent where JSON says null.
 */
export function expressionOf(field: Field): Expression | null {
  if (field.type !== 'any') return Object.hasOwn(COLUMNS, field.path) ? (COLUMNS[field.path] ?? null) : null;
  const [account, debtor] = OPEN_PREFIXES;
  if (field.path.startsWith(account)) return attribute('a', field.path.slice(account.length));
  return field.path.startsWith(debtor) ? attribute('d', field.path.slice(debtor.length)) : null;
}

function attribute(table: 'a' | 'd', name: string): Expression {
  return ({ params }) => `nullif(${table}.attributes -> ${params.add(name)}::text, 'null'::jsonb)`;
}

/** True where the rows of an account and its debtor answer the field at this path, or where the catalogue has no such field. */
export function isInTables(path: string): boolean {
  const field = fieldAt(path);
  return !field || expressionOf(field) !== null;
}
