import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type JourneyDocument, readJourney } from '#lib/journey/document.ts';
import { findProblems } from '#lib/journey/problems.ts';
import { renderMessage } from '#lib/message/render.ts';
import { CARD, PERSON, PROMISE, SERVICE, sight } from '#lib/message/testing.ts';
import { demoJourneys, demoMessages, messagesOf } from './files.ts';

const messages = await demoMessages();

const stepsOf = (journey: JourneyDocument) => journey.nodes.flatMap((node) => (node.type === 'message' ? [node.config] : []));

/** The amount and the day that were promised, in each language of the messages. */
const PROMISED: Readonly<Record<string, RegExp>> = {
  es: /\$ 100\.000 el miércoles 9 de diciembre/,
  en: /COP 100,000 on Wednesday, December 9/,
  pt: /COP\s100\.000 para quarta-feira, 9 de dezembro/,
};

describe("the demo's messages", () => {
  it.each(messages.map((message) => [message.language, message.key, message.channel, message] as const))(
    'say who writes, to whom and how much in %s: %s by %s',
    (_, key, __, message) => {
      const sights = [
        sight(),
        sight(PERSON, [CARD, SERVICE]),
        sight({ ...PERSON, name: null }),
        sight(PERSON, [{ ...CARD, promise: PROMISE }]),
      ];
      const texts = sights.map((seen) => {
        const rendered = renderMessage(message, seen);
        if (!rendered.ok) throw new Error(rendered.problem);
        expect((rendered.subject !== null) === (message.channel === 'email')).toBe(true);
        return `${rendered.subject ?? ''}\n${rendered.body}`;
      });
      for (const text of texts) {
        expect(text).toContain('Financiera Andina');
        expect(text).not.toMatch(/undefined|NaN|\[object|\n{3,}| {2,}|\s,|,\s*:/);
      }
      if (/^promise-(made|reminder)$/.test(key)) expect(texts[3]).toMatch(PROMISED[message.language] ?? 'a language without words');
      else if (key !== 'promise-kept') expect(texts[1]).toMatch(/434[.,]000|345[.,]000[\s\S]*89[.,]000/);
    },
  );

  it('never ask why somebody did not pay, as Colombia’s law forbids', () => {
    const asks = /qué (te )?pasó|por qué no pag|what happened|why (you|did).*pay|o que aconteceu|por que não pag/i;
    expect(messages.filter(({ subject, body }) => asks.test(`${subject} ${body}`))).toEqual([]);
  });

  it('never threaten, and offer a way to be told no more where they are sent unasked', () => {
    const threats =
      /embarg|demanda|juzgado|jur[ií]dic|report(ar|e|ado) en|central(es)? de riesgo|abogad|lawsuit|legal action|processo judicial/i;
    expect(messages.filter(({ body }) => threats.test(body))).toEqual([]);
    const reminders = messages.filter(({ key, channel }) => channel !== 'email' && /^(before|after|due|early|late)-/.test(key));
    expect(reminders.length).toBeGreaterThan(6);
    expect(reminders.filter(({ body }) => !/\b(SALIR|STOP|SAIR)\b/.test(body))).toEqual([]);
  });
});

describe("the demo's journeys", () => {
  it('can be published, without a warning', async () => {
    const journeys = await demoJourneys(messages);
    expect(journeys.length).toBe(4);
    const channels = new Set(['email', 'sms', 'whatsapp'] as const);
    const findings = journeys.flatMap((journey) =>
      findProblems(journey, { templates: null, languages: null, channels, segmentSizes: null, journeys: null }),
    );
    expect(findings).toEqual([]);
  });

  it('tell before, on and after the due date when the cadence of the articles does', async () => {
    const articles = readJourney(readFileSync('fixtures/journeys/articles-cadence.json', 'utf8'));
    const [preventive] = await demoJourneys(messages);
    if (!articles.ok || !preventive) throw new Error('a journey cannot be read');
    expect(stepsOf(preventive)).toEqual(stepsOf(articles.value));
    expect(stepsOf(preventive).length).toBe(3);
  });

  it('are frozen with the messages they name, and no others', async () => {
    for (const journey of await demoJourneys(messages)) {
      const named = new Set(journey.nodes.flatMap((node) => (node.type === 'message' ? [node.config.template] : [])));
      expect(new Set(messagesOf(journey, messages).map(({ key }) => key))).toEqual(named);
    }
  });

  it('refuse messages that do not say what a step needs', async () => {
    await expect(demoJourneys(messages.filter(({ channel }) => channel !== 'whatsapp'))).rejects.toThrow('unknown-template');
  });
});
