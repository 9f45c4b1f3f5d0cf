import { z } from 'zod';
import { isLocalTime, isZone } from '#lib/base/civil.ts';
import { type Instant, parseInstant } from '#lib/base/instant.ts';
import { jsonPath, type Problem, type Read } from '#lib/base/problem.ts';
import { unstorableParts } from '#lib/base/storable-json.ts';
import { type AccountInput, accountInputSchema } from '#lib/facts/account-input.ts';
import { type DebtorInput, debtorInputSchema } from '#lib/facts/debtor-input.ts';
import { isAccountEvent, readEventPayload } from '#lib/facts/event-payload.ts';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { OPENING_TIME } from '#lib/journey/pools.ts';

/** An event of a scenario, about an account or a debtor by external id. */
export interface ScenarioEvent {
  readonly at: Instant;
  readonly type: string;
  readonly account: string | null;
  readonly debtor: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly externalId: string | null;
}

/** A test case of a journey (journey.md section 11): facts, events with times, a journey, the stretch of time to run. */
export interface Scenario {
  readonly name: string;
  readonly timezone: string;
  /** When the workspace opens, HH:MM of its zone. */
  readonly openingTime: string;
  readonly country: string | null;
  readonly policy: string | null;
  readonly topicDays: number;
  readonly debtors: readonly DebtorInput[];
  readonly accounts: readonly (AccountInput & { readonly currency: string })[];
  readonly journey: JourneyDocument;
  readonly from: Instant;
  readonly to: Instant;
  readonly events: readonly ScenarioEvent[];
}

const instant = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: `"${text}" is not a date and time with its offset (2026-03-01T09:00:00-05:00)` });
  return z.NEVER;
});

const caseSchema = z.looseObject({
  name: z.string(),
  workspace: z.looseObject({
    timezone: z.string().refine(isZone, 'is not a time zone (an IANA name, as America/Bogota)'),
    country: z.string().nullish(),
    policy: z.string().nullish(),
    topicDays: z.number().optional(),
    openingTime: z.string().refine(isLocalTime, 'is not a time of day (08:00)').optional(),
  }),
  debtors: z.array(z.looseObject({ id: z.string() })),
  accounts: z.array(z.looseObject({ id: z.string(), debtor: z.string() })),
  journey: z.unknown(),
  from: instant,
  to: instant,
  events: z
    .array(
      z.strictObject({
        at: instant,
        type: z.string(),
        account: z.string().optional(),
        debtor: z.string().optional(),
        data: z.looseObject({}).optional(),
        id: z.string().optional(),
      }),
    )
    .default([]),
});
type Case = z.infer<typeof caseSchema>;

const INSTANTS = ['openedAt', 'asOf', 'callConsentAt', 'preferenceAt'];

/** Reads a case in the form of the conformance files; every problem has its JSON path. */
export function readScenario(value: unknown): Read<Scenario> {
  const unstorable = unstorableParts(value);
  if (unstorable.length > 0) return { ok: false, problems: unstorable };
  const parsed = caseSchema.safeParse(value);
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, []) };
  const { data } = parsed;
  const journey = readJourney(data.journey);
  const debtors = readAll('debtors', data.debtors, debtorInputSchema, ({ id, ...facts }) => ({ ...facts, externalId: id }));
  const accounts = readAll('accounts', data.accounts, accountInputSchema.required({ currency: true }), ({ id, debtor, ...facts }) => ({
    ...facts,
    externalId: id,
    debtorExternalId: debtor,
  }));
  const events = data.events.map((event, index) => readEvent(event, index, data));
  const problems = [
    ...(journey.ok ? [] : journey.problems.map(({ path, message }) => ({ path: path.replace('$', '$.journey'), message }))),
    ...[debtors, accounts, ...events].flatMap((read) => (read.ok ? [] : read.problems)),
    ...strangers(data),
    ...twins('debtors', data.debtors),
    ...twins('accounts', data.accounts),
    ...(data.to < data.from ? [{ path: '$.to', message: 'The case ends before it begins.' }] : []),
  ];
  if (problems.length > 0 || !journey.ok || !debtors.ok || !accounts.ok) return { ok: false, problems };
  const { timezone, country = null, policy = null, topicDays = 3, openingTime = OPENING_TIME } = data.workspace;
  const taken = sentOnce(events.flatMap((read) => (read.ok ? [read.value] : [])));
  return {
    ok: true,
    value: {
      name: data.name,
      timezone,
      openingTime,
      country,
      policy,
      topicDays,
      debtors: debtors.value,
      accounts: accounts.value,
      journey: journey.value,
      from: data.from,
      to: data.to,
      events: taken,
    },
  };
}

