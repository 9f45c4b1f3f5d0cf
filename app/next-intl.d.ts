import type { Catalogue } from '#messages/catalogue.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: 'es' | 'en' | 'pt';
    Messages: Catalogue;
  }
}
