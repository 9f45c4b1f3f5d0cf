import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { tellChanges } from '#lib/api/change-sentence.ts';
import { type Change, journeyChanges } from '#lib/journey/diff.ts';
import type { JourneyNode } from '#lib/journey/nodes/index.ts';
import { journeyTemplate, journeyTemplates } from '#lib/templates/journey-templates.ts';
import en from '#messages/en.json' with { type: 'json' };
import es from '#messages/es.json' with { type: 'json' };
import pt from '#messages/pt.json' with { type: 'json' };
import templatesEn from '#messages/templates.en.json' with { type: 'json' };
import templatesEs from '#messages/templates.es.json' with { type: 'json' };
import templatesPt from '#messages/templates.pt.json' with { type: 'json' };

const catalogues = { es: { ...es, ...templatesEs }, en: { ...en, ...templatesEn }, pt: { ...pt, ...templatesPt } };

function wordsIn(locale: keyof typeof catalogues) {
  const onError = (error: Error) => {
    throw error;
  };
  const messages: (typeof catalogues)['es'] = catalogues[locale];
  return {
    changes: createTranslator({ locale, messages, namespace: 'changes', onError }),
    channel: createTranslator({ locale, messages, namespace: 'channel', onError }),
    language: createTranslator({ locale, messages, namespace: 'messageLanguage', onError }),
  };
}

const PREVENTIVE = journeyTemplate('preventive');
const MID = journeyTemplate('mid-delinquency');
if (!PREVENTIVE || !MID) throw new Error('no template');

/** The change that a step's new settings make, in Spanish. */
function toldBy(id: string, change: (node: JourneyNode) => JourneyNode, template = PREVENTIVE): readonly string[] {
  if (!template) throw new Error('no template');
  const nodes = template.document.nodes.map((node) => (node.id === id ? change(node) : node));
  const changes = journeyChanges(template, { ...template, document: { ...template.document, nodes } });
  return tellChanges(changes, wordsIn('es')).map(({ sentence }) => sentence);
}

describe('a change in words', () => {
  it('says the hour, the day, the channel and the plan by which a step acts', () => {
    const sms = (config: object) => toldBy('sms-due', (node) => ({ ...node, config: { ...node.config, ...config } }) as JourneyNode);
    expect(sms({ when: { kind: 'due', days: 0, at: '09:00' } })).toEqual(['«SMS el día del vencimiento» pasa de las 10:00 a las 09:00.']);
    expect(sms({ when: { kind: 'due', days: -1, at: '10:00' } })).toEqual(['«SMS el día del vencimiento» pasa del día D0 al día D−1.']);
    expect(sms({ when: { kind: 'after', amount: 2, unit: 'days' } })).toEqual([
      '«SMS el día del vencimiento» actúa ahora 2 días después de llegar; antes, el día D0 a las 10:00.',
    ]);
    expect(sms({ channel: { mode: 'preferred', else: ['whatsapp', 'sms'] } })).toEqual([
      'En «SMS el día del vencimiento», el canal: antes SMS, ahora el que prefiere la persona; si no, WhatsApp, SMS.',
    ]);
    expect(sms({ ifMissed: 'act' })).toEqual(['En «SMS el día del vencimiento», si pasa su momento: ahora actuar igual.']);
  });

  it('says branches by what they are called, and a condition without its signs', () => {
    const branches = (of: readonly object[]) => toldBy('who', (node) => ({ ...node, config: { branches: of } }) as JourneyNode, MID);
    const [one] = MID.document.nodes.flatMap((node) => (node.type === 'split' ? node.config.branches : []));
    if (!one) throw new Error('no branch');
    expect(branches([{ ...one, label: 'Otra' }])).toEqual([
      'En «¿A quién llamamos?», la salida «Promesa rota o puntaje bajo» se llama ahora «Otra».',
    ]);
    expect(branches([{ ...one, where: { combinator: 'and', rules: [] } }])).toEqual([
      'En «¿A quién llamamos?» cambió la condición de la salida «call».',
    ]);
    expect(branches([one, { ...one, id: 'b', label: 'Nueva' }])).toEqual(['En «¿A quién llamamos?» hay una salida nueva: «Nueva».']);
  });

  it('shows what became of the words of a message, subject and body apart', () => {
    const messages = PREVENTIVE.messages.map((message) =>
      message.key === 'due-today' && message.language === 'es'
        ? { ...message, body: message.body.replace('gracias', 'mil gracias') }
        : message,
    );
    const [told, ...more] = tellChanges(journeyChanges(PREVENTIVE, { ...PREVENTIVE, messages }), wordsIn('es'));
    expect(more).toEqual([]);
    expect(told).toMatchObject({ tone: 'changed', sentence: 'Cambió el texto de «due-today» (SMS, español).' });
    expect(told?.texts).toMatchObject([{ title: 'Texto' }]);
    expect(told?.texts[0]?.words).toContainEqual({ kind: 'added', text: 'mil ' });
  });

  it.each(['es', 'en', 'pt'] as const)('is said in %s, whatever makes any two templates differ', (locale) => {
    const words = wordsIn(locale);
    const kinds = new Set<string>();
    for (const a of journeyTemplates()) {
      for (const b of journeyTemplates()) {
        // Under one set of ids, so that steps and messages meet.
        const renamed = {
          ...b,
          document: { ...b.document, nodes: b.document.nodes.map((node, i) => ({ ...node, id: a.document.nodes[i]?.id ?? node.id })) },
        };
        const changes: readonly Change[] = journeyChanges(a, renamed);
        for (const told of tellChanges(changes, words)) expect(told.sentence).not.toMatch(/undefined|\[object|changes\./);
        for (const { kind } of changes) kinds.add(kind);
      }
    }
    expect(kinds).toEqual(new Set(['name', 'description', 'stage', 'exits', 'suspend', 'node', 'setting', 'way']));
  });
});
