import { describe, expect, it } from 'vitest';
import { wordsLayout } from '#lib/message/email/frame.ts';
import house from '#lib/message/email/house-frame.json' with { type: 'json' };
import { compileEmail } from './compile-email.ts';

const compiled = async (source: string) => {
  const made = await compileEmail(source, { language: 'es' });
  return made.ok ? made.html : made.problems;
};

describe('MJML made HTML', () => {
  it('is the frame of the house where its layout is compiled: whoever changes one makes the other with scripts/email-frame.ts', async () => {
    expect(await compiled(wordsLayout())).toBe(house.html);
  });

  it('keeps every instruction of Liquid, also one between elements and one in an attribute', async () => {
    const html = await compiled(
      '{% if account.balance > 0 %}<mj-text>{% for a in accounts %}<p>{{ a.id }} < {{ a.balance | money: "COP" }}</p>{% endfor %}</mj-text>{% endif %}<mj-button href="https://x.example/{{ account.id }}">Ver</mj-button>',
    );
    expect(html).toContain('<p>{{ a.id }} < {{ a.balance | money: "COP" }}</p>');
    expect(html).toMatch(/\{% if account.balance > 0 %\}[\s\S]*\{% endif %\}/);
    expect(html).toContain('href="https://x.example/{{ account.id }}"');
  });

  it('stands in the layout of the house unless it is a whole document', async () => {
    expect(await compiled('<mj-text>Hola</mj-text>')).toContain('{{ workspace.name }}');
    expect(
      await compiled('<mjml><mj-body><mj-section><mj-column><mj-text>Hola</mj-text></mj-column></mj-section></mj-body></mjml>'),
    ).not.toContain('workspace');
  });

  it('asks nobody for fonts or anything else', async () => {
    const html = await compiled(
      '<mjml><mj-body><mj-section><mj-column><mj-text font-family="Roboto">Hola</mj-text></mj-column></mj-section></mj-body></mjml>',
    );
    expect(String(html).match(/https?:\/\/[^"' )]*/g) ?? []).toEqual(['http://www.w3.org/1999/xhtml']);
  });

  it.each([
    ['<mj-text>a</mj-text>\n<mj-text colr="red">b</mj-text>', { fault: 'mjml-attribute', name: 'colr', line: 2 }],
    ['<mj-text>a</mj-text>\n<mj-body></mj-body>', { fault: 'mjml-place', name: 'mj-body', line: 2 }],
    ['<mjml></mjml>', { fault: 'mjml-broken', line: 1 }],
    ['<mj-text>a', { fault: 'mjml-not-closed', name: 'mj-text', line: 1 }],
    ['<mjml><mj-body></mj-body>\n{{ account.id }}</mjml>', { fault: 'mjml-lost', name: '{{ account.id }}', line: 2 }],
  ])('says what is wrong with %s, by the author’s own line', async (source, problem) => {
    expect(await compiled(source)).toContainEqual(expect.objectContaining(problem));
  });
});
