/** The currencies in use, by ISO 4217 (2026). */
const CURRENCIES = new Set(
  (
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY ' +
    'COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP ' +
    'MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR ' +
    'SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED ' +
    'VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG'
  ).split(' '),
);

const DIGITS = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code): [string, number] => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code): [string, number] => [code, 3]),
  ...'CLF UYW'.split(' ').map((code): [string, number] => [code, 4]),
]);

/** True for the code of a currency in use, in capitals. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** How many decimals the currency's minor unit stands for (ISO 4217: COP 2, CLP 0, KWD 3). */
export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/** An amount that was read, in minor units (negative where the text is), or why it was not. */
export type MoneyRead = { readonly ok: true; readonly minor: number } | { readonly ok: false; readonly reason: string };

/**
 * Reads an amount as people write it: `1,234.50`, `1.234,50`, `1 234,50`, `$ 12`, `12 COP`, `(12)` and `12-` as negative.
 * `decimal` is the decimal sign; the other sign, spaces and apostrophes may only group by three. Nothing is rounded:
 * more decimals than the currency has are refused, which also shows a wrong decimal sign.
 */
export function parseMoney(text: string, currency: string, decimal: '.' | ','): MoneyRead {
  const bare = text
    .replace(currency, '')
    .replace(/[A-Z]{0,2}\p{Sc}/u, '')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
  const negative = /^-|^\(.*\)$|-$/.test(bare);
  const digits = bare.replace(/^[-+(]\s*|\s*[-)]$/g, '');
  const [whole = '', fraction = '', ...more] = digits.split(decimal);
  if (more.length > 0 || !/^\d*$/.test(fraction) || !isWhole(whole, decimal) || whole + fraction === '') {
    return { ok: false, reason: notAnAmount(text, decimal) };
  }
  const places = minorDigits(currency);
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > places) {
    return { ok: false, reason: `"${text}" has ${kept.length} decimals and ${currency} has ${places}; is "${decimal}" the decimal sign?` };
  }
  const minor = Number(whole.replace(/\D/g, '') + kept.padEnd(places, '0'));
  if (!Number.isSafeInteger(minor)) return { ok: false, reason: `"${text}" is too large an amount` };
  return { ok: true, minor: negative && minor > 0 ? -minor : minor };
}

function isWhole(whole: string, decimal: '.' | ','): boolean {
  const other = decimal === '.' ? ',' : '.';
  return (
    /^\d*$/.test(whole) ||
    [other, ' ', "'", '’'].some((sign) => {
      const [first = '', ...groups] = whole.split(sign);
      return /^\d{1,3}$/.test(first) && groups.length > 0 && groups.every((group) => /^\d{3}$/.test(group));
    })
  );
}

function notAnAmount(text: string, decimal: '.' | ','): string {
  const other = decimal === '.' ? ',' : '.';
  const swapped = new RegExp(`\\d\\${other}\\d{1,2}$`).test(text.trim());
  if (!swapped) return `"${text}" is not an amount`;
  return `"${text}" is not an amount with the decimal sign "${decimal}"; the mapping may need "decimal": "${other}"`;
}

/** An amount as plain decimal text with a point, every decimal of the currency shown: `5504.09`. */
export function moneyText(minor: number, currency: string): string {
  const places = minorDigits(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, '0');
  const cut = digits.length - places;
  const body = places === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return minor < 0 ? `-${body}` : body;
}
