import { expect, it } from 'vitest';
import { givenName } from './given-name.ts';

it.each([
  ['Ana María Pérez Gómez', 'Ana'],
  ['PÉREZ GÓMEZ, ANA MARÍA', 'Ana'],
  ['  josé   luis  ', 'José'],
  ['JEAN-PIERRE DUPONT', 'Jean-Pierre'],
  ['Dra. M. Fernanda Ruiz', 'Fernanda'],
  ['McKenzie Díaz', 'McKenzie'],
  ['Comercial Andina S.A.S.', 'Comercial Andina S.A.S.'],
  ['Inversiones del Sur SpA', 'Inversiones del Sur SpA'],
  ['Transportes Quetzal, S.A. de C.V.', 'Transportes Quetzal, S.A. de C.V.'],
  ['Ferretería Lima E.I.R.L.', 'Ferretería Lima E.I.R.L.'],
  ['Ana Casas', 'Ana'],
  ['B', 'B'],
  ['', ''],
])('addresses %s as %s', (name, given) => {
  expect(givenName(name)).toBe(given);
});
