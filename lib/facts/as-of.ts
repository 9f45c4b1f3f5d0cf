import type { Instant } from '#lib/base/instant.ts';
import type { AccountAsOf } from './account-events.ts';
import type { AccountInput } from './account-input.ts';
import type { DebtorAsOf } from './debtor-events.ts';
import type { DebtorInput } from './debtor-input.ts';

/**
 * From when on events change what an import at `at` says: its own `asOf` where it has one, but never before the account
 * exists, since beginning to exist counts as its import (data.md section 2). A field it leaves out is open to every event.
 */
export function accountAsOf(
  input: Pick<AccountInput, 'asOf' | 'openedAt' | 'dueDate' | 'status'>,
  at: Instant,
): Exclude<AccountAsOf, number> {
  const asOf = Math.max(input.asOf ?? at, input.openedAt ?? Number.NEGATIVE_INFINITY);
  return { balance: asOf, dueDate: input.dueDate ? asOf : null, status: input.status ? asOf : null };
}

/** The same for a debtor. A preference that is dated holds from its own date on. */
export function debtorAsOf(input: DebtorInput, at: Instant): Exclude<DebtorAsOf, number> {
  const stated = Object.entries(input.consent ?? {}).filter(([, state]) => state !== 'unknown');
  return {
    preference: input.preferredChannel ? (input.preferenceAt ?? at) : null,
    paperless: input.paperless == null ? null : at,
    consent: Object.fromEntries(stated.map(([channel]) => [channel, at])),
  };
}
