import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, shard, workspaceId } from './columns.ts';
import { workspace } from './people.ts';

/* What steps that learn showed, and what came of it. */

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
