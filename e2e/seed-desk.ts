import { parseInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { readJourney } from '#lib/journey/document.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { publishJourney } from '#lib/runner/publish.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { DESK } from './people.ts';

/** A Friday at ten in Bogotá: calls are allowed. */
const AT = parseInstant('2026-11-20T15:00:00Z') ?? 0;

/** A workspace under the policy of Colombia whose journey has asked for a call to each of two debtors. */
export async function seedDesk(db: Database, join: (tx: Sql, workspace: PortfolioWorkspace) => Promise<void>): Promise<void> {
  const workspace = await db.transaction(async (tx) => {
    const place = { mode: 'test', country: 'CO', timezone: 'America/Bogota', currency: 'COP', policyCode: 'CO', clockAt: AT } as const;
    const made = await createWorkspace(tx, { ...place, slug: 'mesa', name: 'Mesa de Llamadas' });
    await join(tx, made);
    const people = Object.entries(DESK.debtors);
    await upsertPortfolio(
      tx,
      made,
      {
        debtors: people.map(([id, name]) => ({ externalId: `CLI-${id}`, name, language: 'es', country: 'CO', phone: '+573001112233' })),
        accounts: people.map(([id]) => ({
          externalId: `CR-${id}`,
          debtorExternalId: `CLI-${id}`,
          balance: 18_490_000,
          dueDate: '2026-11-10',
          status: 'overdue',
        })),
      },
      AT,
    );
    const read = readJourney(journey());
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    await publishJourney(tx, made, read.value, [], AT);
    return made;
  });
  await moveClock(createRunner(db), workspace.id, AT);
}

function journey() {
  const where = { combinator: 'and', rules: [{ field: 'account.balance', operator: '>', value: 0 }] };
  const config = {
    when: { kind: 'now' },
    kind: 'call',
    queue: 'cobranza',
    expiresAfterDays: 5,
    script: 'Saluda, di desde dónde llamas y escucha.',
  };
  return {
    format: 'cadenza.journey/1',
    key: 'llamadas',
    name: 'Llamadas de la mesa',
    stages: [{ id: 'early', name: 'Mora temprana', fromDay: 1, toDay: 30 }],
    nodes: [
      {
        id: 'entra',
        type: 'entry',
        position: { x: 0, y: 0 },
        config: { trigger: { kind: 'segment', where }, reentry: { allow: false } },
      },
      { id: 'llama', type: 'task', stage: 'early', label: 'Llamar', position: { x: 0, y: 160 }, config },
      { id: 'sale', type: 'exit', position: { x: 0, y: 320 }, config: { outcome: 'told' } },
    ],
    edges: [
      { id: 'e1', source: 'entra', sourceHandle: 'next', target: 'llama' },
      { id: 'e2', source: 'llama', sourceHandle: 'done', target: 'sale' },
    ],
  };
}
