import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkMessage } from './check.ts';

const found = (body: string, subject: string | null = null) =>
  checkMessage({ subject, body }).map(
    ({ part, fault, name, line, column, meant }) => `${part} ${line}:${column} ${fault} ${name}${meant === null ? '' : ` → ${meant}`}`,
  );

describe('the check of a message', () => {
  it('names a variable that nobody knows, where it stands, and the one that may have been meant', () => {
    expect(found('Hola {{ debtor.nmae }},\ndebes {{ account.balnce | money }}.')).toEqual([
      'body 1:9 unknown-variable debtor.nmae → debtor.name',
      'body 2:10 unknown-variable account.balnce → account.balance',
    ]);
    expect(found('{{ saldo }} {{ client.id }}')).toEqual(['body 1:4 unknown-variable saldo', 'body 1:16 unknown-variable client.id']);
    expect(found('x', '{{ acount.id }}')).toEqual(['subject 1:4 unknown-variable acount.id → account.id']);
  });

  it('looks into conditions and loops, where rendering would keep silent', () => {
    expect(found('{% if account.balnce > 3 %}x{% endif %}')).toEqual(['body 1:7 unknown-variable account.balnce → account.balance']);
    expect(found('{% for a in accounts %}{{ a.balnce }}{{ forloop.index }}{% endfor %}')).toEqual([
      'body 1:27 unknown-variable a.balnce → account.balance',
    ]);
    expect(found('{{ accounts.first.foo }}{{ accounts[0].id }}{{ accounts.size }}')).toEqual([
      'body 1:4 unknown-variable accounts.first.foo',
    ]);
  });

  it('lets be what the renderer knows: attributes, names given in the text, what only rendering can tell', () => {
    const sound = [
      "{{ account.attributes.plate }} {{ debtor.attributes['tier'] }} {{ account.tags.first }} {{ account[debtor.language] }}",
      '{% assign n = account.product | downcase %}{{ n }} {{ n.size }}',
      '{{ account.dueDate | date: "short" }} {{ account.balance | money: account.currency }} {{ debtor.name | name }}',
      '{% for a in accounts %}{{ a.id }}{% endfor %} {{ workspace.name }} {{ today | date }} {{ debtor.consent.sms }}',
    ];
    for (const text of sound) expect(found(text), text).toEqual([]);
  });

  it('says what cannot be read: filters, tags, what was not closed, other syntax', () => {
    expect(found('{{ account.balance | dinero }}')).toEqual(['body 1:1 unknown-filter dinero']);
    expect(found('{% capture x %}{% endcapture %}')).toEqual(['body 1:1 unknown-tag capture']);
    expect(found('hola\n{% if account.id %}')).toEqual(['body 2:1 not-closed {% if account.id %}']);
    expect(found('hola {{ debtor.name')).toEqual(['body 1:6 not-closed {{ debtor.name']);
    expect(found('{% assign = 3 %}')).toEqual(['body 1:11 syntax expected variable name']);
  });

  it('refuses the empty, the endless and what cannot be stored, at once', () => {
    expect(found('  \n', '')).toEqual(['subject 1:1 empty ', 'body 1:1 empty ']);
    expect(found('x'.repeat(5_000_000))).toEqual(['body 1:1 too-long ']);
    expect(found('a\0')).toEqual(['body 1:1 unstorable ']);
  });

  it('finds nothing in the messages that the house ships', () => {
    const folder = join(import.meta.dirname, '..', 'templates');
    const shipped = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).messages);
    expect(shipped.length).toBeGreaterThan(20);
    expect(shipped.flatMap((message) => checkMessage(message))).toEqual([]);
  });
});
