import { canonicalJson } from '#lib/base/canonical-json.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { AccountAsOf } from '#lib/facts/account-events.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import { accountAsOf, debtorAsOf } from '#lib/facts/as-of.ts';
import type { DebtorAsOf } from '#lib/facts/debtor-events.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';

/** The column `account.imported`: all that imports have said so far, and from when on events change it. */
export interface AccountStatement {
  readonly said: AccountInput & { currency: string };
  readonly asOf: Exclude<AccountAsOf, number>;
}

/** The column `debtor.imported`, likewise. */
export interface DebtorStatement {
  readonly said: DebtorInput;
  readonly asOf: Exclude<DebtorAsOf, number>;
}

/**
 * What stands after `input` was said at `at`: fields it leaves out stay as they were said before, and events keep acting
 * on them. A new account needs its balance and takes `currency` where it names none.
 */
export function restateAccount(before: AccountStatement | null, input: AccountInput, at: Instant, currency: string): AccountStatement {
  const said = { currency, ...before?.said, ...defined(input) };
  const attributes = merged(before?.said.attributes, input.attributes);
  if (attributes) said.attributes = attributes;
  const now = accountAsOf({ ...input, openedAt: said.openedAt }, at);
  const then = before?.asOf ?? now;
  return {
    said,
    asOf: {
      balance: input.balance === undefined ? then.balance : now.balance,
      dueDate: input.dueDate === undefined ? then.dueDate : now.dueDate,
      status: input.status === undefined ? then.status : now.status,
    },
  };
}

/** As `restateAccount`. */
export function restateDebtor(before: DebtorStatement | null, input: DebtorInput, at: Instant): DebtorStatement {
  const said: DebtorInput = { ...before?.said, ...defined(input) };
  const attributes = merged(before?.said.attributes, input.attributes);
  if (attributes) said.attributes = attributes;
  const consent = merged(before?.said.consent, input.consent);
  if (consent) said.consent = consent;
  const now = debtorAsOf(input, at);
  const then = before?.asOf ?? now;
  return {
    said,
    asOf: {
      preference: input.preferredChannel === undefined ? then.preference : now.preference,
      paperless: input.paperless === undefined ? then.paperless : now.paperless,
      consent: without({ ...then.consent, ...now.consent }, unknownIn(input.consent ?? {})),
    },
  };
}

/** The part of `input` that fills what nothing was said about so far; what was said is left. */
export function fillingOf(before: DebtorStatement | null, input: DebtorInput): DebtorInput {
  if (!before) return input;
  const { said } = before;
  const missing = Object.entries(defined(input)).filter(([key]) => !isKeyOf(said, key) || (said[key] ?? null) === null);
  const filling: DebtorInput = { externalId: input.externalId, ...Object.fromEntries(missing) };
  if (input.attributes) filling.attributes = without(input.attributes, said.attributes ?? {});
  if (input.consent) filling.consent = without(input.consent, said.consent ?? {});
  return filling;
}

/** True where both say the same, whenever they said it. */
export function saysTheSame(a: { said: object } | null, b: { said: object }): boolean {
  return a !== null && canonicalJson(a.said) === canonicalJson(b.said);
}

/** Saying `unknown` takes back what was said: every event counts again. */
function unknownIn(consent: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(consent).filter(([, state]) => state === 'unknown'));
}

function without<T extends object>(value: T, known: object): T {
  const rest = { ...value };
  for (const key in rest) if (Object.hasOwn(known, key)) delete rest[key];
  return rest;
}

function merged<T extends object>(before: T | undefined, now: T | undefined): T | undefined {
  return before && now ? { ...before, ...now } : (now ?? before);
}

function defined<T extends object>(input: T): T {
  const stated = { ...input };
  for (const key in stated) if (stated[key] === undefined) delete stated[key];
  return stated;
}

function isKeyOf<T extends object>(value: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(value, key);
}
