import { getRequestConfig } from 'next-intl/server';
import { readLanguage } from '#lib/api/languages.ts';
import { requestLanguage } from '#lib/server/language.ts';
import { catalogueOf } from '#messages/catalogue.ts';

/** What next-intl speaks in the request in hand. Instants are shown in the zone of a debtor or a workspace, never in the server's. */
export default getRequestConfig(async ({ locale }) => {
  const language = readLanguage(locale) ?? (await requestLanguage());
  return { locale: language, messages: await catalogueOf(language), timeZone: 'UTC' };
});
