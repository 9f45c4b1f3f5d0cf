import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { OfferPage } from '#components/portal/offer-page.tsx';
import { readLanguage } from '#lib/api/languages.ts';
import { appDatabase } from '#lib/db/client.ts';
import { offerLines } from '#lib/server/offer-lines.ts';
import { readOffer } from '#lib/server/offers.ts';

interface OfferProps {
  readonly params: Promise<{ readonly token: string }>;
  readonly searchParams: Promise<{ readonly fault?: string | readonly string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  // The address is the key: it goes to nobody else with a link or a picture from here, and no search engine keeps it.
  return { title: (await getTranslations('offer'))('pageTitle'), referrer: 'same-origin', robots: { index: false, follow: false } };
}

/** Where the link of an offer leads: its terms in the language of the person it was made to. Looking changes nothing, since chats open links on their own. */
export default async function Offer({ params, searchParams }: OfferProps) {
  const [{ token }, { fault }] = await Promise.all([params, searchParams]);
  const offer = await readOffer(await appDatabase(), token);
  if (!offer) notFound();
  const language = readLanguage(offer.language.slice(0, 2)) ?? 'es';
  const { offer: words } = await getMessages({ locale: language });
  return (
    <NextIntlClientProvider locale={language} messages={{ offer: words }}>
      <OfferPage token={token} language={language} offer={offerLines(offer)} fault={fault === 'date' || fault === 'again' ? fault : null} />
    </NextIntlClientProvider>
  );
}
