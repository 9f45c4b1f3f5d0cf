import { getRequestConfig } from 'next-intl/server';
import { readLanguage } from '#lib/api/languages.ts';
import { requestLanguage } from '#lib/server/language.ts';

const catalogues = {
  es: () => import('#messages/es.json'),
  en: () => import('#messages/en.json'),
  pt: () => import('#messages/pt.json'),
};

/** What next-intl speaks in the request in hand. Instants are shown in the zone of a debtor or a workspace, never in the server's. */
export default getRequestConfig(async ({ locale }) => {
  const language = readLanguage(locale) ?? (await requestLanguage());
  const { default: messages } = await catalogues[language]();
  return { locale: language, messages, timeZone: 'UTC' };
});
