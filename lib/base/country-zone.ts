/** The zone of most people of a country, for those of whom only the country is known. */
const DEFAULT_ZONES = new Map([
  ['AR', 'America/Argentina/Buenos_Aires'],
  ['BR', 'America/Sao_Paulo'],
  ['CL', 'America/Santiago'],
  ['CO', 'America/Bogota'],
  ['CR', 'America/Costa_Rica'],
  ['EC', 'America/Guayaquil'],
  ['ES', 'Europe/Madrid'],
  ['GB', 'Europe/London'],
  ['GT', 'America/Guatemala'],
  ['MX', 'America/Mexico_City'],
  ['PA', 'America/Panama'],
  ['PE', 'America/Lima'],
  ['UY', 'America/Montevideo'],
]);

/**
 * The default zone of a country's policy preset; null where there is no preset or it names none (the United States).
 * The same names stand in lib/policy/presets/policies.json, which is too large to carry wherever a zone is asked.
 */
export function countryZone(country: string | null): string | null {
  return (country === null ? undefined : DEFAULT_ZONES.get(country)) ?? null;
}

/** The IANA zone in force for a debtor: as stated, else that of their country's preset, else the workspace's. */
export function zoneInForce(debtor: { timezone: string | null; country: string | null }, workspaceZone: string): string {
  return debtor.timezone ?? countryZone(debtor.country) ?? workspaceZone;
}
