import { parseInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { readJourney } from '#lib/journey/document.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { publishJourney } from '#lib/runner/publish.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { OFFERING } from './people.ts';

const AT = parseInstant('2026-11-20T15:00:00Z') ?? 0;

/** A workspace whose journey has just offered each of two debtors a plan of three instalments, by e-mail. */
export async function seedOffer(db: Database, join: (tx: Sql, workspace: PortfolioWorkspace) => Promise<void>): Promise<void> {
  const workspace = await db.transaction(async (tx) => {
    const place = { mode: 'test', country: 'CO', timezone: 'America/Bogota', currency: 'COP', clockAt: AT } as const;
    const made = await createWorkspace(tx, { ...place, slug: 'ofertas', name: 'Acuerdos del Sur' });
    await join(tx, made);
    const people = Object.entries(OFFERING.debtors);
    const debtors = people.map(([id, name]) => ({
      externalId: `CLI-${id}`,
      name,
      language: 'es',
      country: 'CO',
      email: `${id}@correo.test`,
    }));
    const owed = { balance: 18_490_000, dueDate: '2026-11-10', status: 'overdue' } as const;
    const accounts = people.map(([id]) => ({ ...owed, externalId: `CR-${id}`, debtorExternalId: `CLI-${id}` }));
    await upsertPortfolio(tx, made, { debtors, accounts }, AT);
    const read = readJourney(journey());
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const body = 'Hola {{ debtor.name | name }}: mira el plan en {{ offer.link }}';
    await publishJourney(tx, made, read.value, [{ key: 'plan', channel: 'email', language: 'es', subject: 'Un plan', body }], AT);
    return made;
  });
  await moveClock(createRunner(db), workspace.id, AT);
}

function journey() {
  const where = { combinator: 'and', rules: [{ field: 'account.balance', operator: '>', value: 0 }] };
  const exits = ['accepted', 'declined', 'expired'];
  const at = (y: number) => ({ position: { x: 0, y } });
  return {
    format: 'cadenza.journey/1',
    key: 'planes',
    name: 'Planes de pago',
    stages: [{ id: 'early', name: 'Mora temprana', fromDay: 1, toDay: 30 }],
    nodes: [
      { id: 'entra', type: 'entry', ...at(0), config: { trigger: { kind: 'segment', where }, reentry: { allow: false } } },
      {
        id: 'ofrece',
        type: 'offer',
        stage: 'early',
        label: 'Ofrecer un plan',
        ...at(160),
        config: {
          when: { kind: 'now' },
          channel: { mode: 'fixed', channel: 'email' },
          template: 'plan',
          terms: { kind: 'plan', instalments: 3 },
          validDays: 5,
        },
      },
      ...exits.map((id, index) => ({ id, type: 'exit', ...at(320 + index * 120), config: { outcome: id } })),
    ],
    edges: [
      { id: 'e', source: 'entra', sourceHandle: 'next', target: 'ofrece' },
      ...exits.map((id) => ({ id: `e-${id}`, source: 'ofrece', sourceHandle: id, target: id })),
    ],
  };
}
