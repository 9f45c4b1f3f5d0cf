import { z } from 'zod';
import { BUCKETS } from '#lib/facts/catalogue.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { explanationSchema } from '#lib/interpreter/explanation.ts';
import { CONTACT_STATUSES } from './contact-statuses.ts';

/** At most this many contacts a page; the default is the first. */
export const PAGE_SIZE = { usual: 50, most: 200 } as const;

/** What `GET /contacts` is asked. A parameter left out does not narrow. */
export const contactsQuerySchema = z.strictObject({
  channel: z.enum(CHANNELS).optional(),
  status: z.enum(CONTACT_STATUSES).optional(),
  /** The journey's key. */
  journey: z.string().max(64).optional(),
  /** Part of a debtor's name or externalId, or of an account's externalId. */
  search: z.string().max(120).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE.most).optional(),
});
export type ContactsQuery = z.infer<typeof contactsQuerySchema>;

const accountSchema = z.object({
  externalId: z.string(),
  dueDate: z.string().nullable(),
  /** Civil days from the due date to the contact's day in the debtor's zone; negative before it, null without a due date. */
  day: z.number().int().nullable(),
  /** The band of that day: the heat it is shown in. */
  bucket: z.enum(BUCKETS).nullable(),
});

const contactSchema = z.object({
  /** Names the contact in a path: `<shard>-<enrollment>-<seq>`. */
  key: z.string(),
  id: z.string(),
  debtor: z.object({ externalId: z.string(), name: z.string().nullable(), zone: z.string() }),
  accounts: z.array(accountSchema),
  /** The most overdue account's day; null where no account has a due date. */
  day: z.number().int().nullable(),
  bucket: z.enum(BUCKETS).nullable(),
  journey: z.object({ key: z.string(), name: z.string() }),
  node: z.object({ id: z.string(), label: z.string().nullable() }),
  channel: z.string(),
  status: z.enum(CONTACT_STATUSES),
  reason: z.string().nullable(),
  queuedAt: z.iso.datetime(),
  /** The civil date and time at which it was queued, in the debtor's zone. */
  local: z.object({ date: z.string(), time: z.string() }),
  /** The first of its words; null where nothing was rendered. */
  preview: z.string().nullable(),
});
export type ContactRow = z.infer<typeof contactSchema>;

/** A page of contacts, newest first, and the cursor of the next one; null after the last. */
export const contactPageSchema = z.object({ contacts: z.array(contactSchema), next: z.string().nullable() });
export type ContactPage = z.infer<typeof contactPageSchema>;

const approvedSchema = z.object({
  name: z.string(),
  language: z.string(),
  category: z.string(),
  variables: z.array(z.string()).readonly(),
});

const localInstantSchema = z.object({ at: z.iso.datetime(), date: z.string(), time: z.string() });
export type LocalInstant = z.infer<typeof localInstantSchema>;

const detailAccountSchema = accountSchema.extend({
  product: z.string().nullable(),
  status: z.string().nullable(),
  /** Minor units of `currency`, as it stands now. */
  balance: z.number().int(),
  currency: z.string(),
});
export type DetailAccount = z.infer<typeof detailAccountSchema>;

/** One contact in full: its words as they were sent, the accounts, the step, and why. */
export const contactDetailSchema = contactSchema.omit({ preview: true, accounts: true }).extend({
  accounts: z.array(detailAccountSchema),
  stage: z.string().nullable(),
  template: z.string(),
  topic: z.string().nullable(),
  version: z.number().int(),
  visit: z.number().int(),
  queued: localInstantSchema,
  sent: localInstantSchema.nullable(),
  ended: localInstantSchema.nullable(),
  /** Null where nothing was rendered: still queued, or cancelled before it left. */
  message: z
    .object({
      address: z.string(),
      language: z.string(),
      subject: z.string().nullable(),
      /** Plain text; an e-mail's twin. */
      body: z.string(),
      /** An e-mail as HTML; null for other channels, and for what was sent before there was any. */
      html: z.string().nullable(),
      /** The template of WhatsApp that was called. */
      approved: approvedSchema.nullable(),
    })
    .nullable(),
  /** Why it was made, or did not leave; null where the step that made it cannot be read. */
  why: explanationSchema.nullable(),
});
export type ContactDetail = z.infer<typeof contactDetailSchema>;
