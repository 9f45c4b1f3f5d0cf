/** Who signs in in the stories, and the one password of all of them. */
export const PASSWORD = 'cadenza-de-prueba';

export const PEOPLE = {
  admin: { name: 'Lucía Ferrer', email: 'lucia@andino.test' },
  manager: { name: 'Mateo Quintero', email: 'mateo@andino.test' },
  marketer: { name: 'Sofía Duarte', email: 'sofia@andino.test' },
  executive: { name: 'Ignacio Paz', email: 'ignacio@andino.test' },
  agent: { name: 'Camila Rojas', email: 'camila@andino.test' },
} as const;

/** A manager whose workspace has a portfolio and has sent nothing. */
export const NEWCOMER = { name: 'Nora Vidal', email: 'nora@nueva.test' };

/** A manager whose workspace runs for real: one account whose first notice is due a day after its clock. */
export const TIMEKEEPER = { name: 'Tomás Arango', email: 'tomas@reloj.test', debtor: 'Beatriz Londoño' };

/** A manager of another company: what is theirs is seen by nobody above. */
export const STRANGER = { name: 'Elena Campos', email: 'elena@sur.test', debtor: 'Deudora de otra empresa' };

/** Two managers and a marketer of a company that has drawn nothing yet: one debtor, due in a week, and one message. */
export const PUBLISHER = { name: 'Paula Ríos', email: 'paula@taller.test', debtor: 'Olga Prada' };
export const COLLEAGUE = { name: 'Raúl Ospina', email: 'raul@taller.test' };
export const WRITER = { name: 'Inés Ayala', email: 'ines@taller.test' };

/** An executive, and an agent, of a company whose figures were worked by hand; the debtor's name is none of the executive's business. */
export const READER = { name: 'Rosa Medina', email: 'rosa@cifras.test', debtor: 'Deudor Reservado' };
export const READERS_AGENT = { name: 'Iván Duque', email: 'ivan@cifras.test' };

/** A manager, and an executive, whose debtors were all told and answer; `late` came after their first message was due. */
export const ANSWERING = {
  name: 'Paula Giraldo',
  email: 'paula@respuestas.test',
  executive: { name: 'Hugo Salas', email: 'hugo@respuestas.test' },
  debtors: {
    all: 'Ana Paga Todo',
    part: 'Bruno Paga Parte',
    promise: 'Clara Promete',
    stop: 'Darío Pide Alto',
    prefer: 'Elisa Prefiere',
    dispute: 'Fabio Disputa',
    silent: 'Gina Calla',
    late: 'Hilda Tarde',
  },
} as const;

/** A manager, and a marketer, of a company that has brought no file yet. */
export const IMPORTER = { name: 'Pilar Soto', email: 'pilar@importa.test' };
export const IMPORTERS_MARKETER = { name: 'Hugo Rey', email: 'hugo@importa.test' };

/** A manager who has no workspace yet. */
export const FOUNDER = { name: 'Valeria Montes', email: 'valeria@facturas.test' };

/** Who types the password wrong ten times: held for a while, so nobody else's story signs in as this person. */
export const HASTY = { name: 'Óscar Prisa', email: 'oscar@nueva.test' };

/** A marketer who changes the language: it follows the person, so no other story looks at this person's pages. */
export const LINGUIST = { name: 'Livia Nunes', email: 'livia@sur.test' };

/** Two agents and a manager of a company whose journey asks for calls, under the policy of Colombia. */
export const DESK = {
  agent: { name: 'Carmen Toro', email: 'carmen@mesa.test' },
  colleague: { name: 'Julio Vera', email: 'julio@mesa.test' },
  manager: { name: 'Berta Lozano', email: 'berta@mesa.test' },
  debtors: { first: 'Aurora Peña', second: 'Benito Cruz' },
} as const;

/** Who simulates, in a company of their own, and who looks at a simulation in another. */
export const SIMULATOR = { name: 'Sara Molina', email: 'sara@ensayo.test', executive: { name: 'Abel Cano', email: 'abel@ensayo.test' } };
export const ONLOOKER = { name: 'Lía Franco', email: 'lia@ensayo.test' };

/** A manager of a company that has offered two debtors a plan of payments. */
export const OFFERING = {
  name: 'Celia Bravo',
  email: 'celia@ofertas.test',
  debtors: { plan: 'Delia Ramos', other: 'Efraín Soto' },
} as const;
