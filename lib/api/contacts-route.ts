/** The names that a filter has in an address, in the order in which they are written. */
export const FILTER_NAMES = ['channel', 'status', 'journey', 'search'] as const;

/** The narrowing of the inbox as it stands in an address: words that the server has yet to read. */
export type ContactsFilter = { readonly [name in (typeof FILTER_NAMES)[number]]?: string | undefined };

/** The address of a page of contacts: `/api/v1/contacts?channel=sms&cursor=…`. */
export function contactsUrl(filter: ContactsFilter, cursor: string | null): string {
  const query = filterQuery(filter);
  if (cursor) query.set('cursor', cursor);
  return `/api/v1/contacts${query.size > 0 ? `?${query}` : ''}`;
}

/** The address of one contact. */
export function contactUrl(key: string): string {
  return `/api/v1/contacts/${key}`;
}

/** The filter as query parameters; what does not narrow is left out. */
export function filterQuery(filter: ContactsFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of FILTER_NAMES) {
    const value = filter[name];
    if (value) query.set(name, value);
  }
  return query;
}

/** Under which the pages of a filter are remembered, on the server and in the browser alike. */
export function contactsKey(filter: ContactsFilter) {
  return ['contacts', filterQuery(filter).toString()] as const;
}

/** Under which one contact is remembered. */
export function contactKey(key: string) {
  return ['contact', key] as const;
}

/** The address to which an answer to a contact is sent. */
export function answersUrl(key: string): string {
  return `${contactUrl(key)}/answers`;
}
