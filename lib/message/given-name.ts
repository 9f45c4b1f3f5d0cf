/** Ends of names that only companies have, as they are written from Mexico to Argentina, and in English. */
const COMPANY =
  /(^|[\s,])(s\.?\s?a\.?(\s?s\.?)?|s\.?a\.? de c\.?v\.?|s\.? de r\.?l\.?( de c\.?v\.?)?|s\.?r\.?l\.?|s\.?p\.?a\.?|e\.?i\.?r\.?l\.?|ltda\.?|c[ií]a\.?|c\.a\.|inc\.?|ltd\.?|llc|corp\.?)$/iu;

/**
 * How to address someone: the first given name (`PÉREZ, ANA MARÍA` and `Ana María Pérez` → `Ana`), a company's whole name.
 * Initials and titles (`M.`, `Dra.`) are passed over; a name in capitals alone is written as names are.
 */
export function givenName(name: string): string {
  const whole = name.trim().replace(/\s+/g, ' ');
  if (COMPANY.test(whole)) return whole;
  const given = whole.includes(',') ? whole.slice(whole.indexOf(',') + 1).trim() : whole;
  const words = given.split(' ');
  const first = words.find((word) => !word.endsWith('.') && word.length > 1) ?? words[0] ?? '';
  return isOneCase(first) ? capitalised(first) : first;
}

function isOneCase(word: string): boolean {
  return word === word.toUpperCase() || word === word.toLowerCase();
}

function capitalised(word: string): string {
  return word.toLowerCase().replace(/(^|[-'’])\p{L}/gu, (start) => start.toUpperCase());
}
