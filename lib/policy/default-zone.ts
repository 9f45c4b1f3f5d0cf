/** Each preset country's default zone, as in `presets/policies.json` (a test holds the two together); the file itself is too large for a browser. */
const DEFAULT_ZONES: Readonly<Record<string, string>> = {
  AR: 'America/Argentina/Buenos_Aires',
  BR: 'America/Sao_Paulo',
  CL: 'America/Santiago',
  CO: 'America/Bogota',
  CR: 'America/Costa_Rica',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  GB: 'Europe/London',
  GT: 'America/Guatemala',
  MX: 'America/Mexico_City',
  PA: 'America/Panama',
  PE: 'America/Lima',
  UY: 'America/Montevideo',
};

/** The IANA zone in force for a debtor: the stated one, else the country preset's default, else the workspace's (journey.md section 2). */
export function zoneInForce(stated: string | null, country: string | null, workspaceZone: string): string {
  return stated ?? (country === null ? undefined : DEFAULT_ZONES[country]) ?? workspaceZone;
}
