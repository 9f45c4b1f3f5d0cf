// Fills the database of the e2e stories: `node e2e/seed.ts`, with CADENZA_DATA a new directory. Rows by hand, so that every status is there.
import { randomUUID } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { parseInstant } from '#lib/base/instant.ts';
import { appDatabase, type Sql } from '#lib/db/client.ts';
import { addTemplates } from '#lib/db/queries/message-templates.ts';
import { addPerson, giveRole } from '#lib/db/queries/people.ts';
import { readJourney } from '#lib/journey/document.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { publishJourney } from '#lib/runner/publish.ts';
import {
  ANSWERING,
  COLLEAGUE,
  DESK,
  FOUNDER,
  HASTY,
  IMPORTER,
  IMPORTERS_MARKETER,
  LINGUIST,
  NEWCOMER,
  OFFERING,
  ONLOOKER,
  PASSWORD,
  PEOPLE,
  PUBLISHER,
  READER,
  READERS_AGENT,
  SIMULATOR,
  STRANGER,
  TIMEKEEPER,
  WRITER,
} from './people.ts';
import { seedAnswers } from './seed-answers.ts';
import { tellDebtor } from './seed-contacts.ts';
import { seedDesk } from './seed-desk.ts';
import { fillFigures } from './seed-figures.ts';
import { seedOffer } from './seed-offer.ts';
import { seedSimulation } from './seed-simulation.ts';
import { DEBTORS, STEPS } from './seed-words.ts';

const NOW = parseInstant('2026-11-20T15:00:00Z') ?? 0;

const passwordHash = await hashPassword(PASSWORD);
const db = await appDatabase();
await db.transaction(async (tx) => {
  const andino = await createWorkspace(tx, { ...place('CO', 'America/Bogota', 'COP'), slug: 'andino', name: 'Crédito Andino' });
  for (const [role, person] of Object.entries(PEOPLE)) await join(tx, andino, person, asRole(role));
  const journey = await drawJourney(tx, andino);
  for (const debtor of DEBTORS) await tellDebtor(tx, andino, journey, debtor, NOW);

  const importa = await createWorkspace(tx, {
    ...place('CO', 'America/Bogota', 'USD'),
    slug: 'importa',
    name: 'Importadora',
    clockAt: parseInstant('2012-01-01T05:00:00Z') ?? 0,
  });
  await join(tx, importa, IMPORTER, 'manager');
  await join(tx, importa, IMPORTERS_MARKETER, 'marketer');

  await addPerson(tx, { ...FOUNDER, id: randomUUID(), language: 'es', passwordHash });

  const nueva = await createWorkspace(tx, { ...place('CO', 'America/Bogota', 'COP'), slug: 'nueva', name: 'Cartera Nueva' });
  await join(tx, nueva, NEWCOMER, 'manager');
  await join(tx, nueva, HASTY, 'agent');

  await runForReal(tx);

  const cifras = await createWorkspace(tx, { ...place('CO', 'America/Bogota', 'COP'), slug: 'cifras', name: 'Cifras del Valle' });
  await join(tx, cifras, READER, 'executive');
  await join(tx, cifras, READERS_AGENT, 'agent');
  await fillFigures(tx, cifras, await drawJourney(tx, cifras), NOW);

  await prepareWorkshop(tx);

  const sur = await createWorkspace(tx, { ...place('MX', 'America/Mexico_City', 'MXN'), slug: 'sur', name: 'Finanzas del Sur' });
  await join(tx, sur, STRANGER, 'manager');
  await join(tx, sur, LINGUIST, 'marketer');
  const [one] = DEBTORS;
  if (one) await tellDebtor(tx, sur, await drawJourney(tx, sur), { ...one, name: STRANGER.debtor, externalId: 'SUR-1' }, NOW);
});
await db.transaction((all) =>
  seedSimulation(all, async (tx, workspace, which) => {
    await join(tx, workspace, which === 'story' ? SIMULATOR : ONLOOKER, 'manager');
    if (which === 'story') await join(tx, workspace, SIMULATOR.executive, 'executive');
  }),
);
await seedAnswers(db, async (tx, workspace) => {
  await join(tx, workspace, ANSWERING, 'manager');
  await join(tx, workspace, ANSWERING.executive, 'executive');
});
await seedDesk(db, async (tx, workspace) => {
  await join(tx, workspace, DESK.agent, 'agent');
  await join(tx, workspace, DESK.colleague, 'agent');
  await join(tx, workspace, DESK.manager, 'manager');
});
await seedOffer(db, (tx, workspace) => join(tx, workspace, OFFERING, 'manager'));
await db.close();

function place(country: string, timezone: string, currency: string) {
  return { mode: 'test', country, timezone, currency, clockAt: NOW } as const;
}

function asRole(role: string) {
  const known = (['admin', 'manager', 'marketer', 'executive', 'agent'] as const).find((name) => name === role);
  if (!known) throw new Error(`there is no role ${role}`);
  return known;
}

async function join(
  tx: Sql,
  workspace: PortfolioWorkspace,
  person: { name: string; email: string },
  role: ReturnType<typeof asRole>,
): Promise<void> {
  const id = randomUUID();
  await addPerson(tx, { ...person, id, language: 'es', passwordHash });
  await giveRole(tx, workspace.id, id, role);
}

