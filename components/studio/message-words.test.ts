import { expect, test } from 'vitest';
import { plainSubject } from './message-words.ts';

test('a subject is known in a list by its first way of being said, without instructions', () => {
  expect(plainSubject('{% if accounts.size > 1 %}Tus cuotas vencen {{ due }}{% else %}Tu cuota vence{% endif %}')).toBe(
    'Tus cuotas vencen …',
  );
  expect(plainSubject('{%- case n -%}{%- when 1 -%}Una{% endcase %}')).toBe('');
  expect(plainSubject('Vence hoy')).toBe('Vence hoy');
});