type Facts = Readonly<Record<string, unknown>>;

function readAll<Row extends Facts, T>(
  name: string,
  rows: readonly Row[],
  schema: z.ZodType<T>,
  rename: (row: Row) => Facts,
): Read<readonly T[]> {
  const problems: Problem[] = [];
  const values = rows.flatMap((row, index) => {
    const read = schema.safeParse(withInstants(rename(row)));
    if (read.success) return [read.data];
    problems.push(...problemsOf(read.error, [name, index]));
    return [];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: values };
}

/** Instants are text in a file and milliseconds inside; one that cannot be read is left for the schema to refuse. */
function withInstants(row: Facts): Facts {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      INSTANTS.includes(key) && typeof value === 'string' ? (parseInstant(value) ?? value) : value,
    ]),
  );
}

function readEvent(
  { at, type, account, debtor, data = {}, id }: Case['events'][number],
  index: number,
  { accounts, debtors }: Case,
): Read<ScenarioEvent> {
  const path = jsonPath(['events', index]);
  const wrong = whyAboutNobody({ type, account, debtor }, accounts, debtors);
  if (wrong !== null) return { ok: false, problems: [{ path, message: wrong }] };
  const payload = readEventPayload(type, data, path);
  if (!payload.ok) return payload;
  return {
    ok: true,
    value: { at, type, account: account ?? null, debtor: debtor ?? null, payload: payload.value, externalId: id ?? null },
  };
}

type Subject = Pick<Case['events'][number], 'type' | 'account' | 'debtor'>;

/** Null where the event concerns an account, a debtor, or an account and its debtor. */
function whyAboutNobody({ type, account, debtor }: Subject, accounts: Case['accounts'], debtors: Case['debtors']): string | null {
  if (account === undefined && debtor === undefined) return 'An event names an account or a debtor.';
  if (debtor !== undefined && !debtors.some((one) => one.id === debtor)) return `No debtor has the id "${debtor}".`;
  if (account === undefined) return isAccountEvent(type) ? `${type} is about an account; name it.` : null;
  const known = accounts.find((one) => one.id === account);
  if (!known) return `No account has the id "${account}".`;
  return debtor === undefined || known.debtor === debtor ? null : `Account "${account}" is not one of debtor "${debtor}".`;
}

/** An event that is sent twice is stored once (data.md section 1); the first one counts. */
function sentOnce(events: readonly ScenarioEvent[]): readonly ScenarioEvent[] {
  const first = new Map(events.toReversed().map((event) => [event.externalId, event]));
  return events.filter((event) => event.externalId === null || first.get(event.externalId) === event);
}

function twins(name: string, rows: readonly { readonly id: string }[]): Problem[] {
  const ids = rows.map((row) => row.id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [{ path: jsonPath([name, index, 'id']), message: `"${id}" stands in the list already.` }] : [],
  );
}

function strangers({ accounts, debtors }: Case): Problem[] {
  const known = new Set(debtors.map((debtor) => debtor.id));
  return accounts.flatMap(({ debtor }, index) =>
    known.has(debtor) ? [] : [{ path: jsonPath(['accounts', index, 'debtor']), message: `No debtor has the id "${debtor}".` }],
  );
}

function problemsOf(error: z.ZodError, prefix: readonly PropertyKey[]): Problem[] {
  return error.issues.map((issue) => ({ path: jsonPath([...prefix, ...issue.path]), message: issue.message }));
}
