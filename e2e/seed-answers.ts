import { parseInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { readJourney } from '#lib/journey/document.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { publishJourney } from '#lib/runner/publish.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { ANSWERING } from './people.ts';

const instant = (text: string): number => parseInstant(text) ?? 0;

/**
 * A workspace for answers: everybody was told five days before their due date of 25 November and is to be told on the day
 * itself, unless they answer. The clock stands at the very instant of the first message. One account came too late for it.
 */
export async function seedAnswers(db: Database, join: (tx: Sql, workspace: PortfolioWorkspace) => Promise<void>): Promise<void> {
  const clockAt = instant('2026-11-19T15:00:00Z');
  const workspace = await db.transaction(async (tx) => {
    const made = await createWorkspace(tx, {
      slug: 'respuestas',
      name: 'Respuestas',
      mode: 'test',
      country: 'CO',
      timezone: 'America/Bogota',
      currency: 'COP',
      clockAt,
    });
    await join(tx, made);
    const people = Object.entries(ANSWERING.debtors);
    await upsertPortfolio(
      tx,
      made,
      {
        debtors: people.map(([id, name]) => ({
          externalId: id === 'late' ? 'CLI/ñ 9%' : `CLI-${id}`,
          name,
          language: 'es',
          country: 'CO',
          email: `${id}@correo.test`,
          phone: '+573001112233',
        })),
        accounts: people.map(([id]) => ({
          externalId: `CR-${id}`,
          debtorExternalId: id === 'late' ? 'CLI/ñ 9%' : `CLI-${id}`,
          balance: 18_490_000,
          dueDate: id === 'late' ? '2026-11-22' : '2026-11-25',
          status: 'current',
        })),
      },
      clockAt,
    );
    const read = readJourney(journey());
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const body = 'Hola {{ debtor.name }}: tu cuota vence el {{ account.dueDate }}.';
    await publishJourney(tx, made, read.value, [{ key: '*', channel: '*', language: 'es', subject: 'Tu cuota', body }], clockAt);
    return made;
  });
  await moveClock(createRunner(db), workspace.id, instant('2026-11-20T14:00:00Z'));
}

function journey() {
  const tell = (id: string, label: string, days: number) => ({
    id,
    type: 'message',
    label,
    position: { x: 0, y: 0 },
    config: { when: { kind: 'due', days, at: '09:00' }, channel: { mode: 'preferred', else: ['email'] }, template: 'cuota' },
  });
  const where = (field: string, operator: string, value: unknown) => ({ combinator: 'and', rules: [{ field, operator, value }] });
  return {
    format: 'cadenza.journey/1',
    key: 'avisos',
    name: 'Avisos',
    stages: [],
    suspendWhen: where('account.promiseDate', 'notNull', null),
    nodes: [
      {
        id: 'entra',
        type: 'entry',
        position: { x: 0, y: 0 },
        config: { trigger: { kind: 'segment', where: where('account.balance', '>', 0) } },
      },
      tell('aviso', 'Aviso', -5),
      tell('vence', 'Vence hoy', 0),
    ],
    edges: [
      { id: 'e1', source: 'entra', sourceHandle: 'next', target: 'aviso' },
      { id: 'e2', source: 'aviso', sourceHandle: 'sent', target: 'vence' },
    ],
  };
}
