import { z } from 'zod';
import { isLocalDate, isLocalTime } from '#lib/base/civil.ts';
import { BASES, WEEKDAYS } from './rule.ts';

/*
 * The form of `presets/policies.json` and of a workspace's own rules. What is read here is only what a machine asks; prose (`notes`,
 * `callerId` …) is kept as it is, for people.
 */

const localTime = z.string().refine((text) => text === '24:00' || isLocalTime(text), {
  error: 'a time of day is written HH:MM, the end of the day 24:00',
  params: { fault: 'time' },
});
/** A civil date that there is. */
export const localDate = z.string().refine(isLocalDate, { error: 'a date is written YYYY-MM-DD', params: { fault: 'date' } });
const channels = z.union([z.literal('*'), z.array(z.string())]);

const origin = z.object({
  id: z.string().regex(/^[A-Z0-9-]{1,40}$/, 'an id has capitals, digits and hyphens'),
  article: z.string().nullable().default(null),
  basis: z.enum(BASES).default('house'),
  evidence: z.string().nullable().default(null),
  verified: z.boolean().default(false),
  sources: z.array(z.string()).default([]),
  note: z.string().nullable().default(null),
  enforce: z.boolean().default(true),
  validFrom: localDate.nullable().default(null),
  validTo: localDate.nullable().default(null),
});

const window = z.tuple([localTime, localTime]).refine(([from, to]) => from < to, {
  error: 'a window closes after it opens',
  params: { fault: 'window' },
});
export const weekWindows = z.record(z.enum(WEEKDAYS), z.array(window));

const exempt = z
  .object({
    outcomes: z.array(z.string()).default([]),
    roles: z.array(z.string()).default([]),
    priorConsentDays: z.number().int().positive().nullable().default(null),
  })
  .default({ outcomes: [], roles: [], priorConsentDays: null });

const scope = z.enum(['debtor', 'debt']).default('debtor');
const counts = z.enum(['attempt', 'connected', 'conversation']).default('attempt');

/** The lists of rules that a preset, a subdivision and a workspace's own policy have alike. */
export const ruleLists = z.object({
  hours: z.array(origin.extend({ channels, windows: weekWindows, closedOnHolidays: z.boolean().default(false) })).default([]),
  caps: z
    .array(
      origin.extend({
        channels,
        per: z.enum(['day', 'week', 'rolling7d', 'month']),
        max: z.number().int().nonnegative(),
        scope,
        counts,
        countBy: z.enum(['group', 'channel']).default('group'),
        exempt,
      }),
    )
    .default([]),
  spacing: z.array(origin.extend({ channels, minDays: z.number().int().nonnegative(), scope })).default([]),
  singleChannel: origin.extend({ channels, scope, counts }).nullable().default(null),
  afterEvent: z
    .array(
      origin.extend({
        channels,
        event: z.enum(['conversation', 'promise', 'dispute', 'payment']),
        days: z.number().int().nonnegative(),
        dayOne: z.literal('event-day').optional(),
        scope,
        exempt,
      }),
    )
    .default([]),
  forbiddenChannels: z.array(origin.extend({ channels })).default([]),
  thirdParty: origin
    .extend({ allowedRoles: z.array(z.string()) })
    .nullable()
    .default(null),
  forbiddenRecipients: z.array(origin.extend({ roles: z.array(z.string()) })).default([]),
  consent: origin
    .extend({ mode: z.literal('authorised-channels-only') })
    .nullable()
    .default(null),
  optOut: origin
    .extend({ scope: z.literal('channel') })
    .nullable()
    .default(null),
  stops: z.array(origin.extend({ event: z.enum(['cease-request', 'attorney-represented']) })).default([]),
  contentForbidden: z.array(origin.extend({ flags: z.array(z.string()) })).default([]),
  notBefore: z.array(origin.extend({ daysPastDue: z.number().int() })).default([]),
});
export type RuleLists = z.infer<typeof ruleLists>;

const exemptPurposes = origin.extend({ purposes: z.array(z.string()), exempts: z.array(z.string()) });
const consumerOverride = origin.extend({ field: z.string(), replaces: z.array(z.string()), requires: z.string().optional() });

const subdivision = ruleLists.extend({ replaces: z.array(z.string()).default([]), note: z.string().optional() });

const preset = ruleLists.extend({
  code: z.string(),
  name: z.string(),
  timezones: z.array(z.string()),
  defaultTimezone: z.string().nullable().default(null),
  exemptPurposes: exemptPurposes.nullable().default(null),
  consumerOverride: consumerOverride.nullable().default(null),
  subdivisions: z.record(z.string(), subdivision).default({}),
  disclosures: z.array(origin.extend({ when: z.string(), items: z.array(z.string()) })).default([]),
});
export type Preset = z.infer<typeof preset>;

export const presetFile = z.object({
  asOf: localDate,
  disclaimer: z.string(),
  global: z.object({ optOut: origin.extend({ scope: z.literal('channel') }), socialPublic: origin.extend({ channels }) }),
  countries: z.array(preset),
});
export type PresetFile = z.infer<typeof presetFile>;
