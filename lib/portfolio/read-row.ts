import { isZone } from '#lib/base/civil.ts';
import { countryZone } from '#lib/base/country-zone.ts';
import { type AccountInput, accountInputSchema } from '#lib/facts/account-input.ts';
import { type DebtorInput, debtorInputSchema } from '#lib/facts/debtor-input.ts';
import { type CellSetting, readCell, readMapped } from './cells.ts';
import type { EventInput } from './events.ts';
import type { DateOrder } from './file-dates.ts';
import { datedPayload, type FileField } from './file-fields.ts';
import type { MappedColumn, MappedValue, Mapping } from './mapping.ts';

/** What one row of a file says. `account` is null in a file about debtors alone. */
export interface ReadRow {
  readonly debtor: DebtorInput;
  readonly account: AccountInput | null;
  readonly events: readonly EventInput[];
}

/** A row, or why it is not taken; `otherOrder` where its dates would be dates in another order. */
type RowRead =
  | { readonly ok: true; readonly value: ReadRow }
  | { readonly ok: false; readonly reason: string; readonly otherOrder: DateOrder | null };

/** Reads the cells of one row, in the order of the file's headings. */
export type RowReader = (cells: readonly string[]) => RowRead;

interface Target {
  readonly field: FileField;
  /** Place in the row, or null where only a default speaks. */
  readonly column: number | null;
  readonly heading: string;
  readonly map: MappedColumn['map'];
  readonly fallback: MappedValue | undefined;
}

interface Draft {
  readonly debtor: Record<string, unknown>;
  readonly account: Record<string, unknown>;
  readonly dates: Map<string, number>;
  paid: number | null;
}

/**
 * Makes the reader of a file's rows. `places` says in which cell each mapped column stands. An empty cell empties a field
 * of the account and says nothing about the debtor, who stands on many rows.
 */
export function rowReader(mapping: Mapping, places: readonly number[]): RowReader {
  const targets = targetsOf(mapping, places);
  const settingOf = settingReader(mapping, targets);
  const byField = new Map(targets.map((target) => [target.field.name, target]));
  return (cells) => {
    const setting = settingOf(cells);
    const draft: Draft = { debtor: {}, account: {}, dates: new Map(), paid: null };
    for (const target of targets) {
      const failed = readTarget(draft, target, cells, setting);
      if (failed) return failed;
    }
    return finish(draft, byField, setting);
  };
}

function targetsOf(mapping: Mapping, places: readonly number[]): readonly Target[] {
  const fallbacks = new Map(mapping.defaults.map(({ field, value }) => [field.name, value]));
  const columns = mapping.columns.map(({ heading, field, map }, i): Target => {
    return { field, heading, map, column: places[i] ?? null, fallback: fallbacks.get(field.name) };
  });
  const mapped = new Set(columns.map(({ field }) => field.name));
  const alone = mapping.defaults.filter(({ field }) => !mapped.has(field.name));
  return [
    ...columns,
    ...alone.map(({ field, value }): Target => ({ field, heading: field.name, map: null, column: null, fallback: value })),
  ];
}

/** Money needs the row's currency and dates its zone, so these are read first. A zone that is none is refused later. */
function settingReader(mapping: Mapping, targets: readonly Target[]): (cells: readonly string[]) => CellSetting {
  const base: CellSetting = { dates: mapping.dates, decimal: mapping.decimal, currency: mapping.currency, zone: mapping.timezone };
  const find = (name: string) => targets.find(({ field }) => field.name === name);
  const [currency, timezone, country] = [find('account.currency'), find('debtor.timezone'), find('debtor.country')];
  if (!currency && !timezone && !country) return () => base;
  const textOf = (target: Target | undefined, cells: readonly string[]) => {
    const read = target && cellOf(target, cells, base);
    return read?.ok && typeof read.value === 'string' ? read.value : null;
  };
  return (cells) => {
    const zone = textOf(timezone, cells);
    return {
      ...base,
      currency: textOf(currency, cells) ?? base.currency,
      zone: (zone !== null && isZone(zone) ? zone : countryZone(textOf(country, cells))) ?? base.zone,
    };
  };
}

/** `undefined`: nothing is said. `null`: the cell, or what it stands for, is empty. */
function cellOf(target: Target, cells: readonly string[], setting: CellSetting): ReturnType<typeof readCell> {
  const text = target.column === null ? '' : (cells[target.column] ?? '').trim();
  const mapped = target.map?.get(text);
  if (mapped !== undefined) return readMapped(target.field.kind, mapped, setting);
  if (text !== '') return readCell(target.field.kind, text, setting);
  if (target.fallback !== undefined) return readMapped(target.field.kind, target.fallback, setting);
  return { ok: true, value: null };
}

