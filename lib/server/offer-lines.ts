import 'server-only';
import type { OfferSight } from '#lib/api/offers.ts';
import { givenName } from '#lib/message/given-name.ts';
import { dateIn, localeOf, moneyIn } from '#lib/message/locale.ts';
import type { OfferedLine, OfferView } from './offers.ts';

/** An offer with amounts and days as its reader writes them. What is not offered any more is left out while others are. */
export function offerLines(offer: OfferView): OfferSight {
  const locale = localeOf(offer.language, offer.country);
  const day = (date: string) => dateIn(locale, date, 'long', offer.today);
  const offered = offer.accounts.filter(({ terms }) => terms !== null);
  return {
    state: offer.state,
    kind: offer.kind,
    company: offer.company,
    name: offer.name === null ? null : givenName(offer.name) || null,
    lastDay: day(offer.lastDay),
    today: offer.today,
    lastPromiseDay: offer.lastPromiseDay,
    lastPromiseDayText: day(offer.lastPromiseDay),
    promised: offer.promised === null ? null : day(offer.promised),
    accounts: (offered.length > 0 ? offered : []).map((line) => lineOf(line, locale, day)),
  };
}

function lineOf({ externalId, product, currency, balance, terms }: OfferedLine, locale: string, day: (date: string) => string) {
  const money = (minor: number) => moneyIn(locale, minor, currency);
  return {
    externalId,
    product,
    balance: money(balance),
    discount:
      terms?.kind === 'discount'
        ? { percent: terms.percent, after: money(terms.afterMinor), saved: money(terms.beforeMinor - terms.afterMinor) }
        : null,
    instalments:
      terms?.kind === 'plan' ? terms.instalments.map(({ date, amountMinor }) => ({ date: day(date), amount: money(amountMinor) })) : [],
  };
}
