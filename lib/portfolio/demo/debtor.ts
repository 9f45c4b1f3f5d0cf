import { addDays, atLocal, localDateOf } from '#lib/base/civil.ts';
import { countryZone } from '#lib/base/country-zone.ts';
import type { Dice } from '#lib/base/dice.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Channel } from '#lib/facts/debtor.ts';
import type { DebtorInput } from '#lib/facts/debtor-input.ts';
import { DEMO_COUNTRIES, type DemoCountry, type DemoCountryCode } from './countries.ts';
import { MEN, SURNAMES, SURNAMES_OF, WOMEN } from './names.ts';

/** More debtors would share phone numbers. */
export const MAX_DEMO_DEBTORS = 50_000;

/** Where the debtors live: a Colombian company with customers in four more countries. */
const COUNTRIES: Readonly<Record<DemoCountryCode, number>> = { CO: 46, MX: 24, CL: 10, PE: 10, AR: 10 };

/** A debtor of the demo, with what the accounts and events made for them hang on. */
export interface DemoDebtor {
  readonly input: DebtorInput;
  readonly country: DemoCountry;
  readonly zone: string;
}

/** The `index`-th debtor (from 0). `emails` holds the addresses given so far, and the new one afterwards. */
export function demoDebtor(index: number, dice: Dice, emails: Set<string>, clock: Instant): DemoDebtor {
  const country = DEMO_COUNTRIES[dice.weighted(COUNTRIES)];
  const city = dice.pick(country.cities);
  const zone = city.zone ?? countryZone(country.code);
  if (!zone) throw new Error(`${country.code} has no usual zone`);
  const person = personOf(country, dice);
  const phone = dice.chance(0.96) ? country.mobile(String((17 + index * 7_919) % 100_000).padStart(5, '0'), dice) : null;
  const whatsapp = phone !== null && dice.chance(0.82) ? phone : null;
  const email = dice.chance(0.9) ? unusedEmail(person, dice, emails) : null;
  const preferred = dice.chance(0.22) ? dice.pick(channelsOf({ email, phone, whatsapp })) : null;
  const input: DebtorInput = {
    externalId: `CLI-${String(index + 1).padStart(6, '0')}`,
    name: `${person.given} ${person.surnames}`,
    language: languageOf(country, dice),
    country: country.code,
    ...(city.zone === undefined ? {} : { timezone: city.zone }),
    email,
    phone,
    whatsapp,
    pushCount: dice.chance(0.35) ? dice.whole(1, 2) : 0,
    postal: dice.chance(0.7) ? `${country.street(dice)}, ${city.name}` : null,
    ...(preferred === null ? {} : preferenceOf(preferred, dice, clock, zone)),
    paperless: dice.chance(0.6),
    consent: consentOf({ email, phone, whatsapp }, dice),
    attributes: { ciudad: city.name, vinculado: dice.whole(2012, 2025) },
  };
  return { input, country, zone };
}

interface Person {
  readonly given: string;
  readonly surnames: string;
}

function personOf(country: DemoCountry, dice: Dice): Person {
  const names = dice.chance(0.52) ? WOMEN : MEN;
  const first = dice.pick(names);
  const second = dice.pick(names);
  const given = dice.chance(0.45) && second !== first ? `${first} ${second}` : first;
  const surname = () => (dice.chance(0.3) ? dice.pick(SURNAMES_OF[country.code] ?? SURNAMES) : dice.pick(SURNAMES));
  // Argentines are mostly known by one surname, the others by their father's and their mother's.
  const surnames = country.code === 'AR' && dice.chance(0.85) ? surname() : `${surname()} ${surname()}`;
  return { given, surnames };
}

/** Under `.example`, which belongs to nobody (RFC 2606): nothing that leaks out of a demo reaches a person. */
function unusedEmail(person: Person, dice: Dice, emails: Set<string>): string {
  const bare = (text: string) =>
    text
      .split(' ', 1)[0]
      ?.normalize('NFD')
      .replace(/\P{ASCII}/gu, '')
      .toLowerCase() ?? '';
  const local = `${bare(person.given)}.${bare(person.surnames)}`;
  const domain = dice.pick(['correo.example', 'correo.example', 'mail.example', 'buzon.example']);
  let email = `${local}@${domain}`;
  for (let number = 2; emails.has(email); number++) email = `${local}${number}@${domain}`;
  emails.add(email);
  return email;
}

interface Reach {
  readonly email: string | null;
  readonly phone: string | null;
  readonly whatsapp: string | null;
}

function channelsOf({ email, phone, whatsapp }: Reach): readonly (Channel | null)[] {
  const channels: (Channel | null)[] = [];
  if (whatsapp !== null) channels.push('whatsapp', 'whatsapp');
  if (email !== null) channels.push('email');
  if (phone !== null) channels.push('sms');
  return channels.length === 0 ? [null] : channels;
}

function preferenceOf(channel: Channel, dice: Dice, clock: Instant, zone: string): Partial<DebtorInput> {
  const date = addDays(localDateOf(clock, zone), -dice.whole(20, 400));
  const hours = dice.chance(0.4)
    ? dice.pick([['08:00', '12:00'] as const, ['14:00', '18:00'] as const, ['09:00', '17:00'] as const])
    : null;
  return {
    preferredChannel: channel,
    preferredFrom: hours?.[0] ?? null,
    preferredTo: hours?.[1] ?? null,
    preferenceSource: dice.pick(['portal', 'centro de contacto', 'app']),
    preferenceAt: atLocal(date, '10:00', zone),
  };
}

/** Most said yes when they signed; a few have said no since; of the rest nothing is known. */
function consentOf({ email, phone, whatsapp }: Reach, dice: Dice): NonNullable<DebtorInput['consent']> {
  const said = () => dice.weighted({ granted: 78, unknown: 17, denied: 5 });
  const mail = email === null ? {} : { email: said() };
  const ring = phone === null ? null : said();
  return {
    ...mail,
    // Who agrees to be texted on a telephone agrees to be rung on it.
    ...(ring === null ? {} : { sms: ring, voice: ring }),
    ...(whatsapp === null ? {} : { whatsapp: said() }),
  };
}

/** Spanish nearly everywhere; a few read English, and Brazilians who live in Argentina their own Portuguese. */
function languageOf(country: DemoCountry, dice: Dice): string {
  if (dice.chance(0.025)) return 'en';
  return country.code === 'AR' && dice.chance(0.12) ? 'pt-BR' : 'es';
}
