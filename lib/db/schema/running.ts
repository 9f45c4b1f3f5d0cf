import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, shard, workspaceId } from './columns.ts';
import { journey } from './journeys.ts';
import { person, workspace } from './people.ts';

/*
 * Hot tables of the runner, narrow and lean: no index contains wake_at, so that moving an enrollment stays in its page.
 */

/** One account's run through one journey version: where it stands. `run` counts the account's runs of this journey. */
export const enrollment = pgTable(
  'enrollment',
  {
    shard: shard(),
    id: uuid('id').notNull(),
    workspaceId: workspaceId(),
    journeyId: integer('journey_id').notNull(),
    versionId: integer('version_id').notNull(),
    accountId: uuid('account_id').notNull(),
    debtorId: uuid('debtor_id').notNull(),
    run: integer('run').notNull(),
    status: text('status', { enum: ['live', 'ended'] }).notNull(),
    node: text('node').notNull(),
    /** Arrivals so far over all nodes: the number of the step it stands at. */
    seq: integer('seq').notNull(),
    enteredAt: instant('entered_at').notNull(),
    arrivedAt: instant('arrived_at').notNull(),
    actedAt: instant('acted_at'),
    /** Until when the policy last told the step to wait. */
    heldUntil: instant('held_until'),
    /** What became of the call that the step made; null while nobody knows. */
    answer: text('answer', { enum: ['ok', 'failed'] }),
    /** When the runner must look again; null where only an event can move it. */
    wakeAt: instant('wake_at'),
    /** The pool for whose place it waits; null where it waits for none. */
    pool: text('pool'),
    /** The place that it was given and has not gone on with yet: `{day, rank, requests, places}`. */
    place: jsonb('place'),
    lastOutcome: text('last_outcome'),
    /** Arrivals by node, for nodes in a loop; null in a journey without one. */
    visits: jsonb('visits'),
    outcome: text('outcome'),
    endedAt: instant('ended_at'),
  },
  (t) => [primaryKey({ columns: [t.shard, t.id] }), uniqueIndex('enrollment_run').on(t.shard, t.accountId, t.journeyId, t.run)],
);

/** What each step read and decided. Append-only. */
export const stepTrace = pgTable(
  'step_trace',
  {
    shard: shard(),
    workspaceId: workspaceId(),
    enrollmentId: uuid('enrollment_id').notNull(),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    node: text('node').notNull(),
    /** The handle it left by, or what else became of the step: `exit`, `suspended`, `wait`. */
    outcome: text('outcome').notNull(),
    /** Why a step was not sent; null where it acted. */
    reason: text('reason'),
    /** JSON: the facts that were read and the rule that decided. */
    detail: text('detail'),
  },
  (t) => [index('step_trace_enrollment').on(t.shard, t.enrollmentId, t.seq)],
);

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

/**
 * How often what happened in a shard, by version and node: runs that `entered` or `ended` there (outcome empty), and each
 * outcome of a `step` of `step_trace`, and the arms that a step showed and that were `rewarded` (the outcome is the arm, the version the one that
 * the run is on by then). Kept in the transactions that make it so: a few rows, whatever the portfolio, so that
 * live counts cost nothing. Not partitioned, as the agenda is not.
 */
export const stepCount = pgTable(
  'step_count',
  {
    shard: shard(),
    versionId: integer('version_id').notNull(),
    kind: text('kind', { enum: ['entered', 'ended', 'step', 'rewarded'] }).notNull(),
    node: text('node').notNull(),
    outcome: text('outcome').notNull(),
    times: bigint('times', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.shard, t.versionId, t.kind, t.node, t.outcome] })],
);

