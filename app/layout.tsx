import '@fontsource-variable/inter/index.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { readTheme, THEME_COOKIE } from '#lib/api/themes.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('meta');
  return { title: { default: t('title'), template: `%s · ${t('title')}` }, description: t('description'), robots: { index: false } };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: 'white' },
    { media: '(prefers-color-scheme: dark)', color: 'black' },
  ],
};

/** The page around every screen: language, theme (from a cookie, so that nothing flashes) and the words of the states of failure. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [language, theme, { broken, problem }] = await Promise.all([getLocale(), chosenTheme(), getMessages()]);
  return (
    <html lang={language} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <NextIntlClientProvider messages={{ broken, problem }}>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}

async function chosenTheme() {
  return readTheme((await cookies()).get(THEME_COOKIE)?.value);
}
