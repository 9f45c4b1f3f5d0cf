import { describe, expect, it } from 'vitest';
import { renderExample } from './example.ts';
import { journeyTemplates } from './journey-templates.ts';

const PLACE = {
  name: 'Crédito Andino',
  country: 'CO',
  timezone: 'America/Bogota',
  currency: 'COP',
  today: '2026-11-20',
  product: 'Crédito de consumo',
};

describe('the made-up debtor', () => {
  it.each(['COP', 'CLP', 'ARS', 'MXN', 'PEN', 'BRL', 'USD', 'JPY'])('reads every message of every template, owing %s', (currency) => {
    for (const { document, messages } of journeyTemplates()) {
      for (const node of document.nodes) {
        if (node.type !== 'message') continue;
        for (const message of messages.filter(({ key }) => key === node.config.template)) {
          expect(renderExample(document, node, message, { ...PLACE, currency })).toMatchObject({ ok: true });
        }
      }
    }
  });

  it('reads them on the day on which the step acts', () => {
    const [, preventive] = journeyTemplates();
    const node = preventive?.document.nodes.find(({ id }) => id === 'email-before');
    const message = preventive?.messages.find(({ key, language }) => key === 'before-due' && language === 'es');
    if (!preventive || !node || !message) throw new Error('no message');
    expect(renderExample(preventive.document, node, message, PLACE)).toMatchObject({
      subject: 'Tu cuota vence el miércoles 25 de noviembre',
    });
  });
});
