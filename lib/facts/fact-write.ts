import type { AccountState } from './account.ts';
import { isStorable } from './catalogue.ts';
import type { Attribute, Attributes, DebtorState } from './debtor.ts';

/** A fact that a journey sets: an attribute, the tags or the segment by its path (`debtor.attributes.tier`). */
export interface FactWrite {
  readonly field: string;
  readonly value: Attribute;
}

/** What journeys wrote and no import has overruled since, by field. */
export type Written = Readonly<Record<string, Attribute>>;

const OWN_ATTRIBUTES = 'account.attributes.';
const PERSONAL_ATTRIBUTES = 'debtor.attributes.';

/** True for what a journey may write: attributes, `account.tags` and `account.segment`; never a balance or anything else. */
export function isWritable(field: string): boolean {
  if (field === 'account.tags' || field === 'account.segment') return true;
  const prefix = [OWN_ATTRIBUTES, PERSONAL_ATTRIBUTES].find((one) => field.startsWith(one));
  return prefix !== undefined && field.length > prefix.length && isStorable(field);
}

/** True where the value is of the field's kind: tags are a list of texts, a segment is a text or nothing. Text must be storable. */
export function suitsField({ field, value }: FactWrite): boolean {
  const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
  if (!texts.every((text) => isStorable(text))) return false;
  if (field === 'account.tags') return Array.isArray(value);
  if (field === 'account.segment') return value === null || typeof value === 'string';
  return typeof value !== 'number' || Number.isFinite(value);
}

/** True for a field of the debtor, which all their accounts share. */
export function isOfDebtor(field: string): boolean {
  return field.startsWith(PERSONAL_ATTRIBUTES);
}

/** The account after these writes; those about the debtor, of no writable field or of another kind change nothing. */
export function accountWith(state: AccountState, writes: readonly FactWrite[]): AccountState {
  return writes.reduce((account, write) => (isWritable(write.field) && suitsField(write) ? writtenOn(account, write) : account), state);
}

function writtenOn(account: AccountState, { field, value }: FactWrite): AccountState {
  if (field === 'account.segment') return typeof value === 'string' || value === null ? { ...account, segment: value } : account;
  if (field === 'account.tags') return Array.isArray(value) ? { ...account, tags: value } : account;
  if (!field.startsWith(OWN_ATTRIBUTES)) return account;
  return { ...account, attributes: withAttribute(account.attributes, field.slice(OWN_ATTRIBUTES.length), value) };
}

/** The debtor after these writes; those about the account change nothing. */
export function debtorWith(state: DebtorState, writes: readonly FactWrite[]): DebtorState {
  const own = writes.filter((write) => isOfDebtor(write.field) && isWritable(write.field) && suitsField(write));
  const attributes = own.reduce(
    (known, { field, value }) => withAttribute(known, field.slice(PERSONAL_ATTRIBUTES.length), value),
    state.attributes,
  );
  return own.length === 0 ? state : { ...state, attributes };
}

function withAttribute(attributes: Attributes, name: string, value: Attribute): Attributes {
  return { ...attributes, [name]: value };
}

/** Writes as they are kept beside what imports said: the last one of each field. */
export function writtenOf(writes: readonly FactWrite[]): Written {
  return Object.fromEntries(writes.map(({ field, value }) => [field, value]));
}

/** The other way round. */
export function writesOf(written: Written = {}): readonly FactWrite[] {
  return Object.entries(written).map(([field, value]) => ({ field, value }));
}