function readTarget(draft: Draft, target: Target, cells: readonly string[], setting: CellSetting): Extract<RowRead, { ok: false }> | null {
  const read = cellOf(target, cells, setting);
  if (!read.ok) return { ok: false, reason: `column "${target.heading}": ${read.reason}`, otherOrder: read.otherOrder ?? null };
  put(draft, target.field, read.value);
  return null;
}

function put(draft: Draft, field: FileField, value: unknown): void {
  switch (field.of) {
    case 'debtor':
      if (value !== null) draft.debtor[field.key] = value;
      return;
    case 'account':
      draft.account[field.key] = value ?? emptyOf(field.key);
      return;
    case 'consent':
      if (value !== null) draft.debtor.consent = { ...objectAt(draft.debtor, 'consent'), [field.key]: value };
      return;
    case 'debtor attribute':
      if (value !== null) draft.debtor.attributes = { ...objectAt(draft.debtor, 'attributes'), [field.key]: value };
      return;
    case 'account attribute':
      draft.account.attributes = { ...objectAt(draft.account, 'attributes'), [field.key]: value };
      return;
    case 'event':
      if (typeof value !== 'number') return;
      if (field.kind === 'money') draft.paid = value;
      else draft.dates.set(field.key, value);
  }
}

/** What an empty cell says of a field that cannot be null. */
function emptyOf(key: string): unknown {
  if (key === 'tags') return [];
  return key === 'balance' || key === 'currency' || key === 'asOf' ? undefined : null;
}

function objectAt(record: Record<string, unknown>, key: string): object {
  const value = record[key];
  return typeof value === 'object' && value !== null ? value : {};
}

function finish(draft: Draft, byField: ReadonlyMap<string, Target>, setting: CellSetting): RowRead {
  const accountId = draft.account.externalId;
  if (byField.has('account.id') && !accountId) return refuse(byField, 'account.id', 'is empty; every row needs its account');
  draft.debtor.externalId ??= byField.has('debtor.id') ? undefined : accountId;
  if (!draft.debtor.externalId) return refuse(byField, 'debtor.id', 'is empty; every row needs its debtor');
  if (byField.has('account.balance') && draft.account.balance === undefined)
    return refuse(byField, 'account.balance', 'is empty; an account needs its balance');
  const debtor = debtorInputSchema.safeParse(draft.debtor);
  if (!debtor.success) return refuseIssue(byField, 'debtor', draft.debtor, debtor.error.issues[0]);
  if (!accountId) return { ok: true, value: { debtor: debtor.data, account: null, events: eventsOf(draft, null, debtor.data.externalId) } };
  const account = accountInputSchema.safeParse({ ...draft.account, currency: setting.currency, debtorExternalId: debtor.data.externalId });
  if (!account.success) return refuseIssue(byField, 'account', draft.account, account.error.issues[0]);
  return { ok: true, value: { debtor: debtor.data, account: account.data, events: eventsOf(draft, account.data, debtor.data.externalId) } };
}

/** A payment without an amount is the whole balance; where neither is above 0 nothing was paid. */
function eventsOf(draft: Draft, account: AccountInput | null, debtor: string): readonly EventInput[] {
  const events: EventInput[] = [];
  for (const [type, at] of draft.dates) {
    const amount = draft.paid ?? account?.balance ?? 0;
    const isPayment = type === 'payment.received';
    if (isPayment && amount === 0) continue;
    const subject = account ? `a:${account.externalId}` : `d:${debtor}`;
    const externalId = `file:${type}:${at}${isPayment ? `:${amount}` : ''}:${subject}`.slice(0, 190);
    events.push({
      externalId,
      type,
      at,
      account: account?.externalId ?? null,
      debtor,
      payload: isPayment ? { amount } : datedPayload(type),
    });
  }
  return events;
}

function refuse(byField: ReadonlyMap<string, Target>, name: string, message: string): RowRead {
  return { ok: false, reason: `column "${byField.get(name)?.heading ?? name}" ${message}`, otherOrder: null };
}

function refuseIssue(
  byField: ReadonlyMap<string, Target>,
  of: 'debtor' | 'account',
  draft: Record<string, unknown>,
  issue: { path: readonly PropertyKey[]; message: string } | undefined,
): RowRead {
  const path = (issue?.path ?? []).map((key) => (key === 'externalId' ? 'id' : String(key))).join('.');
  const value = draft[String(issue?.path[0])];
  const said = typeof value === 'string' || typeof value === 'number' ? `"${value}" ` : '';
  return refuse(byField, `${of}.${path}`, `${said}${issue?.message ?? 'cannot be read'}`);
}
