import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { FIELDS } from '#lib/facts/catalogue.ts';
import type { DebtorState } from '#lib/facts/debtor.ts';
import type { Facts } from '#lib/facts/facts.ts';

/** All that a message may tell: one debtor and the accounts it is about. */
export interface MessageSight {
  readonly debtor: DebtorState;
  /** At least one, sorted by external id; all of `debtor`. */
  readonly accounts: readonly AccountState[];
  /** The civil date of `now` in `zone`. */
  readonly today: LocalDate;
  readonly now: Instant;
  /** The reader's language, as `es` or `pt-BR`: used where the template does not say its own. */
  readonly language: string;
  /** The debtor's IANA zone: instants are told as its dates. */
  readonly zone: string;
  /** Where the terms of an offer stand; null or absent in a message that is none. */
  readonly offerLink?: string | null;
  /** The company in whose name it is said. */
  readonly workspaceName: string;
}

type Values = Record<string, unknown>;

const NO_CONTACTS = { contacts1d: 0, contacts7d: 0, contacts30d: 0, lastContactAt: null, lastContactChannel: null };

const ACCOUNT = fieldsOf('account.');
const DEBTOR = fieldsOf('debtor.').filter((field) => !field.name.startsWith('consent.'));
const CONSENT = fieldsOf('debtor.consent.');

/**
 * The variables of a template, by the paths of the catalogue of fields: `account.*` is the first account, `accounts` are
 * all, then `debtor.*`, `today`, `now`, `workspace.name` and `offer.link`. What nobody said is null. Amounts are minor units.
 */
export function variablesOf(sight: MessageSight): Values {
  const { debtor, today, now } = sight;
  const [first] = sight.accounts;
  if (!first) throw new Error(`a message to ${debtor.externalId} is about no account`);
  const facts = { now, today, debtor, contacts: NO_CONTACTS, totalBalance: 0, openAccounts: 0, enrollment: null, event: null };
  const accounts = sight.accounts.map((account) => ({ ...valuesOf(ACCOUNT, { ...facts, account }), attributes: account.attributes }));
  const aboutDebtor = { ...facts, account: first };
  return {
    account: accounts[0],
    accounts,
    debtor: { ...valuesOf(DEBTOR, aboutDebtor), consent: valuesOf(CONSENT, aboutDebtor), attributes: debtor.attributes },
    today,
    now,
    workspace: { name: sight.workspaceName },
    offer: { link: sight.offerLink ?? null },
  };
}

/** The path of every variable that a template may read, attributes left out: they are as they were imported. */
export function variablePaths(): readonly string[] {
  const below = (prefix: string, fields: readonly NamedField[]) => fields.map(({ name }) => prefix + name);
  return [
    ...below('account.', ACCOUNT),
    'accounts',
    ...below('debtor.', DEBTOR),
    ...below('debtor.consent.', CONSENT),
    'today',
    'now',
    'workspace.name',
    'offer.link',
  ];
}

interface NamedField {
  readonly name: string;
  readonly get: (facts: Facts) => unknown;
}

/** The fields below a prefix that a message may tell: those of the account and the debtor themselves. */
function fieldsOf(prefix: string): readonly NamedField[] {
  return FIELDS.filter((field) => field.path.startsWith(prefix) && (field.source === 'account' || field.source === 'debtor')).map(
    (field) => ({
      name: field.path.slice(prefix.length),
      get: field.get,
    }),
  );
}

function valuesOf(fields: readonly NamedField[], facts: Facts): Values {
  const values: Values = {};
  for (const field of fields) values[field.name] = field.get(facts) ?? null;
  return values;
}
