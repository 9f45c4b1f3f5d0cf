import type { ColumnSpec, Columns } from '#lib/db/columns-io.ts';
import type { AccountState } from '#lib/facts/account.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import type { Enrollment } from '#lib/interpreter/enrollment.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';

/*
 * The columns of the hot tables that a turn reads, and the states they make. Names are those of the tables, so that the
 * select is the list of the names.
 */

export const DEBTOR_COLUMNS = {
  id: 'uuid',
  external_id: 'text',
  name: 'text?',
  language: 'text?',
  country: 'text?',
  subdivision: 'text?',
  timezone: 'text?',
  zone: 'text',
  email: 'text?',
  phone: 'text?',
  whatsapp: 'text?',
  push_count: 'integer',
  postal: 'text?',
  hours_override: 'json?',
  cease_request: 'boolean?',
  attorney_represented: 'boolean?',
  call_consent_at: 'instant?',
  preferred_channel: 'text?',
  preferred_from: 'text?',
  preferred_to: 'text?',
  preference_source: 'text?',
  preference_at: 'instant?',
  paperless: 'boolean?',
  consent: 'json',
  hard_failed: 'json',
  last_reply_at: 'instant?',
  attributes: 'json',
  last_event_at: 'instant?',
} as const satisfies ColumnSpec;

export const ACCOUNT_COLUMNS = {
  id: 'uuid',
  external_id: 'text',
  debtor_id: 'uuid',
  product: 'text?',
  currency: 'text',
  balance: 'integer',
  principal: 'integer?',
  due_date: 'text?',
  opened_at: 'instant?',
  status: 'text?',
  segment: 'text?',
  score: 'float?',
  tags: 'json',
  attributes: 'json',
  last_payment_at: 'instant?',
  last_payment_amount: 'integer?',
  paid_total: 'integer',
  surplus: 'integer',
  promise_date: 'text?',
  promise_amount: 'integer?',
  promise_paid: 'integer?',
  promise_made_at: 'instant?',
  promise_breaks_at: 'instant?',
  broken_promises: 'integer',
  promises_made: 'integer',
  status_before_dispute: 'text?',
  disputed_at: 'instant?',
  last_event_at: 'instant?',
} as const satisfies ColumnSpec;

export const ENROLLMENT_COLUMNS = {
  id: 'uuid',
  journey_id: 'integer',
  version_id: 'integer',
  account_id: 'uuid',
  run: 'integer',
  status: 'name',
  node: 'text',
  seq: 'integer',
  entered_at: 'instant',
  arrived_at: 'instant',
  acted_at: 'instant?',
  held_until: 'instant?',
  answer: 'name?',
  wake_at: 'instant?',
  pool: 'text?',
  place: 'json?',
  last_outcome: 'text?',
  visits: 'json?',
  outcome: 'text?',
  ended_at: 'instant?',
} as const satisfies ColumnSpec;

export const CONTACT_COLUMNS = {
  debtor_id: 'uuid',
  enrollment_id: 'uuid',
  seq: 'integer',
  journey_id: 'integer',
  node: 'text',
  channel: 'name',
  topic: 'text?',
  queued_at: 'instant',
  status: 'name',
  account_ids: 'uuids',
  enrollment_ids: 'uuids',
} as const satisfies ColumnSpec;

/** The select list of CONTACT_COLUMNS for turns: what a provider has in hand is sent as far as they are concerned; nobody joins it or takes it back. */
export const CONTACT_SELECT = Object.keys(CONTACT_COLUMNS)
  .map((name) => (name === 'status' ? `case when claimed_at is null then status else 'sent' end as status` : name))
  .join(', ');

export const EVENT_COLUMNS = {
  arrival: 'integer',
  debtor_id: 'uuid',
  account_id: 'uuid?',
  type: 'text',
  at: 'instant',
  payload: 'json',
} as const satisfies ColumnSpec;

/** One row of columns by name. */
export type Row<S extends ColumnSpec> = { readonly [Name in keyof S]: Columns<S>[Name][number] };

/**
 * Columns as a list of what `make` builds of each row. The row it is given is a view that moves on: read it, do not keep
 * it. A record of its own for each row cost a third of the time of reading.
 */
