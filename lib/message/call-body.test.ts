import { expect, it } from 'vitest';
import { renderCallBody } from './call-body.ts';
import { CARD, PERSON, sight } from './testing.ts';

const of = (text: string, name = 'Ana "la jefa" \\ \n Gómez') =>
  renderCallBody(text, sight({ ...PERSON, name }, [{ ...CARD, tags: ['a"b', 'c'] }]));
const json = (text: string, name?: string) => {
  const made = of(text, name);
  return made.ok ? JSON.parse(made.body) : made.problem;
};

it('writes what a value prints so that it stays inside its string', () => {
  expect(json('{ "name": "{{ debtor.name }}", "balance": {{ account.balance }} }')).toEqual({
    name: 'Ana "la jefa" \\ \n Gómez',
    balance: 34_500_000,
  });
  expect(json('{ "name": "{{ debtor.name }}", "role": "debtor" }', 'x", "role": "admin')).toEqual({
    name: 'x", "role": "admin',
    role: 'debtor',
  });
  expect(json('{ "given": "{{ debtor.name | name }}", "hi": "{{ debtor.name | upcase }}" }', 'ana "b"')).toMatchObject({ hi: 'ANA "B"' });
});

it('writes a whole value, a list and what nobody said by the filter json', () => {
  expect(
    json('{ "tags": {{ account.tags | json }}, "paid": {{ account.lastPaymentAt | json }}, "name": {{ debtor.name | json }} }', 'a"b'),
  ).toEqual({
    tags: ['a"b', 'c'],
    paid: null,
    name: 'a"b',
  });
});

it('says what is wrong instead of sending something else than JSON', () => {
  expect(json('{ "name": {{ debtor.name }} }')).toContain('no JSON');
  expect(json('')).toContain('no JSON');
  expect(json('{ "a": "{{ debtor.nmae }}" }')).toContain('unknown variable');
  expect(json('{ "a": "{{ account.tags }}" }')).toContain('filter json');
  expect(json('{ "a": "{% echo debtor.name %}" }')).toContain('body:');
  expect(json('{ "a": "{% for i in (1..100000) %}xx{% endfor %}" }')).toContain('body:');
  expect(json('{ "a": "{{ debtor.constructor }}" }')).toContain('unknown variable');
});
