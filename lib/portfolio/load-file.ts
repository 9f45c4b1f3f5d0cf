import { localDateOf } from '#lib/base/civil.ts';
import type { LocalDate } from '#lib/base/instant.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import type { EventInput } from './events.ts';
import type { FileContent } from './file-content.ts';
import type { Mapping } from './mapping.ts';
import { type RefusedRow, readFile } from './read-file.ts';
import { type DebtorStatement, fillingOf, restateDebtor } from './statement.ts';

/** A portfolio file in memory: what an import of it into an empty workspace would take over. */
export interface LoadedPortfolio {
  readonly debtors: readonly DebtorInput[];
  readonly accounts: readonly (AccountInput & { readonly currency: string })[];
  /** In the order of the rows; external ids are given. */
  readonly events: readonly EventInput[];
  readonly refused: readonly RefusedRow[];
  /** The first and last date on which anything opens, falls due or happens, in the mapping's zone; null in a file without dates. */
  readonly span: { readonly first: LocalDate; readonly last: LocalDate } | null;
}

/** Reads a whole portfolio file into memory, for a simulation or backtest without a database. Throws FileRefused as `readFile` does. */
export async function loadPortfolio(source: FileContent, mapping: Mapping): Promise<LoadedPortfolio> {
  const debtors = new Map<string, DebtorStatement>();
  const accounts: (AccountInput & { currency: string })[] = [];
  const events: EventInput[] = [];
  const refused: RefusedRow[] = [];
  for await (const batch of readFile(source, mapping)) {
    refused.push(...batch.refused);
    for (const row of batch.taken) {
      const before = debtors.get(row.debtor.externalId) ?? null;
      debtors.set(row.debtor.externalId, restateDebtor(before, fillingOf(before, row.debtor), 0));
      if (row.account) accounts.push({ ...row.account, currency: row.account.currency ?? mapping.currency });
      events.push(...row.events);
    }
  }
  return {
    debtors: [...debtors.values()].map(({ said }) => said),
    accounts,
    events,
    refused,
    span: spanOf(accounts, events, mapping.timezone),
  };
}

function spanOf(accounts: readonly AccountInput[], events: readonly EventInput[], zone: string): LoadedPortfolio['span'] {
  let first: LocalDate | null = null;
  let last: LocalDate | null = null;
  const take = (date: LocalDate | null | undefined) => {
    if (!date) return;
    if (first === null || date < first) first = date;
    if (last === null || date > last) last = date;
  };
  for (const { openedAt, dueDate } of accounts) {
    take(dueDate);
    if (openedAt !== null && openedAt !== undefined) take(localDateOf(openedAt, zone));
  }
  for (const { at } of events) take(localDateOf(at, zone));
  return first === null || last === null ? null : { first, last };
}
