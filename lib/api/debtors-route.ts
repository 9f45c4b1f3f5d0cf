/** The names that a filter has in an address, in the order in which they are written. */
export const DEBTOR_FILTER_NAMES = ['search', 'bucket', 'country'] as const;

/** The narrowing of the list as it stands in an address: words that the server has yet to read. */
export type DebtorsFilter = { readonly [name in (typeof DEBTOR_FILTER_NAMES)[number]]?: string | undefined };

/** The filter as query parameters; what does not narrow is left out. */
export function debtorsFilterQuery(filter: DebtorsFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of DEBTOR_FILTER_NAMES) {
    const value = filter[name];
    if (value) query.set(name, value);
  }
  return query;
}

/** The address of a page of debtors. */
export function debtorsUrl(filter: DebtorsFilter, cursor: string | null): string {
  const query = debtorsFilterQuery(filter);
  if (cursor) query.set('cursor', cursor);
  return `/api/v1/debtors${query.size > 0 ? `?${query}` : ''}`;
}

/** The page of one debtor in the browser. */
export function debtorPath(externalId: string): string {
  return `/debtors/${encodeURIComponent(externalId)}`;
}

/** The address of one debtor. */
export function debtorUrl(externalId: string): string {
  return `/api/v1/debtors/${encodeURIComponent(externalId)}`;
}

/** The address of a part of a debtor's timeline, of one account or of all. */
export function timelineUrl(externalId: string, account: string | null, cursor: string | null): string {
  const query = new URLSearchParams();
  if (account !== null) query.set('account', account);
  if (cursor !== null) query.set('cursor', cursor);
  return `${debtorUrl(externalId)}/timeline${query.size > 0 ? `?${query}` : ''}`;
}

/** Under which the pages of a filter are remembered, on the server and in the browser alike. */
export function debtorsKey(filter: DebtorsFilter) {
  return ['debtors', debtorsFilterQuery(filter).toString()] as const;
}

/** Under which one debtor is remembered. */
export function debtorKey(externalId: string) {
  return ['debtor', externalId] as const;
}

/** Under which a timeline is remembered. */
export function timelineKey(externalId: string, account: string | null) {
  return ['debtor', externalId, 'timeline', account] as const;
}
