import { describe, expect, it } from 'vitest';
import { tanglesOf } from '#lib/journey/crossings.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import { findProblems } from '#lib/journey/problems.ts';
import { inspectText } from '#lib/message/engine.ts';
import { HOUSE_FILTERS, renderMessage } from '#lib/message/render.ts';
import { CARD, PERSON, PROMISE, SERVICE, sight } from '#lib/message/testing.ts';
import { journeyTemplate, journeyTemplates } from './journey-templates.ts';

const templates = journeyTemplates();
const all = templates.flatMap(({ document, messages }) => messages.map((message) => ({ journey: document.key, message })));

const LANGUAGES = ['es', 'en', 'pt'];

const SIGHTS = {
  'one account': sight(PERSON, [CARD]),
  'two accounts': sight(PERSON, [CARD, SERVICE]),
  'nobody’s name and no product': sight({ ...PERSON, name: null }, [{ ...CARD, product: null }]),
  'a promise': sight(PERSON, [{ ...CARD, promise: PROMISE }]),
  'nothing owed': sight(PERSON, [{ ...CARD, balance: 0 }]),
};

/** The basic set of GSM 03.38 and its extension, whose characters count twice. */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;

/** How many parts a text message is sent in. */
function partsOf(text: string): number {
  if (!GSM.test(text)) return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  const length = text.length + (text.match(/[\^{}\\[~\]|€]/g)?.length ?? 0);
  return length <= 160 ? 1 : Math.ceil(length / 153);
}

describe('the five journeys to clone', () => {
  it('are five, each with its own key, found by it', () => {
    expect(templates.map(({ document }) => document.key)).toEqual([
      'welcome-einvoice',
      'preventive',
      'mid-delinquency',
      'promise-to-pay',
      'cancelled-accounts',
    ]);
    for (const template of templates) expect(journeyTemplate(template.document.key)).toBe(template);
    expect(journeyTemplate('none')).toBeNull();
  });

  it.each(templates.map((template) => [template.document.key, template] as const))(
    '%s can be published as it is, without a warning',
    (_, { document, messages }) => {
      const texts = new Map([...Map.groupBy(messages, ({ key }) => key)]);
      const channels = new Set(['email', 'sms', 'whatsapp', 'letter'] as const);
      expect(findProblems(document, { templates: texts, languages: LANGUAGES, channels, segmentSizes: null, journeys: null })).toEqual([]);
    },
  );

  it.each(templates.map((template) => [template.document.key, template] as const))(
    '%s carries the messages that its steps send, each once, and no others',
    (_, { document, messages }) => {
      const sent = document.nodes.flatMap((node) => bindNode(node).message?.template ?? []);
      expect(new Set(messages.map(({ key }) => key))).toEqual(new Set(sent));
      const names = messages.map(({ key, channel, language }) => `${key} ${channel} ${language}`);
      expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    },
  );

  it('name a message alike only where it is the same message', () => {
    const places = Map.groupBy(all, ({ message }) => `${message.key} ${message.channel} ${message.language}`);
    expect([...places.values()].filter((group) => group.length > 1)).toEqual([]);
  });

  it.each(templates.map((template) => [template.document.key, template] as const))(
    '%s says what each step is, and has its stages side by side, in order and with room for every card',
    (_, { document }) => {
      expect(document.description?.length).toBeGreaterThan(60);
      expect(document.nodes.filter(({ label }) => !label)).toEqual([]);
      const ends = document.stages.map(({ id }) => document.nodes.filter(({ stage }) => stage === id).map(({ position }) => position.x));
      ends.slice(1).forEach((xs, i) => {
        expect(Math.min(...xs) - Math.max(...(ends[i] ?? []))).toBeGreaterThanOrEqual(240);
      });
      for (const a of document.nodes) {
        const near = document.nodes.filter(
          (b) => b !== a && Math.abs(a.position.x - b.position.x) < 220 && Math.abs(a.position.y - b.position.y) < 130,
        );
        expect(near.map(({ id }) => `${a.id} over ${id}`)).toEqual([]);
      }
    },
  );

  it.each(templates.map((template) => [template.document.key, template] as const))(
    '%s is drawn without lines that cross or run behind a card',
    (_, { document }) => {
      expect(tanglesOf(document)).toEqual([]);
    },
  );
});

