import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, minorUnits, shard, workspaceId } from './columns.ts';

/*
 * Hot tables. Each is LIST-partitioned by shard and its keys lead with shard; partitions and fillfactor stand in the
 * migration, since Drizzle has no syntax for them. Every hot statement names one shard.
 */

/** A person or company that owes. `imported` is what the last import or upsert said; the columns are that plus the events since. */
export const debtor = pgTable(
  'debtor',
  {
    shard: shard(),
    id: uuid('id').notNull(),
    workspaceId: workspaceId(),
    externalId: text('external_id').notNull(),
    name: text('name'),
    language: text('language'),
    country: text('country'),
    subdivision: text('subdivision'),
    /** As stated; null where nobody said. `zone` is the one in force. */
    timezone: text('timezone'),
    zone: text('zone').notNull(),
    email: text('email'),
    phone: text('phone'),
    whatsapp: text('whatsapp'),
    pushCount: integer('push_count').notNull().default(0),
    postal: text('postal'),
    hoursOverride: jsonb('hours_override'),
    ceaseRequest: boolean('cease_request'),
    attorneyRepresented: boolean('attorney_represented'),
    callConsentAt: instant('call_consent_at'),
    preferredChannel: text('preferred_channel'),
    preferredFrom: text('preferred_from'),
    preferredTo: text('preferred_to'),
    preferenceSource: text('preference_source'),
    preferenceAt: instant('preference_at'),
    paperless: boolean('paperless'),
    /** `{ "email": "granted", "sms": "denied" }`; a channel left out is unknown. */
    consent: jsonb('consent').notNull().default({}),
    /** Channels that failed for good, as a list of names. */
    hardFailed: jsonb('hard_failed').notNull().default([]),
    lastReplyAt: instant('last_reply_at'),
    attributes: jsonb('attributes').notNull().default({}),
    imported: jsonb('imported').notNull(),
    importedAt: instant('imported_at').notNull(),
    /** The newest event folded in; an older one that arrives folds everything anew. */
    lastEventAt: instant('last_event_at'),
  },
  (t) => [primaryKey({ columns: [t.shard, t.id] }), uniqueIndex('debtor_external').on(t.shard, t.workspaceId, t.externalId)],
);

/** One debt. `imported` is what the last import or upsert said, as of `asOf`; the columns are that plus the events since. */
export const account = pgTable(
  'account',
  {
    shard: shard(),
    id: uuid('id').notNull(),
    workspaceId: workspaceId(),
    externalId: text('external_id').notNull(),
    debtorId: uuid('debtor_id').notNull(),
    product: text('product'),
    currency: text('currency').notNull(),
    balance: minorUnits('balance').notNull(),
    principal: minorUnits('principal'),
    /** Civil date `YYYY-MM-DD` in the debtor's zone. */
    dueDate: text('due_date'),
    openedAt: instant('opened_at'),
    status: text('status'),
    segment: text('segment'),
    score: doublePrecision('score'),
    tags: jsonb('tags').notNull().default([]),
    attributes: jsonb('attributes').notNull().default({}),
    lastPaymentAt: instant('last_payment_at'),
    lastPaymentAmount: minorUnits('last_payment_amount'),
    paidTotal: minorUnits('paid_total').notNull().default(0),
    surplus: minorUnits('surplus').notNull().default(0),
    promiseDate: text('promise_date'),
    promiseAmount: minorUnits('promise_amount'),
    promisePaid: minorUnits('promise_paid'),
    promiseMadeAt: instant('promise_made_at'),
    /** The midnight after the promised date in the debtor's zone. */
    promiseBreaksAt: instant('promise_breaks_at'),
    brokenPromises: integer('broken_promises').notNull().default(0),
    promisesMade: integer('promises_made').notNull().default(0),
    statusBeforeDispute: text('status_before_dispute'),
    /** When a dispute was last opened. */
    disputedAt: instant('disputed_at'),
    imported: jsonb('imported').notNull(),
    asOf: instant('as_of').notNull(),
    /** When an import or upsert last made or changed it: at that instant it is looked at for entry. */
    statedAt: instant('stated_at'),
    lastEventAt: instant('last_event_at'),
  },
  (t) => [
    primaryKey({ columns: [t.shard, t.id] }),
    uniqueIndex('account_external').on(t.shard, t.workspaceId, t.externalId),
    index('account_debtor').on(t.shard, t.debtorId),
    // Who is overdue longest, of those who owe. Predicate and key are all columns that a mere step never changes.
    index('account_open_due').on(t.shard, t.workspaceId, t.dueDate, t.id).where(sql`balance > 0`),
    index('account_promise_breaks').on(t.shard, t.workspaceId, t.promiseBreaksAt).where(sql`promise_breaks_at is not null`),
  ],
);

/** Something that happened, with its own time `at`; `arrival` orders what came at one instant. */
export const event = pgTable(
  'event',
  {
    shard: shard(),
    arrival: bigint('arrival', { mode: 'number' }).notNull().default(sql`nextval('event_arrival')`),
    workspaceId: workspaceId(),
    externalId: text('external_id').notNull(),
    debtorId: uuid('debtor_id').notNull(),
    accountId: uuid('account_id'),
    type: text('type').notNull(),
    at: instant('at').notNull(),
    payload: jsonb('payload').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** False until the runner has folded it in and shown it to the enrollments. */
    applied: boolean('applied').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.shard, t.arrival] }),
    uniqueIndex('event_external').on(t.shard, t.workspaceId, t.externalId),
    index('event_debtor').on(t.shard, t.debtorId, t.at),
    index('event_pending').on(t.shard, t.workspaceId, t.at).where(sql`not applied`),
  ],
);

/** A promise to pay, as the account's events tell it; `number` counts the account's promises from 1. */
export const promise = pgTable(
  'promise',
  {
    shard: shard(),
    accountId: uuid('account_id').notNull(),
    number: integer('number').notNull(),
    workspaceId: workspaceId(),
    amount: minorUnits('amount').notNull(),
    date: text('date').notNull(),
    status: text('status', { enum: ['open', 'kept', 'broken', 'cancelled'] }).notNull(),
    madeAt: instant('made_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.shard, t.accountId, t.number] })],
);
