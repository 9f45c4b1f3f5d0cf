import type es from '#messages/es.json';

declare module 'next-intl' {
  interface AppConfig {
    Locale: 'es' | 'en' | 'pt';
    Messages: typeof es;
  }
}
