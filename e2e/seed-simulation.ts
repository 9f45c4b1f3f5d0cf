import { readFileSync } from 'node:fs';
import { addDays, startOfDay } from '#lib/base/civil.ts';
import type { Sql } from '#lib/db/client.ts';
import { readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { publishJourney } from '#lib/runner/publish.ts';

const ZONE = 'America/Bogota';
const TODAY = '2026-11-20';

/**
 * Two companies whose portfolio is large enough to be simulated, for the story and for what looks at it beside: each with the articles'
 * cadence as its first version.
 */
export async function seedSimulation(
  tx: Sql,
  join: (tx: Sql, workspace: PortfolioWorkspace, which: 'story' | 'looks') => Promise<void>,
): Promise<void> {
  for (const [which, name, people] of [
    ['story', 'Ensayos del Norte', 4_000],
    ['looks', 'Ensayos del Sur', 60],
  ] as const) {
    const at = startOfDay(TODAY, ZONE);
    const place = { mode: 'test', country: 'CO', timezone: ZONE, currency: 'COP', policyCode: 'CO', clockAt: at } as const;
    const made = await createWorkspace(tx, { ...place, slug: `ensayo-${which}`, name });
    await join(tx, made, which);
    const ids = Array.from({ length: people }, (_, index) => index);
    await upsertPortfolio(
      tx,
      made,
      {
        debtors: ids.map((id) => ({
          externalId: `CLI-${id}`,
          language: 'es',
          country: 'CO',
          email: `d${id}@correo.test`,
          phone: '+573001112233',
        })),
        accounts: ids.map((id) => ({
          externalId: `CR-${id}`,
          debtorExternalId: `CLI-${id}`,
          balance: 18_490_000,
          dueDate: addDays(TODAY, 7 + (id % 20)),
        })),
      },
      at,
    );
    const read = readJourney(readFileSync('fixtures/journeys/articles-cadence.json', 'utf8'));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    await publishJourney(tx, made, read.value, [STAND_IN_TEMPLATE], at);
  }
}
