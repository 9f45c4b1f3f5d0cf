import 'server-only';
import { cookies, headers } from 'next/headers';
import { type Language, languageOfHeader, readLanguage } from '#lib/api/languages.ts';

/** The cookie that holds the reader's language: set at sign-in from the person, and by whoever switches. */
export const LANGUAGE_COOKIE = 'cadenza.language';

/** The language of the request in hand: the cookie's, else the browser's best, else Spanish. */
export async function requestLanguage(): Promise<Language> {
  const chosen = readLanguage((await cookies()).get(LANGUAGE_COOKIE)?.value);
  return chosen ?? languageOfHeader((await headers()).get('accept-language'));
}