/** A workspace that is filled and published as a person would: when its clock moves, the runner tells the debtor. */
async function runForReal(tx: Sql): Promise<void> {
  const clockAt = parseInstant('2026-11-19T15:00:00Z') ?? 0;
  const reloj = await createWorkspace(tx, { ...place('CO', 'America/Bogota', 'COP'), slug: 'reloj', name: 'Reloj de Prueba', clockAt });
  await join(tx, reloj, TIMEKEEPER, 'manager');
  const debtor = { externalId: 'CLI-1', name: TIMEKEEPER.debtor, language: 'es', email: 'beatriz@correo.test' };
  const account = { externalId: 'CR-9001', debtorExternalId: 'CLI-1', balance: 18_490_000, dueDate: '2026-11-25' };
  await upsertPortfolio(tx, reloj, { debtors: [debtor], accounts: [account] }, clockAt);
  const read = readJourney(journeyDocument());
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const body = 'Hola {{ debtor.firstName | default: debtor.name }}: tu cuota vence el {{ account.dueDate }}.';
  const template = { key: '*', channel: '*', language: 'es', subject: 'Tu cuota vence pronto', body };
  await publishJourney(tx, reloj, read.value, [template], clockAt);
}

/** A workspace in which nothing is drawn: the stories of publishing begin there. */
async function prepareWorkshop(tx: Sql): Promise<void> {
  const clockAt = parseInstant('2026-11-19T15:00:00Z') ?? 0;
  const taller = await createWorkspace(tx, { ...place('CO', 'America/Bogota', 'COP'), slug: 'taller', name: 'Taller de Cobro', clockAt });
  await join(tx, taller, PUBLISHER, 'manager');
  await join(tx, taller, COLLEAGUE, 'manager');
  await join(tx, taller, WRITER, 'marketer');
  const debtor = { externalId: 'CLI-1', name: PUBLISHER.debtor, language: 'es', email: 'olga@correo.test' };
  const account = { externalId: 'CR-1', debtorExternalId: 'CLI-1', balance: 18_490_000, dueDate: '2026-11-26' };
  await upsertPortfolio(tx, taller, { debtors: [debtor], accounts: [account] }, clockAt);
  const body = 'Hola {{ debtor.name | name }}: tu cuota vence el {{ account.dueDate | date }}.';
  const extras = { says: ['creditor', 'collection', 'obligation', 'opt-out'] };
  await addTemplates(tx, taller.id, [{ key: 'aviso', channel: 'email', language: 'es', subject: 'Tu cuota vence pronto', body, extras }]);
}

/** A published journey that the runner has nothing to do for: no agenda names it. */
async function drawJourney(tx: Sql, workspace: PortfolioWorkspace): Promise<{ journeyId: number; versionId: number }> {
  const document = journeyDocument();
  const [journey] = await tx.query<{ id: number }>(
    `insert into journey (workspace_id, key, name, draft, status) values ($1, $2, $3, $4::jsonb, 'live') returning id`,
    [workspace.id, document.key, document.name, JSON.stringify(document)],
  );
  const [version] = await tx.query<{ id: number }>(
    `insert into journey_version (journey_id, number, document, templates) values ($1, 1, $2::jsonb, '[]') returning id`,
    [journey?.id, JSON.stringify(document)],
  );
  if (!journey || !version) throw new Error('the journey was not stored');
  await tx.query('update journey set live_version_id = $2 where id = $1', [journey.id, version.id]);
  return { journeyId: journey.id, versionId: version.id };
}

function journeyDocument() {
  const stages = [
    { id: 'pre', name: 'Preventiva', fromDay: -10, toDay: -1 },
    { id: 'due', name: 'Vencimiento', fromDay: 0, toDay: 0 },
    { id: 'early', name: 'Mora temprana', fromDay: 1, toDay: 30 },
    { id: 'mid', name: 'Mora media', fromDay: 31, toDay: 60 },
    { id: 'late', name: 'Mora tardía', fromDay: 61, toDay: 120 },
  ];
  const nodes = STEPS.map(({ node, label, stage, days, at, channel, isPreferred, template, topic }, index) => ({
    id: node,
    type: 'message',
    stage,
    label,
    position: { x: index * 220, y: 120 },
    config: {
      when: { kind: 'due', days, at },
      channel: isPreferred ? { mode: 'preferred', else: [channel] } : { mode: 'fixed', channel },
      template,
      topic,
    },
  }));
  const entry = {
    id: 'entrada',
    type: 'entry',
    position: { x: 0, y: 0 },
    config: {
      trigger: { kind: 'segment', where: { combinator: 'and', rules: [{ field: 'account.balance', operator: '>', value: 0 }] } },
      reentry: { allow: false },
    },
  };
  const line = [entry.id, ...nodes.map(({ id }) => id)];
  const edges = line
    .slice(1)
    .map((target, index) => ({ id: `e${index}`, source: line[index] ?? '', sourceHandle: index === 0 ? 'next' : 'sent', target }));
  return { format: 'cadenza.journey/1', key: 'preventiva-y-mora', name: 'Preventiva y mora', stages, nodes: [entry, ...nodes], edges };
}
