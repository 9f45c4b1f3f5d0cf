/** The place that a zone is named after: `America/Argentina/Buenos_Aires` → `Buenos Aires`. */
export function placeOf(zone: string): string {
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
}
