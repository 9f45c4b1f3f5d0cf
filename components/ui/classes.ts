/** Joins class lists, leaving out what is absent. */
export function classes(...lists: (string | false | null | undefined)[]): string {
  return lists.filter(Boolean).join(' ');
}
