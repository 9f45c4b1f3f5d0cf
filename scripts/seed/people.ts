/** The one password of the demo's five people. It is printed: the demo listens on its own machine alone. */
export const DEMO_PASSWORD = 'cadenza-demo';

/** One person for each role; the manager first, since their screens show most. Addresses are under `.test`, which belongs to nobody. */
export const DEMO_PEOPLE = [
  { role: 'manager', name: 'Marcela Restrepo', email: 'gerente@demo.cadenza.test' },
  { role: 'admin', name: 'Andrés Quintero', email: 'administrador@demo.cadenza.test' },
  { role: 'marketer', name: 'Sofía Luján', email: 'mercadeo@demo.cadenza.test' },
  { role: 'executive', name: 'Jorge Valenzuela', email: 'direccion@demo.cadenza.test' },
  { role: 'agent', name: 'Camila Huamán', email: 'agente@demo.cadenza.test' },
] as const;
