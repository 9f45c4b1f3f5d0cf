import { sql } from 'drizzle-orm';
import { bigint, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, shard, workspaceId } from './columns.ts';

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
  (t) => [
    index('step_trace_enrollment').on(t.shard, t.enrollmentId, t.seq),
    // What a rule held back, for the report of a period: few of the rows, so that it costs the others nothing.
    index('step_trace_blocked').on(t.shard, t.workspaceId, t.at).where(sql`reason like 'deferred:%' or reason like 'denied:%'`),
  ],
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