/** The variables that a text reads, each once, as they stand in it. */
function variablesOf(text: string): readonly string[] {
  const read = inspectText(text, HOUSE_FILTERS);
  if (!read.ok) throw new Error(read.message);
  return [...new Set(read.variables.map(({ segments }) => segments.join('.')))].sort();
}

describe('the messages of the journeys to clone', () => {
  it.each([...Map.groupBy(all, ({ message }) => `${message.key} by ${message.channel}`)])(
    '%s are written in every language of the house, reading the same variables',
    (_, texts) => {
      expect(texts.map(({ message }) => message.language)).toEqual(LANGUAGES);
      const [first, ...others] = texts.map(({ message: { subject, body } }) => variablesOf(`${subject ?? ''} ${body}`));
      for (const other of others) expect(other).toEqual(first);
    },
  );

  it.each(all.map(({ journey, message }) => [journey, message.key, message.channel, message.language, message] as const))(
    'in %s, %s by %s in %s reads well for anyone it may reach',
    (_, __, channel, ___, message) => {
      for (const [whom, seen] of Object.entries(SIGHTS)) {
        const rendered = renderMessage(message, seen);
        if (!rendered.ok) throw new Error(`${whom}: ${rendered.problem}`);
        expect(rendered.subject !== null, whom).toBe(channel === 'email');
        const text = `${rendered.subject ?? ''}\n${rendered.body}`;
        expect(text, whom).not.toMatch(/undefined|NaN|\[object|\n{3,}| {2,}|\s,|,\s*:|\(\)|\s\./);
        expect(text, whom).toContain('Financiera Andina');
        const accounts = seen.accounts.map(({ externalId }) => externalId);
        if (whom !== 'two accounts') expect(text, whom).toContain(accounts[0] ?? '');
      }
    },
  );

  it('lead with who writes where there is no sender’s name to see', () => {
    const hidden = all.filter(({ message: { channel, key } }) => ['sms', 'whatsapp', 'letter'].includes(channel) && key !== '');
    for (const { message } of hidden) {
      const rendered = renderMessage(message, SIGHTS['one account']);
      const at = rendered.ok ? rendered.body.indexOf('Financiera Andina') : -1;
      expect(at, `${message.key} by ${message.channel}`).toBeLessThan(message.channel === 'sms' ? 1 : 60);
      expect(at).toBeGreaterThanOrEqual(0);
    }
  });

  it('are at most two parts long as an SMS', () => {
    const texts = all.filter(({ message }) => message.channel === 'sms');
    expect(texts.length).toBeGreaterThan(10);
    const parts = texts.flatMap(({ message }) =>
      Object.entries(SIGHTS).map(([whom, seen]) => {
        const rendered = renderMessage(message, seen);
        return { name: `${message.key} ${message.language}, ${whom}`, parts: rendered.ok ? partsOf(rendered.body) : 99, text: rendered };
      }),
    );
    expect(parts.filter((one) => one.parts > 2)).toEqual([]);
  });

  it('never threaten', () => {
    const threats =
      /embarg|demanda|juzgado|jur[ií]dic|report(ar|e|ado) en|central(es)? de riesgo|abogad|última oportunidad|inmediat|lawsuit|legal action|processo judicial/i;
    const found = all.filter(({ message }) => threats.test(`${message.subject} ${message.body}`));
    expect(found.map(({ message }) => message.key)).toEqual([]);
  });

  it('of reminders and invitations tell how to stop them', () => {
    const unasked = all.filter(({ message }) =>
      /^(before|after|due|mid|paperless-(invite|reminder)|final|equipment|promise-(reminder|broken))/.test(message.key),
    );
    const silent = unasked.filter(
      ({ message: { body } }) => !/\b(SALIR|STOP|SAIR)\b|dejar de recibir|stop these|deixar de receber/.test(body),
    );
    expect(silent.map(({ message }) => `${message.key} ${message.channel} ${message.language}`)).toEqual([]);
  });
});
