import { describe, expect, it } from 'vitest';
import { FIELDS } from '#lib/facts/catalogue.ts';
import { PLAIN_ACCOUNT, PLAIN_DEBTOR } from '#lib/facts/testing.ts';
import { renderMessage } from './render.ts';
import type { MessageSight } from './sight.ts';
import { STAND_IN_TEMPLATE } from './template.ts';

const SIGHT: MessageSight = {
  debtor: { ...PLAIN_DEBTOR, name: 'MARÍA GÓMEZ', country: 'CO', email: 'maria@example.com', attributes: { tier: 'oro' } },
  accounts: [{ ...PLAIN_ACCOUNT, dueDate: '2026-11-27', balance: 123_456_700 }],
  today: '2026-11-24',
  now: Date.UTC(2026, 10, 25, 3),
  language: 'es',
  zone: 'America/Bogota',
  workspaceName: 'Financiera Andina',
};

const TWO: MessageSight = {
  ...SIGHT,
  accounts: [
    { ...PLAIN_ACCOUNT, externalId: 'a1', balance: 100_000 },
    { ...PLAIN_ACCOUNT, externalId: 'a2', balance: 50_000 },
  ],
};

function rendered(body: string, sight: MessageSight = SIGHT, language = 'es') {
  const answer = renderMessage({ ...STAND_IN_TEMPLATE, language, body }, sight);
  return answer.ok ? answer.body : answer.problem;
}

describe('a rendered message', () => {
  it("says the debtor's own name, amount and date in the words of the country", () => {
    const text =
      'Hola, {{ debtor.name | name }}: tu cuota de {{ account.balance | money }} vence el {{ account.dueDate | date }}. {{ workspace.name }}';
    expect(rendered(text)).toBe('Hola, María: tu cuota de $ 1.234.567 vence el viernes 27 de noviembre. Financiera Andina');
  });

  it("follows the template's language for its numbers, and the reader's where the template is in any", () => {
    const text = '{{ account.balance | money }} {{ account.dueDate | date }}';
    expect(rendered(text, SIGHT, 'en')).toBe('COP 1,234,567 Friday, November 27');
    expect(rendered(text, { ...SIGHT, language: 'en' }, '*')).toBe('COP 1,234,567 Friday, November 27');
  });

  it("tells an instant as the date in the debtor's zone", () => {
    expect(rendered('{{ now | date }}')).toBe('martes 24 de noviembre');
    expect(rendered('{{ now | date }}', { ...SIGHT, zone: 'Europe/Madrid' })).toBe('miércoles 25 de noviembre');
  });

  it('lists all accounts, and adds them up', () => {
    expect(rendered('{% for a in accounts %}{{ a.id }} {{ a.balance | money }}; {% endfor %}', TWO)).toBe('a1 $ 1.000; a2 $ 500;');
    expect(rendered("{{ accounts | sum: 'balance' | money }} de {{ accounts.size }}", TWO)).toBe('$ 1.500 de 2');
    expect(rendered('{{ account.id }}', TWO)).toBe('a1');
  });

  it('knows every field of the account and the debtor by its path in the catalogue', () => {
    const fields = FIELDS.filter(({ source, type }) => (source === 'account' || source === 'debtor') && type !== 'object');
    expect(fields.length).toBeGreaterThan(40);
    const failed = fields.map(({ path }) => rendered(`x{{ ${path} }}`)).filter((text) => !text.startsWith('x'));
    expect(failed).toEqual([]);
    expect(rendered('{{ debtor.consent.sms }} {{ account.daysPastDue }} {{ account.bucket }} {{ debtor.attributes.tier }}')).toBe(
      'unknown -3 pre oro',
    );
  });

  it('keeps a subject to one line, so that a name with a line break is no second header', () => {
    const sight = { ...SIGHT, debtor: { ...SIGHT.debtor, name: 'Ana\r\nBcc: all@example.com' } };
    const answer = renderMessage({ ...STAND_IN_TEMPLATE, subject: 'Para {{ debtor.name }}', body: 'x' }, sight);
    expect(answer).toMatchObject({ ok: true, subject: 'Para Ana Bcc: all@example.com', body: 'x' });
  });

  it('never runs what a debtor is called', () => {
    const sight = { ...SIGHT, debtor: { ...SIGHT.debtor, name: '{{ account.balance }}' } };
    expect(rendered('{{ debtor.name }}', sight)).toBe('{{ account.balance }}');
  });

  it('serves the stand-in for any debtor', () => {
    expect(renderMessage(STAND_IN_TEMPLATE, TWO)).toEqual({ ok: true, subject: null, body: 'd1: a1, a2', html: null, approved: null });
  });
});

