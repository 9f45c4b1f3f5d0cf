import { canonicalJson } from '#lib/base/canonical-json.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { type AccountAsOf, importedAccount } from '#lib/facts/account-events.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import { accountAsOf, debtorAsOf } from '#lib/facts/as-of.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import { type DebtorAsOf, importedDebtor } from '#lib/facts/debtor-events.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import { accountWith, debtorWith, type Written, writesOf } from '#lib/facts/fact-write.ts';

/** The column `account.imported`: all that imports have said so far, and from when on events change it. */
export interface AccountStatement {
  readonly said: AccountInput & { currency: string };
  readonly asOf: Exclude<AccountAsOf, number>;
  /** What journeys have set since, by field, where no import has named it again. */
  readonly written?: Written;
}

/** The column `debtor.imported`, likewise. */
export interface DebtorStatement {
  readonly said: DebtorInput;
  readonly asOf: Exclude<DebtorAsOf, number>;
  readonly written?: Written;
}

/** The account as it was stated: what imports said and journeys wrote since, before any event. */
export function statedAccount({ said, written }: AccountStatement, id: string, debtorId: string): AccountState {
  return accountWith(importedAccount(said, id, debtorId), writesOf(written));
}

/** As `statedAccount`. */
export function statedDebtor({ said, written }: DebtorStatement, id: string, zone: string): DebtorState {
  return debtorWith(importedDebtor(said, id, zone), writesOf(written));
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
    ...stillWritten(before?.written, namedFields('account', input)),
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
    ...stillWritten(before?.written, namedFields('debtor', input)),
  };
}

/** The part of `input` that fills what nothing was said about so far; what was said is left. */
export function fillingOf(before: DebtorStatement | null, input: DebtorInput): DebtorInput {
  if (!before) return input;
  const { said, written = {} } = before;
  const missing = Object.entries(defined(input)).filter(([key]) => !isKeyOf(said, key) || (said[key] ?? null) === null);
  const filling: DebtorInput = { externalId: input.externalId, ...Object.fromEntries(missing) };
  if (input.attributes) filling.attributes = without(input.attributes, { ...said.attributes, ...attributesIn(written) });
  if (input.consent) filling.consent = without(input.consent, said.consent ?? {});
  return filling;
}

/** True where both say the same, whenever they said it, and neither overrules what a journey wrote. */
export function saysTheSame(a: Pick<AccountStatement | DebtorStatement, 'said' | 'written'>, b: typeof a): boolean {
  return canonicalJson(a.said) === canonicalJson(b.said) && canonicalJson(a.written ?? {}) === canonicalJson(b.written ?? {});
}

/** The paths of what an input says that journeys may have written too. */
function namedFields(of: 'account' | 'debtor', input: Pick<AccountInput, 'segment' | 'tags' | 'attributes'>): object {
  const attributes = Object.keys(input.attributes ?? {}).map((name) => `${of}.attributes.${name}`);
  const own = (['segment', 'tags'] as const).filter((name) => input[name] !== undefined).map((name) => `account.${name}`);
  return Object.fromEntries([...attributes, ...own].map((field) => [field, true]));
}

/** What was written and is not named by the newest import; nothing where that is all. */
function stillWritten(written: Written | undefined, named: object): { readonly written?: Written } {
  const left = without(written ?? {}, named);
  return Object.keys(left).length === 0 ? {} : { written: left };
}

function attributesIn(written: Written): object {
  return Object.fromEntries(Object.keys(written).map((field) => [field.replace(/^debtor\.attributes\./, ''), true]));
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
