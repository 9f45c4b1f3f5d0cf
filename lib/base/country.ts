import { countryZone } from './country-zone.ts';

/** What a country suggests to a workspace that is made there; each can be chosen otherwise. */
export interface Country {
  /** ISO 3166-1. */
  readonly code: string;
  /** The currency most used there, by ISO 4217. */
  readonly currency: string;
  /** The zone of most people there. */
  readonly zone: string;
}

/** Countries without a policy preset: code, currency, zone. */
const OTHERS =
  'AO AOA Africa/Luanda,BO BOB America/La_Paz,BZ BZD America/Belize,CA CAD America/Toronto,CU CUP America/Havana,CV CVE Atlantic/Cape_Verde,' +
  'DE EUR Europe/Berlin,DO DOP America/Santo_Domingo,FR EUR Europe/Paris,GQ XAF Africa/Malabo,GY GYD America/Guyana,HN HNL America/Tegucigalpa,' +
  'HT HTG America/Port-au-Prince,IT EUR Europe/Rome,JM JMD America/Jamaica,MZ MZN Africa/Maputo,NI NIO America/Managua,PR USD America/Puerto_Rico,' +
  'PT EUR Europe/Lisbon,PY PYG America/Asuncion,SR SRD America/Paramaribo,SV USD America/El_Salvador,TT TTD America/Port_of_Spain,' +
  'US USD America/New_York,VE VES America/Caracas';

/** The currencies of those for whom there is a preset; their zone is the preset's. */
const PRESETS = 'AR ARS,BR BRL,CL CLP,CO COP,CR CRC,EC USD,ES EUR,GB GBP,GT GTQ,MX MXN,PA PAB,PE PEN,UY UYU';

/** Where a workspace can be made, by code: those of the policy presets and others of the languages spoken here. */
export const COUNTRIES: readonly Country[] = [...PRESETS.split(','), ...OTHERS.split(',')]
  .map((line) => {
    const [code = '', currency = '', zone] = line.split(' ');
    return { code, currency, zone: zone ?? countryZone(code) ?? 'UTC' };
  })
  .sort((a, b) => (a.code < b.code ? -1 : 1));