describe('a message that cannot be told', () => {
  it('names a variable that does not exist, and where', () => {
    expect(rendered('Hola\n{{ account.balnce }}')).toBe('body: unknown variable "account.balnce", line:2, col:4');
    const answer = renderMessage({ ...STAND_IN_TEMPLATE, subject: '{{ debtor.contacts7d }}', body: 'x' }, SIGHT);
    expect(answer).toEqual({ ok: false, problem: 'subject: unknown variable "debtor.contacts7d", line:1, col:4' });
  });

  it('lets a text ask for an attribute that only some have', () => {
    expect(rendered('{{ debtor.attributes.none }}')).toContain('unknown variable "debtor.attributes.none"');
    expect(rendered('{{ debtor.attributes.none | default: "-" }}{% if debtor.attributes.none %}a{% else %}b{% endif %}')).toBe('-b');
  });

  it('leaves no hole where an amount or a date is missing', () => {
    expect(rendered('{{ account.promiseDate | date }}')).toContain('nobody said');
    expect(rendered('{{ account.principal | money }}')).toContain('nobody said');
    expect(rendered('{{ account.lastPaymentAt }}.')).toBe('.');
  });

  it('asks which currency where the accounts differ', () => {
    const sight = {
      ...TWO,
      accounts: [
        { ...PLAIN_ACCOUNT, currency: 'COP' },
        { ...PLAIN_ACCOUNT, currency: 'USD' },
      ],
    };
    expect(rendered("{{ accounts | sum: 'balance' | money }}", sight)).toContain('different currencies');
    expect(rendered('{% for a in accounts %}{{ a.balance | money: a.currency }} {% endfor %}', sight)).toBe('$ 100 US$ 100');
    expect(rendered('{{ account.balance | money: "XYZ" }}')).toContain('"XYZ" is no currency');
  });

  it('refuses values of another kind', () => {
    expect(rendered('{{ account }}')).toContain('not a text: name one of its fields (id, product, currency…)');
    expect(rendered("{{ accounts | join: ', ' }}")).toContain('not a text: name one of its fields');
    expect(rendered('{{ account | upcase }} {{ account | append: "" }}')).toContain('not a text');
    expect(rendered('{{ account.balance | divided_by: 0 }}')).toContain('is something divided by zero?');
    expect(rendered('{{ debtor.name | money }}')).toContain('is no amount in minor units');
    expect(rendered('{{ debtor.name | date }}')).toContain('is no date');
    expect(rendered('{{ account.dueDate | date: "%Y" }}')).toContain("neither 'long' nor 'short'");
    expect(rendered(' \n ')).toBe('body: it is empty');
    expect(rendered('a\0b')).toBe('body: it holds a NUL character');
    expect(rendered('x', SIGHT, 'no language')).toContain('Invalid language tag');
  });

  it('is a bug, and thrown, where there is no account to speak of', () => {
    expect(() => renderMessage(STAND_IN_TEMPLATE, { ...SIGHT, accounts: [] })).toThrow('about no account');
  });
});

describe('a hostile template', () => {
  it.each([
    'constructor',
    'account.constructor',
    'account.__proto__',
    'accounts.constructor',
    'debtor.name.constructor',
    'debtor.attributes.constructor',
    'account.toString',
    'process',
    'globalThis',
  ])('does not reach %s', (path) => {
    expect(rendered(`{{ ${path} }}`)).toBe(`body: unknown variable "${path}", line:1, col:4`);
  });

  it.each([
    ["{{ accounts | map: 'constructor' }}", 'it is empty'],
    ['{% include "/etc/passwd" %}', 'tag "include" not found'],
    ['{% render "x" %}', 'tag "render" not found'],
    ['{% layout "x" %}', 'tag "layout" not found'],
    ['{{ accounts | sample }}', 'unknown filter "sample"'],
    ['{{ debtor | json }}', 'unknown filter "json"'],
    ['{{ debtor.name', 'not closed'],
    ['{% if %}x{% endif %}', 'invalid value expression'],
  ])('is told why: %s', (body, problem) => {
    expect(rendered(body)).toContain(problem);
  });

  it.each([
    ['a huge range', '{% for i in (1..1000000000) %}x{% endfor %}', 'memory alloc limit exceeded'],
    ['loops in loops', `${'{% for i in (1..200) %}'.repeat(4)}x${'{% endfor %}'.repeat(4)}`, 'more than 20000 operations'],
    ['chained filters in a loop', `{% for i in (1..3000) %}{{ 1 ${'| plus: 1 '.repeat(1_000)}}}{% endfor %}`, 'more than 20000 operations'],
    [
      'comparisons in a loop',
      `{% for i in (1..3000) %}{% if 1 ${'and 1 '.repeat(1_000)}%}{% endif %}{% endfor %}`,
      'more than 20000 operations',
    ],
    [
      'a text that doubles',
      `{% assign a = "xxxxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`,
      'memory alloc limit exceeded',
    ],
    ['a text that doubles by capture', `${'{% capture a %}{{ a }}{{ a }}{% endcapture %}'.repeat(40)}{{ a }}`, 'tag "capture" not found'],
    ['much text from a little', `{% for i in (1..900) %}${'x'.repeat(1_000)}{% endfor %}`, 'longer than 50000 characters'],
    ['brackets nested thousands deep', `{{ ${'('.repeat(9_000)} }}`, 'nested too deep'],
    ['1 MB of text', 'x'.repeat(1_000_000), 'longer than 20000 characters'],
  ])('is stopped in time: %s', (_, body, problem) => {
    expect(rendered(body)).toContain(problem);
  });

  it('does not spoil the next message', () => {
    rendered('{% assign account = "x" %}{% assign __proto__ = "y" %}{{ account }}');
    expect(rendered('{{ account.id }}')).toBe('a1');
  });

  it('leaves no half of a character that the database would refuse', () => {
    const sight = { ...SIGHT, debtor: { ...SIGHT.debtor, name: 'a\ud83d' } };
    expect(rendered('{{ debtor.name }}', sight)).toBe('a\ufffd');
  });
});
