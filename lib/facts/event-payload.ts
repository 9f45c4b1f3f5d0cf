import { z } from 'zod';
import { isLocalDate, isLocalTime } from '#lib/base/civil.ts';
import type { Problem, Read } from '#lib/base/problem.ts';
import { unstorableIn } from '#lib/base/storable.ts';
import { ACCOUNT_STATUSES } from './account.ts';
import { CHANNELS, CONSENT_CHANNELS } from './debtor.ts';

const amount = z.int('must be a whole number of minor units').positive('must be above 0');
const date = z.string().refine(isLocalDate, 'is not a date (YYYY-MM-DD)');
const time = z.string().refine(isLocalTime, 'is not a time of day (HH:MM)');
const anything = z.looseObject({});

/*
 * What each type's `data` must hold. What is documented is checked; other keys are kept as they are, since templates
 * and predicates may read them as `event.*`.
 */
const PAYLOADS = {
  'account.opened': anything,
  'account.cancelled': anything,
  'invoice.issued': anything,
  'due.changed': z.looseObject({ dueDate: date }),
  'payment.received': z.looseObject({ amount }),
  'payment.reversed': z.looseObject({ amount }),
  'promise.made': z.looseObject({ date, amount: amount.optional() }),
  'dispute.opened': anything,
  'dispute.closed': anything,
  'contact.sent': anything,
  'contact.delivered': anything,
  'contact.read': anything,
  'contact.replied': anything,
  'contact.failed': z.looseObject({ channel: z.string().optional(), hard: z.boolean().optional() }),
  'consent.granted': z.looseObject({ channel: z.enum(CONSENT_CHANNELS) }),
  'consent.denied': z.looseObject({ channel: z.enum(CONSENT_CHANNELS) }),
  'preference.set': z.looseObject({ channel: z.enum(CHANNELS), from: time.optional(), to: time.optional(), source: z.string().min(1) }),
  'paperless.set': z.looseObject({ on: z.boolean() }),
  'link.opened': anything,
  'task.completed': anything,
  'status.changed': z.looseObject({ status: z.enum(ACCOUNT_STATUSES) }),
};
type PostedType = keyof typeof PAYLOADS;

/** Derived by the server from payments and midnights; nobody may post them. */
const DERIVED_EVENT_TYPES = ['promise.kept', 'promise.broken'] as const;

/** Every event type there is, beside `custom.<name>`: those that can be posted and those that are derived. */
export const EVENT_TYPES: readonly string[] = [...Object.keys(PAYLOADS), ...DERIVED_EVENT_TYPES];

/** Types that change or concern one account and so cannot name a debtor alone. */
const OF_AN_ACCOUNT = /^(account|invoice|due|payment|promise|dispute|status)\./;

/** True where the type is about one account; the others may name a debtor alone. */
export function isAccountEvent(type: string): boolean {
  return OF_AN_ACCOUNT.test(type);
}

/** True for a type in the list or `custom.<name>` (letters, digits, `. _ -`). */
export function isEventType(type: string): boolean {
  return EVENT_TYPES.includes(type) || /^custom\.[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(type);
}

/**
 * Reads the `data` of an event that came from outside; keys that are not documented are kept. Refuses an unknown type,
 * the two derived ones, and values of the wrong kind, with JSON paths below `path`.
 */
export function readEventPayload(type: string, payload: unknown, path = '$'): Read<Readonly<Record<string, unknown>>> {
  if (type === 'promise.kept' || type === 'promise.broken') {
    return refuse(`${path}.type`, `${type} is derived from payments and the calendar; post the payments instead`);
  }
  if (!isEventType(type)) return refuse(`${path}.type`, `"${type}" is no event type; one of your own is written custom.<name>`);
  const unstorable = unstorableIn(payload);
  if (unstorable !== null) return refuse(`${path}.data`, `data ${unstorable}`);
  const read = (isPosted(type) ? PAYLOADS[type] : anything).safeParse(payload ?? {});
  if (read.success) return { ok: true, value: read.data };
  const problems = read.error.issues.map((issue): Problem => {
    const place = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return { path: `${path}.data${place}`, message: `${place.slice(1) || 'data'}: ${issue.message}` };
  });
  return { ok: false, problems };
}

function isPosted(type: string): type is PostedType {
  return Object.hasOwn(PAYLOADS, type);
}

function refuse(path: string, message: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ path, message }] };
}
