import { useTranslations } from 'next-intl';

/** Zones whose place is not called as their name spells it: `Bogota` is Bogotá, `Mexico_City` Ciudad de México. */
const SPELLED = [
  'Asuncion',
  'Bogota',
  'Cancun',
  'Ciudad_Juarez',
  'Cordoba',
  'Havana',
  'Lisbon',
  'Los_Angeles',
  'Merida',
  'Mexico_City',
  'Montevideo',
  'New_York',
  'Panama',
  'Sao_Paulo',
  'Tucuman',
] as const;

type Spelled = (typeof SPELLED)[number];

/** The place that a zone is named after, as the reader calls it: `America/Argentina/Buenos_Aires` → `Buenos Aires`. `t` reads the names of places. */
export function placeOf(zone: string, t: (place: Spelled) => string): string {
  const name = zone.split('/').at(-1) ?? zone;
  const spelled = SPELLED.find((one) => one === name);
  return spelled ? t(spelled) : name.replaceAll('_', ' ');
}

/** `placeOf` in the reader's language. */
export function usePlaceName(): (zone: string) => string {
  const t = useTranslations('place');
  return (zone) => placeOf(zone, t);
}
