import { describe, expect, it } from 'vitest';
import { languageOfHeader, readLanguage } from './languages.ts';

describe('the reader’s language', () => {
  it('takes the heaviest of the languages that we speak', () => {
    expect(languageOfHeader('de-DE,de;q=0.9,en;q=0.5,pt-BR;q=0.8')).toBe('pt');
  });

  it('is Spanish where no wanted language is ours, or none is wanted', () => {
    expect([languageOfHeader('de, fr;q=0.3'), languageOfHeader(null), languageOfHeader('')]).toEqual(['es', 'es', 'es']);
  });

  it('knows a language by its primary tag only', () => {
    expect([readLanguage('EN-us'), readLanguage('estonian'), readLanguage('fr'), readLanguage(undefined)]).toEqual([
      'en',
      null,
      null,
      null,
    ]);
  });
});
