import { z } from 'zod';
import { isZone } from '#lib/base/civil.ts';
import { formatInstant, type LocalDate } from '#lib/base/instant.ts';
import { jsonPath, type Problem, type Read } from '#lib/base/problem.ts';
import type { JudgedDebtor, PriorContact, ProposedContact } from './asked.ts';
import { decide } from './decide.ts';
import { readOwnHours } from './own-hours.ts';
import { localDate, type PresetFile } from './preset.ts';
import { POLICY_CHANNELS } from './rule.ts';
import { presetBook } from './rules-of.ts';

/** RFC 3339 with an offset, seconds optional. */
const instant = z.string().transform((text, context) => {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'An instant is written 2026-11-30T07:00-05:00, with its offset.' });
  return at;
});

const debtor = z.object({
  optOut: z.array(z.string()).default([]),
  authorisedChannels: z.array(z.string()).nullable().default(null),
  hoursOverride: z.unknown().optional(),
  ceaseRequest: z.boolean().default(false),
  attorneyRepresented: z.boolean().default(false),
  callConsentAt: instant.nullable().default(null),
  promiseDate: localDate.nullable().default(null),
});

const contact = z.object({
  at: instant,
  channel: z.enum(POLICY_CHANNELS, `A channel is one of ${POLICY_CHANNELS.join(', ')}.`),
  role: z.string().default('debtor'),
  person: z.string().optional(),
  debt: z.string().optional(),
  debts: z.array(z.string()).default([]),
  purpose: z.string().default('collection'),
});
const prior = contact.extend({ direction: z.enum(['outbound', 'inbound']).default('outbound'), outcome: z.string().default('attempt') });
const proposed = contact.extend({ contentFlags: z.array(z.string()).default([]), daysPastDue: z.number().int().nullable().default(null) });

const policyCase = z.object({
  id: z.string(),
  country: z.string(),
  subdivision: z.string().nullable().default(null),
  timezone: z.string().refine(isZone, 'This is not the name of a time zone.'),
  debtor: debtor.prefault({}),
  prior: z.array(prior).default([]),
  proposed,
});

const caseFile = z.object({
  calendars: z.record(z.string(), z.array(localDate)).default({}),
  cases: z.array(z.unknown(), 'A file of cases has "cases", a list.'),
});

/** The answer to a case: instants as UTC. */
export interface CaseAnswer {
  readonly id: string;
  readonly allowed: boolean;
  readonly blockedBy: readonly string[];
  readonly earliestNextAllowed: string | null;
}

/** Answers each case of a file in the form of policy/cases.json; a case that cannot be read is a problem of its own, at its place. */
export function answerCases(file: PresetFile, value: unknown): Read<readonly Read<CaseAnswer>[]> {
  const read = caseFile.safeParse(value);
  if (!read.success) return refused(read.error, '$');
  const closed = new Map(Object.entries(read.data.calendars).map(([key, dates]) => [key, new Set(dates)]));
  return { ok: true, value: read.data.cases.map((one, index) => answerCase(file, one, `$.cases[${index}]`, closed)) };
}

type Calendars = ReadonlyMap<string, ReadonlySet<LocalDate>>;

function answerCase(file: PresetFile, value: unknown, path: string, calendars: Calendars): Read<CaseAnswer> {
  const read = policyCase.safeParse(value);
  if (!read.success) return refused(read.error, path);
  const { id, country, subdivision, timezone, prior: priors, proposed: asked } = read.data;
  const days = calendars.get(`${country}-${subdivision}`) ?? calendars.get(country);
  const known = debtorOf(read.data.debtor, timezone);
  const { allowed, blockedBy, earliestNextAllowed } = decide(
    presetBook(file, country, subdivision),
    known,
    priors.map((one): PriorContact => ({ ...one, person: one.person ?? one.role, debts: debtsOf(one) })),
    proposedOf(asked),
    (date) => days?.has(date) ?? false,
  );
  const earliest = earliestNextAllowed === null ? null : formatInstant(earliestNextAllowed);
  return { ok: true, value: { id, allowed, blockedBy, earliestNextAllowed: earliest } };
}

function debtorOf(stated: z.infer<typeof debtor>, zone: string): JudgedDebtor {
  const { optOut, authorisedChannels, hoursOverride, ceaseRequest, attorneyRepresented, callConsentAt, promiseDate } = stated;
  const hours = readOwnHours(hoursOverride);
  return { zone, optOut, authorised: authorisedChannels, hours, ceaseRequest, attorneyRepresented, callConsentAt, promiseDate };
}

function proposedOf(stated: z.infer<typeof proposed>): ProposedContact {
  return { ...stated, person: stated.person ?? stated.role, debts: debtsOf(stated) };
}

function debtsOf({ debt, debts }: { readonly debt?: string; readonly debts: readonly string[] }): readonly string[] {
  return debt === undefined ? debts : [debt, ...debts];
}

function refused(error: z.ZodError, root: string): { readonly ok: false; readonly problems: readonly Problem[] } {
  return { ok: false, problems: error.issues.map(({ path, message }) => ({ path: jsonPath(path, root), message })) };
}
