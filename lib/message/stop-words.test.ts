import { expect, it } from 'vitest';
import { asksToStop } from './stop-words.ts';

it.each([
  'STOP',
  'stop.',
  ' Alto! ',
  'BAJA',
  'baja por favor',
  'Darme de baja ya',
  'no más',
  'SAIR',
  'Não quero mais',
  'Unsubscribe, please',
  'Parar 🙏',
])('hears that “%s” asks to stop', (text) => {
  expect(asksToStop(text)).toBe(true);
});

it.each([
  '',
  '🙏',
  'Quiero cancelar mi deuda mañana',
  'No puedo parar de trabajar, pago el viernes',
  'la baja de mi plan fue en mayo',
  'Don’t stop the plan',
  'ya por favor',
  'sair de férias',
  'x'.repeat(10_000),
])('does not take “%.40s” for it', (text) => {
  expect(asksToStop(text)).toBe(false);
});
