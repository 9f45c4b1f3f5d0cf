import { customType, integer, smallint, timestamp } from 'drizzle-orm/pg-core';

/** The partition and colocation key of every hot table: a hash of the debtor, 0 to 255 (docs/decisions/0003). */
export const shard = () => smallint('shard').notNull();

/** The company a row belongs to; nothing is ever read across two of them. */
export const workspaceId = () => integer('workspace_id').notNull();

/** An instant, stored in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

/** Money in the currency's minor units: a JavaScript integer, a PostgreSQL bigint. */
export const minorUnits = customType<{ data: number; driverData: string | number }>({
  dataType: () => 'bigint',
  fromDriver: Number,
});