/** Work for a person, made by a task step. */
export const task = pgTable(
  'task',
  {
    shard: shard(),
    enrollmentId: uuid('enrollment_id').notNull(),
    seq: integer('seq').notNull(),
    id: uuid('id').notNull(),
    workspaceId: workspaceId(),
    node: text('node').notNull(),
    debtorId: uuid('debtor_id').notNull(),
    accountId: uuid('account_id').notNull(),
    kind: text('kind', { enum: ['call', 'visit', 'letter', 'review'] }).notNull(),
    queue: text('queue').notNull(),
    /** The fact by which the queue is ordered, where the step names one. */
    priority: doublePrecision('priority'),
    status: text('status', { enum: ['open', 'done', 'expired', 'cancelled'] }).notNull(),
    outcome: text('outcome'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    /** Who has taken it at the desk, and since when by the workspace's clock; null: nobody. */
    takenBy: text('taken_by'),
    takenAt: instant('taken_at'),
  },
  (t) => [
    primaryKey({ columns: [t.shard, t.enrollmentId, t.seq] }),
    index('task_open').on(t.shard, t.workspaceId).where(sql`status = 'open'`),
  ],
);

/**
 * An arm that an account was shown by a step that learns, what is hoped for and until when, and when it was heard of. Written in the
 * turn that shows; never deleted, since each day's model is counted from all of them.
 */
export const armShowing = pgTable(
  'arm_showing',
  {
    shard: shard(),
    enrollmentId: uuid('enrollment_id').notNull(),
    seq: integer('seq').notNull(),
    workspaceId: workspaceId(),
    accountId: uuid('account_id').notNull(),
    journeyId: integer('journey_id').notNull(),
    node: text('node').notNull(),
    /** The key of the step: journeys that name the same key learn together. */
    model: text('model').notNull(),
    arm: text('arm').notNull(),
    /** The values of the context fields, as JSON. */
    context: text('context').notNull(),
    at: instant('at').notNull(),
    /** Its place among what the account was shown at that instant. */
    ordinal: integer('ordinal').notNull(),
    /** The type of event that is hoped for. */
    reward: text('reward').notNull(),
    /** The last instant at which it counts. */
    until: instant('until').notNull(),
    /** When it was heard of, by the workspace's clock; null while it was not. */
    rewardedAt: instant('rewarded_at'),
  },
  (t) => [
    primaryKey({ columns: [t.shard, t.enrollmentId, t.seq] }),
    index('arm_showing_account').on(t.shard, t.accountId),
    index('arm_showing_model').on(t.shard, t.workspaceId, t.model),
  ],
);

/** What was known of the arms of a key at the start of one day of its workspace. Written once and never changed. */
export const armModel = pgTable(
  'arm_model',
  {
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    model: text('model').notNull(),
    /** YYYY-MM-DD of the workspace's zone. */
    day: text('day').notNull(),
    version: integer('version').notNull(),
    /** `[{context, arm, successes, failures}]`. */
    trials: jsonb('trials').notNull(),
    madeAt: instant('made_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.model, t.day] })],
);

/** When the runner must next look at a shard of a workspace. A row is claimed, with skip locked, for the length of a turn. */
export const agenda = pgTable(
  'agenda',
  {
    shard: shard(),
    workspaceId: workspaceId(),
    /** Null where nothing is due. */
    nextAt: instant('next_at'),
    /** The instant up to which the starts of local days have been looked at; null: every account is looked at next. */
    lookedUntil: instant('looked_until'),
    /** When the next local day begins in any zone of the shard's debtors; null where no journey looks at everyone. */
    nextDayAt: instant('next_day_at'),
    /** A look of this instant is under way; null where none is, or where it must begin anew. */
    lookingAt: instant('looking_at'),
    /** Debtors up to this id have been looked at in it: after a crash they are not looked at again, since by then they have moved. */
    lookedDebtor: uuid('looked_debtor'),
    /** When the next day of the workspace begins, by which what is known of arms is summed up anew; null where no journey learns. */
    learnAt: instant('learn_at'),
    /** True where somebody in the shard may wait for a place of a pool: the workspace's opening hour matters then. */
    hasRequests: boolean('has_requests').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.shard, t.workspaceId] })],
);

/** An instant at which accounts are looked at for entry: those stated then (an import), and those that begin to exist then. */
export const look = pgTable(
  'look',
  {
    shard: shard(),
    workspaceId: workspaceId(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.shard, t.workspaceId, t.at] })],
);

/**
 * The places of a pool that were given on one local day of its workspace: the row that keeps a day from being given twice,
 * written with the places. A day on which nobody asked has none.
 */
export const poolDay = pgTable(
  'pool_day',
  {
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    pool: text('pool').notNull(),
    /** YYYY-MM-DD. */
    day: text('day').notNull(),
    places: integer('places').notNull(),
    requests: integer('requests').notNull(),
    granted: integer('granted').notNull(),
    /** By the workspace's clock. */
    givenAt: instant('given_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.pool, t.day] })],
);

/**
 * A simulation or backtest that a person asked for: what was asked, how far it is, what came of it. Cold: a few rows for each
 * journey, the older ones thrown away. One without an end whose runner is silent was cut off.
 */
export const simulation = pgTable(
  'simulation',
  {
    id: uuid('id').primaryKey(),
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    journeyId: integer('journey_id')
      .notNull()
      .references(() => journey.id, { onDelete: 'cascade' }),
    personId: text('person_id').references(() => person.id, { onDelete: 'set null' }),
    /** The process that runs it. */
    runner: text('runner').notNull(),
    order: jsonb('order').notNull(),
    /** Debtors done, and to be done over all versions; 0 of 0 while they are read. */
    done: integer('done').notNull().default(0),
    whole: integer('whole').notNull().default(0),
    stopAskedAt: instant('stop_asked_at'),
    startedAt: instant('started_at').notNull().defaultNow(),
    seenAt: instant('seen_at').notNull().defaultNow(),
    endedAt: instant('ended_at'),
    outcome: text('outcome', { enum: ['finished', 'stopped', 'failed', 'interrupted'] }),
    /** Where it failed: why, in the words of what failed. */
    problem: text('problem'),
    result: jsonb('result'),
  },
  (t) => [
    // One at a time in a workspace, whoever asks.
    uniqueIndex('simulation_running').on(t.workspaceId).where(sql`ended_at is null`),
    index('simulation_journey').on(t.journeyId, t.startedAt),
  ],
);
