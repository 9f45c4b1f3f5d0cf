import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, serial, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, workspaceId } from './columns.ts';

/** One company's portfolio, people, journeys and policy. `mode` test has a clock that moves only when told. */
export const workspace = pgTable(
  'workspace',
  {
    id: serial('id').primaryKey(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    mode: text('mode', { enum: ['test', 'live'] }).notNull(),
    country: text('country').notNull(),
    timezone: text('timezone').notNull(),
    currency: text('currency').notNull(),
    language: text('language').notNull().default('es'),
    /** The country preset in force, null for none. */
    policyCode: text('policy_code'),
    topicDays: integer('topic_days').notNull().default(3),
    /** HH:MM of the workspace's zone: when the places of pools are given. */
    openingTime: text('opening_time').notNull().default('08:00'),
    /** From when on it is to be looked whether a day's places are to be given; it may lie in the past while nobody asks for one. */
    opensAt: instant('opens_at').notNull().default(sql`'epoch'`),
    /** Over how many shards its debtors spread, from `shardBase` on; fixed at creation. */
    shardBase: integer('shard_base').notNull(),
    shardSpread: integer('shard_spread').notNull().default(1),
    /** Test mode only: what the clock shows. Null in live mode. */
    clockAt: instant('clock_at'),
    /** Test mode only: who is moving the clock at this moment, and when they last said so by the system's clock. */
    clockMover: text('clock_mover'),
    clockMoverSeenAt: instant('clock_mover_seen_at'),
    /** Of the form that made it, with the person who sent it: sent twice, it makes one workspace. */
    creationKey: text('creation_key'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('workspace_slug').on(t.slug), uniqueIndex('workspace_creation_key').on(t.creationKey)],
);

/** What signs a workspace's calls to other systems. Two are in force for a while after a change, so that receivers can follow. */
export const signingSecret = pgTable(
  'signing_secret',
  {
    id: serial('id').primaryKey(),
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    secret: text('secret').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Who made it and saw it; null for one that the first call made, which nobody has seen. */
    createdBy: text('created_by'),
    /** From when on it signs no more; null for the one in use. */
    retiresAt: instant('retires_at'),
  },
  (t) => [uniqueIndex('signing_secret_in_use').on(t.workspaceId).where(sql`retires_at is null`)],
);

/**
 * The newest move of a test workspace's clock that a person asked for. One without an end whose mover is gone was cut off.
 * From and to are instants of the workspace's clock; the others are the system's.
 */
export const clockMove = pgTable('clock_move', {
  workspaceId: workspaceId()
    .primaryKey()
    .references(() => workspace.id, { onDelete: 'cascade' }),
  /** The mover's name while it holds the clock (`workspace.clock_mover`). */
  id: text('id').notNull(),
  personId: text('person_id').references(() => person.id, { onDelete: 'set null' }),
  fromAt: instant('from_at').notNull(),
  toAt: instant('to_at').notNull(),
  /** Contacts that were dispatched so far. */
  contacts: integer('contacts').notNull().default(0),
  stopAskedAt: instant('stop_asked_at'),
  startedAt: instant('started_at').notNull().defaultNow(),
  endedAt: instant('ended_at'),
  outcome: text('outcome', { enum: ['arrived', 'stopped', 'failed'] }),
});

/** A person who signs in (better-auth's `user`). */
export const person = pgTable(
  'person',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    language: text('language').notNull().default('es'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('person_email').on(t.email)],
);

/** A signed-in browser (better-auth's `session`). */
export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    token: text('token').notNull(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('session_token').on(t.token)],
);

/** How a person proves who they are (better-auth's `account`; here a hashed password). */
export const credential = pgTable('credential', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  personId: text('person_id')
    .notNull()
    .references(() => person.id, { onDelete: 'cascade' }),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** One-time proofs (better-auth's `verification`). */
export const verification = pgTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** Sign-in attempts, counted in the database so that every server sees them (better-auth's `rateLimit`). */
export const rateLimit = pgTable(
  'rate_limit',
  {
    id: text('id').primaryKey(),
    key: text('key').notNull(),
    count: integer('count').notNull(),
    lastRequest: bigint('last_request', { mode: 'number' }).notNull(),
  },
  (t) => [uniqueIndex('rate_limit_key').on(t.key)],
);

/** What a person may do in a workspace: one of the five roles. */
export const role = pgTable(
  'role',
  {
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['admin', 'manager', 'marketer', 'executive', 'agent'] }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.personId] })],
);

/** A link by which one person joins a workspace in a role, once. The link itself is kept nowhere, only its hash. */
export const invitation = pgTable(
  'invitation',
  {
    id: text('id').primaryKey(),
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['admin', 'manager', 'marketer', 'executive', 'agent'] }).notNull(),
    /** For whom it is meant, as a note to those who invite. */
    note: text('note'),
    tokenHash: text('token_hash').notNull(),
    createdBy: text('created_by').references(() => person.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    usedAt: instant('used_at'),
    usedBy: text('used_by').references(() => person.id, { onDelete: 'set null' }),
  },
  (t) => [uniqueIndex('invitation_token').on(t.tokenHash), index('invitation_workspace').on(t.workspaceId)],
);

/** Who changed what, when; never edited. */
export const audit = pgTable('audit', {
  id: serial('id').primaryKey(),
  workspaceId: integer('workspace_id'),
  personId: text('person_id'),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
  detail: jsonb('detail'),
  at: instant('at').notNull().defaultNow(),
});
