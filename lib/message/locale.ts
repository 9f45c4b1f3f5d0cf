import { dayNumber } from '#lib/base/civil.ts';
import { type LocalDate, MS_PER_DAY } from '#lib/base/instant.ts';
import { minorDigits, moneyText } from '#lib/base/money.ts';

/*
 * Money and dates as the reader writes them. Making a formatter takes 20 to 50 µs and using one takes 1, so they are kept.
 * Spaces that do not break become plain ones: they are not in GSM-7 and one of them more than halves what an SMS holds.
 */

const MAX_KEPT = 500;
const moneyFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** `es` read in Colombia is `es-CO`; a language that names its own region keeps it. Throws for a language that is none. */
export function localeOf(language: string, country: string | null): string {
  const [locale = language] = Intl.getCanonicalLocales(language.includes('-') || country === null ? language : `${language}-${country}`);
  return locale;
}

/** Minor units of a currency as text: `$ 1.234.567` in es-CO, `S/ 89.90` in es-PE. Decimals only where there are any. */
export function moneyIn(locale: string, minor: number, currency: string): string {
  const format = kept(moneyFormats, `${locale} ${currency}`, () => {
    const digits = minorDigits(currency);
    const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits, trailingZeroDisplay: 'stripIfInteger' } as const;
    return new Intl.NumberFormat(locale, { style: 'currency', currency, ...fraction });
  });
  // As decimal text: a float of more than 15 digits would no longer be exact to the cent.
  return plainSpaces(format.format(moneyText(minor, currency) as Intl.StringNumericLiteral));
}

/**
 * A civil date as text: long `viernes 27 de noviembre`, with the year where it is not that of `today`; short `27 nov 2026`.
 * Neither can be read with day and month exchanged.
 */
export function dateIn(locale: string, date: LocalDate, style: 'long' | 'short', today: LocalDate): string {
  const withYear = style === 'short' || date.slice(0, 4) !== today.slice(0, 4);
  const format = kept(dateFormats, `${locale} ${style} ${withYear}`, () => dateFormat(locale, style, withYear));
  const parts = format.formatToParts(dayNumber(date) * MS_PER_DAY);
  // Spanish puts a comma after the weekday in a date that stands alone, and none within a sentence.
  const isSpanish = locale.startsWith('es');
  const text = parts.map((part, i) => (isSpanish && parts[i - 1]?.type === 'weekday' ? ' ' : part.value)).join('');
  return plainSpaces(text);
}

function dateFormat(locale: string, style: 'long' | 'short', withYear: boolean): Intl.DateTimeFormat {
  const year = withYear ? ({ year: 'numeric' } as const) : {};
  const rest =
    style === 'long' ? ({ weekday: 'long', day: 'numeric', month: 'long' } as const) : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(locale, { ...rest, ...year, timeZone: 'UTC' });
}

function kept<F>(formats: Map<string, F>, key: string, make: () => F): F {
  const before = formats.get(key);
  if (before) return before;
  if (formats.size >= MAX_KEPT) formats.clear();
  const format = make();
  formats.set(key, format);
  return format;
}

function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u2007\u202f]/g, ' ');
}
