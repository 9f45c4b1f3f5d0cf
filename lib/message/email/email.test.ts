import { describe, expect, it } from 'vitest';
import { checkMessage } from '../check.ts';
import type { MessageExtras } from '../extras.ts';
import { renderMessage } from '../render.ts';
import { STAND_IN_TEMPLATE } from '../template.ts';
import { PERSON, sight } from '../testing.ts';
import { isSafeLink, unsafeLink } from './links.ts';
import { readMarkup } from './markup.ts';
import { twinOf } from './twin.ts';

const EMAIL = { ...STAND_IN_TEMPLATE, key: 'k', channel: 'email', language: 'es', subject: 'Tu cuota', body: 'Hola, {{ debtor.name }}' };
const rendered = (template: Partial<typeof EMAIL> & { extras?: MessageExtras }, debtor = PERSON) => {
  const answer = renderMessage({ ...EMAIL, ...template }, sight(debtor));
  if (!answer.ok) throw new Error(answer.problem);
  return answer;
};

describe('an e-mail in plain words', () => {
  it('stands in the layout of the house as HTML, beside its plain-text twin', () => {
    const body = 'Hola, {{ debtor.name | name }}:\n\nTu cuota es de {{ account.balance | money }}.\nGracias.\n\n---\nResponde SALIR.';
    const { html, body: twin } = rendered({ body });
    expect(html).toContain('<p style="margin:0">Hola, María:</p><p style="margin:16px 0 0">Tu cuota es de $ 345.000.<br>Gracias.</p>');
    expect(html).toContain('Financiera Andina');
    expect(html).toContain('<p style="margin:0">Responde SALIR.</p>');
    expect(html).not.toMatch(/\[\[|\{\{/);
    expect(twin).toBe('Hola, María:\n\nTu cuota es de $ 345.000.\nGracias.\n\nResponde SALIR.');
  });

  it('says the words themselves as they were where there is no foot and no button', () => {
    expect(rendered({ body: 'Hola.\n\nAdiós.' }).body).toBe('Hola.\n\nAdiós.');
  });

  it('takes what a debtor is called for a name: no markup, no instruction, no mark of the layout', () => {
    const hostile = { ...PERSON, name: `<script>alert(1)</script> {{ account.id }} "x" [[words]] &amp;` };
    const { html, body } = rendered({ subject: 'Para {{ debtor.name }}' }, hostile);
    expect(html).toContain('Hola, &lt;script&gt;alert(1)&lt;/script&gt; {{ account.id }} &quot;x&quot; [[words]] &amp;amp;');
    expect(html).not.toContain('<script');
    expect(body).toContain('<script>alert(1)</script> {{ account.id }}');
  });

  it('has a button to the debtor’s own link, and the link in its twin', () => {
    const debtor = { ...PERSON, attributes: { pay: 'https://pay.example/?a=1&b="2"' } };
    const extras = { button: { label: 'Pagar {{ account.balance | money }}', link: 'https://pay.example/{{ account.id }}?a=1&b=2' } };
    const { html, body } = rendered({ extras }, debtor);
    expect(html).toContain('href="https://pay.example/TC-1?a=1&amp;b=2"');
    expect(html).toContain('Pagar $ 345.000');
    expect(body).toBe('Hola, María Fernanda Gómez\n\nPagar $ 345.000: https://pay.example/TC-1?a=1&b=2');
  });

  it('has none where the link comes out empty, and refuses a link that leads to no page', () => {
    const button = (link: string) => ({ button: { label: 'Pagar', link } });
    expect(rendered({ extras: button('{{ debtor.attributes.pay | default: "" }}') }).html).not.toContain('Pagar');
    const bad = renderMessage({ ...EMAIL, extras: button('javascript:alert(1)') }, sight());
    expect(bad).toEqual({ ok: false, problem: 'button: "javascript:alert(1)" is no address to go to' });
  });

  it('is of e-mails alone: an SMS has no HTML', () => {
    expect(rendered({ channel: 'sms' })).toMatchObject({ html: null, body: 'Hola, María Fernanda Gómez' });
  });
});

describe('the HTML that was made of MJML', () => {
  it('has every value escaped, in an element and in an attribute, and keeps to addresses that a mail may lead to', () => {
    const hostile = { ...PERSON, name: `"><img src=x onerror=alert(1)>`, attributes: { url: 'javascript:alert(1)' } };
    const html = '<a href="https://x.example/{{ debtor.name }}" title="{{ debtor.name }}">{{ debtor.name }}</a>';
    expect(rendered({ extras: { mjml: '<mj-text/>', html: html.replace('/{{ debtor.name }}"', '/"') } }, hostile).html).toBe(
      '<a href="https://x.example/" title="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">&quot;&gt;&lt;img src=x onerror=alert(1)&gt;</a>',
    );
    const answer = renderMessage({ ...EMAIL, extras: { mjml: 'x', html: '<a href="{{ debtor.attributes.url }}">x</a>' } }, sight(hostile));
    expect(answer).toEqual({ ok: false, problem: 'mjml: "javascript:alert(1)" is no address to go to' });
  });

  it('is stopped where it becomes too long to be shown', () => {
    const html = `{% for i in (1..2000) %}${'x'.repeat(60)}{% endfor %}`;
    const answer = renderMessage({ ...EMAIL, extras: { mjml: 'x', html } }, sight());
    expect(answer).toEqual({ ok: false, problem: 'mjml: the text becomes longer than 100000 characters, line:1, col:25' });
  });
});

describe('a template of WhatsApp that was approved', () => {
  it('is called with its places filled, each on one line', () => {
    const approved = {
      name: 'mid_reminder',
      language: 'es_MX',
      category: 'utility' as const,
      variables: ['{{ debtor.name | name }}', '{{ account.id }}'],
    };
    expect(rendered({ channel: 'whatsapp', extras: { approved } }).approved).toEqual({ ...approved, variables: ['María', 'TC-1'] });
  });

  it('is not called with an empty place', () => {
    const approved = { name: 'x', language: 'es', category: 'utility' as const, variables: ['{{ debtor.attributes.none | default: "" }}'] };
    expect(renderMessage({ ...EMAIL, channel: 'whatsapp', extras: { approved } }, sight())).toEqual({
      ok: false,
      problem: 'variable 1: it is empty',
    });
  });
});

describe('MJML as it was written', () => {
  it.each([
    ['<mj-text>a</mj-txt>', 'mjml-unknown-tag', 'mj-txt', 1],
    ['<mj-text>\na\n<mj-button>b</mj-text>', 'mjml-not-closed', 'mj-button', 3],
    ['<mj-section><mj-column>', 'mjml-not-closed', 'mj-column', 1],
    ['x\n<mj-text', 'mjml-broken', '<mj-text', 2],
    ['<mj-text><script>alert(1)</script></mj-text>', 'mjml-forbidden', 'script', 1],
    ['<mj-include path="/etc/passwd" />', 'mjml-forbidden', 'mj-include', 1],
    ['<mj-text><p onclick="x()">a</p></mj-text>', 'mjml-forbidden', 'onclick', 1],
    ['<mj-text>\n{% echo debtor.name %}</mj-text>', 'mjml-forbidden', 'echo', 2],
    ['<mj-style>a { color: {{ debtor.name }} }</mj-style>', 'mjml-forbidden', 'mj-style', 1],
    ['<mj-text>a</mj-text>\nhola a todos', 'mjml-lost', 'hola a todos', 2],
    ['<mj-section>'.repeat(40), 'mjml-too-big', 'mj-section', 1],
  ])('is found out by its line: %s', (source, fault, name, line) => {
    expect(readMarkup(source).problems).toContainEqual(expect.objectContaining({ fault, name, line }));
  });

  it('is told with the variables that it does not know, its lines those of the author', () => {
    const mjml = '<mj-text>\nHola {{ debtor.nme }}\n</mj-text>';
    expect(checkMessage({ subject: 'x', body: '', extras: { mjml } })).toEqual([
      { part: 'mjml', fault: 'unknown-variable', name: 'debtor.nme', line: 2, column: 9, meant: 'debtor.name' },
    ]);
  });

  it('has a twin that says the same, links behind their words', () => {
    const source = `<mj-text><h1>Hola, {{ debtor.name }}</h1><p>Debes <b>{{ account.balance | money }}</b> &amp; más.</p><ul><li>a</li><li>b</li></ul></mj-text>
      <mj-button href="https://x.example/{{ account.id }}">Pagar</mj-button><mj-image src="https://x.example/a.png" alt="Logotipo" />`;
    expect(twinOf(source)).toBe(
      'Hola, {{ debtor.name }}\n\nDebes {{ account.balance | money }} & más.\n\n- a\n- b\n\nPagar: https://x.example/{{ account.id }}\n\nLogotipo',
    );
  });

  it('does not take long over a text made to be slow', () => {
    for (const source of [
      `<mj-text ${'"'.repeat(9_999)}`,
      '<a '.repeat(6_000),
      `<mj-text a=${'"'.repeat(9_000)}'>`,
      '{{'.repeat(9_000),
      '<!--'.repeat(4_000),
    ])
      expect(readMarkup(source).marked.length + twinOf(source).length).toBeGreaterThan(0);
  });
});

describe('an address in a mail', () => {
  it.each(['https://a.example', 'mailto:a@b.example', 'tel:+57300', '#top'])('may be %s', (link) => expect(isSafeLink(link)).toBe(true));
  it.each(['javascript:x', 'data:text/html,x', 'file:///etc', '//evil.example', '', 'https://a b', 'JaVaScRiPt:x'])(
    'may not be %s',
    (link) => expect(isSafeLink(link)).toBe(false),
  );
  it('is read as a browser reads it', () => {
    expect(unsafeLink('<a href="&#106;avascript:x">')).toBe('javascript:x');
    expect(unsafeLink("<a  href = 'https://a.example'>")).toBeNull();
  });
});
