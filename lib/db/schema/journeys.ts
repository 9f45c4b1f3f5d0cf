import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, primaryKey, serial, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant, workspaceId } from './columns.ts';
import { workspace } from './people.ts';

/** A drawing and its state; `draft` is the document being edited, `revision` counts its saves. */
export const journey = pgTable(
  'journey',
  {
    id: serial('id').primaryKey(),
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    name: text('name').notNull(),
    draft: jsonb('draft').notNull(),
    revision: integer('revision').notNull().default(1),
    status: text('status', { enum: ['draft', 'live', 'paused'] })
      .notNull()
      .default('draft'),
    /** The version that new enrollments enter, null before the first publishing. */
    liveVersionId: integer('live_version_id'),
    /** What it was cloned from: `{kind, key, name, document, messages}` as they were then; null where it was drawn from nothing. */
    parent: jsonb('parent'),
    /** Names the one click that made it: a second one with the same name makes nothing more. */
    requestId: text('request_id'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** Who saved last; null where nobody in person did. */
    updatedBy: text('updated_by'),
  },
  (t) => [uniqueIndex('journey_key').on(t.workspaceId, t.key), uniqueIndex('journey_request').on(t.workspaceId, t.requestId)],
);

/** A frozen document with the message templates it uses; never edited. */
export const journeyVersion = pgTable(
  'journey_version',
  {
    id: serial('id').primaryKey(),
    journeyId: integer('journey_id')
      .notNull()
      .references(() => journey.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    document: jsonb('document').notNull(),
    templates: jsonb('templates').notNull(),
    /** The revision of the draft that was frozen. */
    revision: integer('revision'),
    publishedBy: text('published_by'),
    publishedAt: instant('published_at').notNull().defaultNow(),
  },
  (t) => [uniqueIndex('journey_version_number').on(t.journeyId, t.number)],
);

/** A test case of a journey, in the form of the conformance files; whatever journey stands in it, the draft is run. */
export const journeyScenario = pgTable(
  'journey_scenario',
  {
    journeyId: integer('journey_id')
      .notNull()
      .references(() => journey.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    document: jsonb('document').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    updatedBy: text('updated_by'),
  },
  (t) => [primaryKey({ columns: [t.journeyId, t.id] })],
);

/** A message per key, channel and language; the newest version is the one in use. */
export const messageTemplate = pgTable(
  'message_template',
  {
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    channel: text('channel').notNull(),
    language: text('language').notNull(),
    version: integer('version').notNull(),
    subject: text('subject'),
    body: text('body').notNull(),
    /** What only some messages have (`MessageExtras`); null: nothing of it. */
    extras: jsonb('extras'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.key, t.channel, t.language, t.version] })],
);

/** A workspace's own contact policy beside its country preset: house rules, tightenings, holidays added or removed. */
export const policy = pgTable(
  'policy',
  {
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    code: text('code').notNull(),
    rules: jsonb('rules').notNull(),
    /** Counts the times it was saved: who writes over another's change is told. */
    revision: integer('revision').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.code] })],
);

/** A saved reading of a file's columns (data.md section 2). */
export const mapping = pgTable(
  'mapping',
  {
    workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    document: jsonb('document').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.name] })],
);

/** One run of an import: its file, its counts, what became of it. Refused rows stand in `importRefusal`. */
export const importRun = pgTable('import', {
  id: serial('id').primaryKey(),
  workspaceId: workspaceId().references(() => workspace.id, { onDelete: 'cascade' }),
  fileName: text('file_name').notNull(),
  /** A file brought in a browser waits as `uploaded`, is looked through (`checking`, `checked`) and then written (`running`). */
  status: text('status', { enum: ['uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed'] }).notNull(),
  counts: jsonb('counts'),
  startedAt: instant('started_at').notNull().defaultNow(),
  endedAt: instant('ended_at'),
  /** The name of who brought the file; null from a shell. */
  person: text('person'),
  /** The file's name in the server's data directory; null once it is gone, and from a shell. */
  storedAs: text('stored_as'),
  size: bigint('size', { mode: 'number' }),
  /** Its headings, first rows and what its cells prove, as the screen shows them. */
  sight: jsonb('sight'),
  /** The mapping document by which it was last checked or imported. */
  mapping: jsonb('mapping'),
  mappingName: text('mapping_name'),
  /** Rows done so far, and the share of the file, 0 to 1. */
  rows: integer('rows').notNull().default(0),
  share: doublePrecision('share').notNull().default(0),
  /** When the process that works on it was last seen alive; long ago: it is dead. */
  beatAt: instant('beat_at'),
  stopAsked: boolean('stop_asked').notNull().default(false),
});

/** A row of a file that was not taken, with the reason a person reads. */
export const importRefusal = pgTable(
  'import_refusal',
  {
    importId: integer('import_id')
      .notNull()
      .references(() => importRun.id, { onDelete: 'cascade' }),
    row: integer('row').notNull(),
    reason: text('reason').notNull(),
    cells: jsonb('cells').notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.row] })],
);
