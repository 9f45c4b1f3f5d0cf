import { useTranslations } from 'next-intl';

/** Zones whose place is not called as their name spells it: `Bogota` is Bogotá, `Mexico_City` Ciudad de México. */
export const SPELLED = [
  'Araguaina',
  'Asuncion',
  'Belem',
  'Belize',
  'Berlin',
  'Bogota',
  'Canary',
  'Cancun',
  'Cape_Verde',
  'Ciudad_Juarez',
  'Cordoba',
  'Cuiaba',
  'Easter',
  'Eirunepe',
  'Galapagos',
  'Guyana',
  'Havana',
  'Lisbon',
  'London',
  'Los_Angeles',
  'Maceio',
  'Madrid',
  'Managua',
  'Mazatlan',
  'Merida',
  'Mexico_City',
  'Montevideo',
  'New_York',
  'Panama',
  'Paris',
  'Port-au-Prince',
  'Port_of_Spain',
  'Puerto_Rico',
  'Rome',
  'Santarem',
  'Santo_Domingo',
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