export function eachRow<S extends ColumnSpec, T>(columns: Columns<S>, make: (row: Row<S>) => T): T[] {
  const lists: readonly [string, readonly unknown[]][] = Object.entries(columns);
  let index = 0;
  const view = Object.defineProperties({}, Object.fromEntries(lists.map(([name, list]) => [name, { get: () => list[index] }])));
  const made: T[] = [];
  for (const length = lists[0]?.[1].length ?? 0; index < length; index++) made.push(make(view as Row<S>));
  return made;
}

export function debtorState(row: Row<typeof DEBTOR_COLUMNS>): DebtorState {
  return {
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    language: row.language,
    country: row.country,
    subdivision: row.subdivision,
    timezone: row.timezone,
    zone: row.zone,
    email: row.email,
    phone: row.phone,
    whatsapp: row.whatsapp,
    pushCount: row.push_count,
    postal: row.postal,
    hoursOverride: row.hours_override,
    ceaseRequest: row.cease_request,
    attorneyRepresented: row.attorney_represented,
    callConsentAt: row.call_consent_at,
    preferredChannel: row.preferred_channel,
    preferredFrom: row.preferred_from,
    preferredTo: row.preferred_to,
    preferenceSource: row.preference_source,
    preferenceAt: row.preference_at,
    paperless: row.paperless,
    consent: row.consent as DebtorState['consent'],
    hardFailed: row.hard_failed as DebtorState['hardFailed'],
    lastReplyAt: row.last_reply_at,
    attributes: row.attributes as DebtorState['attributes'],
  };
}

export function accountState(row: Row<typeof ACCOUNT_COLUMNS>): AccountState {
  const { promise_date, promise_amount, promise_paid, promise_made_at, promise_breaks_at } = row;
  const isOpen = promise_date !== null && promise_amount !== null && promise_made_at !== null && promise_breaks_at !== null;
  return {
    id: row.id,
    externalId: row.external_id,
    debtorId: row.debtor_id,
    product: row.product,
    currency: row.currency,
    balance: row.balance,
    principal: row.principal,
    dueDate: row.due_date,
    openedAt: row.opened_at,
    status: row.status,
    segment: row.segment,
    score: row.score,
    tags: row.tags as AccountState['tags'],
    attributes: row.attributes as AccountState['attributes'],
    lastPaymentAt: row.last_payment_at,
    lastPaymentAmount: row.last_payment_amount,
    paidTotal: row.paid_total,
    surplus: row.surplus,
    promise: isOpen
      ? { date: promise_date, amount: promise_amount, paid: promise_paid ?? 0, madeAt: promise_made_at, breaksAt: promise_breaks_at }
      : null,
    brokenPromises: row.broken_promises,
    promisesMade: row.promises_made,
    statusBeforeDispute: row.status_before_dispute,
    disputedAt: row.disputed_at,
  };
}

export function enrollmentOf(row: Row<typeof ENROLLMENT_COLUMNS>): Enrollment {
  return {
    id: row.id,
    journeyId: row.journey_id,
    versionId: row.version_id,
    accountId: row.account_id,
    run: row.run,
    status: row.status === 'live' ? 'live' : 'ended',
    node: row.node,
    seq: row.seq,
    enteredAt: row.entered_at,
    arrivedAt: row.arrived_at,
    actedAt: row.acted_at,
    heldUntil: row.held_until,
    answer: row.answer === 'ok' || row.answer === 'failed' ? row.answer : null,
    wakeAt: row.wake_at,
    pool: row.pool,
    place: row.place as Enrollment['place'],
    lastOutcome: row.last_outcome,
    visits: row.visits as Enrollment['visits'],
    outcome: row.outcome,
    endedAt: row.ended_at,
  };
}

export function contactRecord(row: Row<typeof CONTACT_COLUMNS>): ContactRecord {
  return {
    enrollmentId: row.enrollment_id,
    seq: row.seq,
    journeyId: row.journey_id,
    node: row.node,
    channel: row.channel,
    topic: row.topic,
    queuedAt: row.queued_at,
    status: row.status,
    accountIds: row.account_ids,
    enrollmentIds: row.enrollment_ids,
  };
}
