import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, shard, workspaceId } from './columns.ts';

/* What leaves the house: contacts with their words, calls to other systems, and what the sandbox took. */

/**
 * One attempt to reach a debtor about one or more accounts: record and outbox in one. (shard, enrollment, seq) is the
 * exactly-once key and the provider's idempotency key; `node` and `visit` say what seq stands for.
 */
export const contact = pgTable(
  'contact',
  {
    shard: shard(),
    id: uuid('id').notNull(),
    workspaceId: workspaceId(),
    enrollmentId: uuid('enrollment_id').notNull(),
    seq: integer('seq').notNull(),
    journeyId: integer('journey_id').notNull(),
    versionId: integer('version_id').notNull(),
    node: text('node').notNull(),
    visit: integer('visit').notNull(),
    debtorId: uuid('debtor_id').notNull(),
    /** The accounts it is about, sorted by external id. */
    accountIds: uuid('account_ids').array().notNull(),
    /** The enrollments it speaks for, in the same order. */
    enrollmentIds: uuid('enrollment_ids').array().notNull(),
    channel: text('channel').notNull(),
    template: text('template').notNull(),
    topic: text('topic'),
    status: text('status', { enum: ['queued', 'sent', 'delivered', 'read', 'answered', 'cancelled', 'failed', 'unknown'] }).notNull(),
    queuedAt: instant('queued_at').notNull(),
    /** Set, by the system's own clock, while a dispatcher has it in hand: a lease. */
    claimedAt: instant('claimed_at'),
    sentAt: instant('sent_at'),
    endedAt: instant('ended_at'),
    /** Why it was cancelled or failed: `exit`, `suspended`, a rule, a provider's word. */
    reason: text('reason'),
  },
  (t) => [
    uniqueIndex('contact_key').on(t.shard, t.enrollmentId, t.seq),
    index('contact_debtor').on(t.shard, t.debtorId, t.queuedAt),
    index('contact_queued').on(t.shard, t.workspaceId, t.queuedAt).where(sql`status = 'queued'`),
  ],
);

/** The words that were sent, as rendered: written in the transaction that claims the contact. */
export const contactMessage = pgTable(
  'contact_message',
  {
    shard: shard(),
    enrollmentId: uuid('enrollment_id').notNull(),
    seq: integer('seq').notNull(),
    address: text('address').notNull(),
    language: text('language').notNull(),
    subject: text('subject'),
    /** Plain text; an e-mail's twin. */
    body: text('body').notNull(),
    /** By which the person finds the terms of an offer: the shard and chance; null for any other message. */
    link: text('link'),
    /** The same as HTML: of an e-mail alone. */
    html: text('html'),
    /** The template that WhatsApp approved with its places filled, as the provider is given it: JSON (`ApprovedCall`). */
    approved: text('approved'),
  },
  (t) => [
    primaryKey({ columns: [t.shard, t.enrollmentId, t.seq] }),
    uniqueIndex('contact_message_link').on(t.shard, t.link).where(sql`link is not null`),
  ],
);

/**
 * A call to another system: record and outbox in one. (shard, enrollment, seq) is its key and, as `webhook-id`, what the
 * receiver knows it by; `node` and `visit` say what seq stands for. A retry is the same call with the same words.
 */
export const webhookCall = pgTable(
  'webhook_call',
  {
    shard: shard(),
    enrollmentId: uuid('enrollment_id').notNull(),
    seq: integer('seq').notNull(),
    workspaceId: workspaceId(),
    versionId: integer('version_id').notNull(),
    node: text('node').notNull(),
    visit: integer('visit').notNull(),
    debtorId: uuid('debtor_id').notNull(),
    accountId: uuid('account_id').notNull(),
    url: text('url').notNull(),
    /** The words as rendered; empty where they could not be. */
    body: text('body').notNull(),
    timeoutSeconds: integer('timeout_seconds').notNull(),
    status: text('status', { enum: ['waiting', 'ok', 'failed', 'cancelled'] }).notNull(),
    /** How often it was begun. */
    attempts: integer('attempts').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    /** By the database's clock: when it is sent next; while it is being sent, when whoever does it counts as dead. */
    nextAt: instant('next_at').notNull(),
    triedAt: instant('tried_at'),
    endedAt: instant('ended_at'),
    /** What the last attempt came to: `status`, `timeout`, `network`, `address`, `redirect`, `body`, `exit`, `moved`; null where it was taken at once. */
    reason: text('reason'),
    /** The status that the receiver answered last. */
    httpStatus: integer('http_status'),
    /** What the receiver or the network said of a failure, in its own words. */
    detail: text('detail'),
  },
  (t) => [
    primaryKey({ columns: [t.shard, t.enrollmentId, t.seq] }),
    index('webhook_call_debtor').on(t.shard, t.debtorId),
    index('webhook_call_waiting').on(t.workspaceId, t.nextAt).where(sql`status = 'waiting'`),
  ],
);

/** What the sandbox provider accepted: its own memory, by idempotency key. */
export const sandboxDelivery = pgTable(
  'sandbox_delivery',
  {
    shard: shard(),
    key: text('key').notNull(),
    channel: text('channel').notNull(),
    address: text('address').notNull(),
    acceptedAt: instant('accepted_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.shard, t.key] })],
);
