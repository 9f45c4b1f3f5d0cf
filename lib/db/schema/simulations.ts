import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, workspaceId } from './columns.ts';
import { journey } from './journeys.ts';
import { person, workspace } from './people.ts';

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
