import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, shard, workspaceId } from './columns.ts';
import { workspace } from './people.ts';

/* When what is due: a few rows for each workspace, none of them partitioned. */

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
