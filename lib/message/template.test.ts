import { describe, expect, it } from 'vitest';
import { chooseTemplate, type MessageTemplate, STAND_IN_TEMPLATE } from './template.ts';

const written = (channel: string, language: string, key = 'due'): MessageTemplate => ({
  key,
  channel,
  language,
  subject: null,
  body: `${key} ${channel} ${language}`,
});

const chosen = (templates: readonly MessageTemplate[], channel: 'email' | 'sms', ...languages: (string | null)[]) =>
  chooseTemplate(templates, 'due', channel, languages)?.body ?? null;

describe('choosing a template', () => {
  it('takes the first language that it is written in', () => {
    const templates = [written('sms', 'es'), written('sms', 'en'), written('sms', 'pt')];
    expect(chosen(templates, 'sms', 'pt', 'es')).toBe('due sms pt');
    expect(chosen(templates, 'sms', null, 'en', 'es')).toBe('due sms en');
    expect(chosen(templates, 'sms', 'fr', 'es')).toBe('due sms es');
  });

  it('serves a regional language by its main one and the other way round, the exact one first', () => {
    expect(chosen([written('sms', 'es'), written('sms', 'pt')], 'sms', 'pt-BR', 'es')).toBe('due sms pt');
    expect(chosen([written('sms', 'pt-BR'), written('sms', 'es')], 'sms', 'pt', 'es')).toBe('due sms pt-BR');
    expect(chosen([written('sms', 'pt'), written('sms', 'pt-BR')], 'sms', 'pt-BR')).toBe('due sms pt-BR');
  });

  it('prefers words written for the channel to words for any channel, whatever their language', () => {
    const templates = [written('*', 'es'), written('sms', 'en')];
    expect(chosen(templates, 'sms', 'es', 'en')).toBe('due sms en');
    expect(chosen(templates, 'email', 'es', 'en')).toBe('due * es');
  });

  it('gives nothing rather than words in a language that nobody asked for, or of another key', () => {
    expect(chosen([written('sms', 'en')], 'sms', 'es', null)).toBe(null);
    expect(chosen([written('sms', 'es', 'other')], 'sms', 'es')).toBe(null);
    expect(chosen([], 'sms', 'es')).toBe(null);
  });

  it('lets the stand-in serve what no other template serves', () => {
    expect(chooseTemplate([STAND_IN_TEMPLATE], 'anything', 'letter', [null])).toBe(STAND_IN_TEMPLATE);
    expect(chosen([STAND_IN_TEMPLATE, written('email', 'es')], 'email', 'es')).toBe('due email es');
  });
});
