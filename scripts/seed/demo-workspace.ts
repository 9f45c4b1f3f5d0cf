import { hashPassword } from 'better-auth/crypto';
import { addDays, atLocal, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { addTemplates } from '#lib/db/queries/message-templates.ts';
import { addPerson, giveRole } from '#lib/db/queries/people.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { generateDemoPortfolio } from '#lib/portfolio/demo/generate.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { publishJourney } from '#lib/runner/publish.ts';
import { demoJourneys, demoMessages, messagesOf } from './files.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './people.ts';

/** The slug by which the demo's workspace is known. */
export const DEMO_SLUG = 'demo';

/** Where the demo's clock begins: a Thursday, the day on which most wages are not yet spent. */
const FIRST_DATE = '2026-10-01';
const ZONE = 'America/Bogota';

/** What the seed made; the clock still stands at its start. */
export interface MadeDemo {
  readonly workspace: PortfolioWorkspace;
  /** Where the clock is to be moved. */
  readonly until: Instant;
  readonly counts: {
    readonly people: number;
    readonly messages: number;
    readonly journeys: number;
    readonly debtors: number;
    readonly accounts: number;
    readonly events: number;
  };
}

/**
 * Makes the demo's workspace with its people, messages, journeys and portfolio, in one transaction: a seed that is
 * killed leaves nothing of it. `days`: how far its clock is to be moved; noted in the audit, so that a seed that is
 * killed later can go on.
 */
export async function makeDemo(db: Database, debtors: number, days: number): Promise<MadeDemo> {
  const clock = startOfDay(FIRST_DATE, ZONE);
  const until = days === 0 ? clock : atLocal(addDays(FIRST_DATE, days), '13:00', ZONE);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const messages = await demoMessages();
  const journeys = await demoJourneys(messages);
  const portfolio = generateDemoPortfolio({ seed: 'cadenza', debtors, clock, zone: ZONE });
  return db.transaction(async (tx) => {
    const workspace = await createWorkspace(tx, {
      slug: DEMO_SLUG,
      name: 'Financiera Andina',
      mode: 'test',
      country: 'CO',
      timezone: ZONE,
      currency: 'COP',
      language: 'es',
      clockAt: clock,
    });
    const manager = await addPeople(tx, workspace.id, passwordHash);
    await addTemplates(tx, workspace.id, messages);
    for (const journey of journeys) await publishJourney(tx, workspace, journey, messagesOf(journey, messages), clock, manager);
    const taken = await upsertPortfolio(tx, workspace, portfolio, clock);
    const stored = await storeEvents(tx, workspace, portfolio.events, clock);
    const [refused] = [...taken.refused, ...stored.refused];
    if (refused) throw new Error(`the demo portfolio was refused: ${refused.reason}`);
    await tx.query(`insert into audit (workspace_id, action, subject, detail) values ($1, 'seed', $2, $3::jsonb)`, [
      workspace.id,
      DEMO_SLUG,
      JSON.stringify({ until }),
    ]);
    const counts = {
      people: DEMO_PEOPLE.length,
      messages: messages.length,
      journeys: journeys.length,
      debtors: taken.debtors.created,
      accounts: taken.accounts.created,
      events: stored.stored,
    };
    return { workspace, until, counts };
  });
}

/** Where a seed meant to move the clock of this workspace; null where no seed made it. */
export async function seededUntil(db: Sql, workspaceId: number): Promise<Instant | null> {
  const [row] = await db.query<{ until: Instant }>(
    `select (detail->>'until')::float8 as until from audit where workspace_id = $1 and action = 'seed'`,
    [workspaceId],
  );
  return row?.until ?? null;
}

/** Adds the five people; answers the id of the manager, who publishes the journeys. */
async function addPeople(tx: Sql, workspaceId: number, passwordHash: string): Promise<string> {
  let manager = '';
  for (const { role, name, email } of DEMO_PEOPLE) {
    const id = uuid7();
    if (role === 'manager') manager = id;
    await addPerson(tx, { id, name, email, language: 'es', passwordHash });
    await giveRole(tx, workspaceId, id, role);
  }
  return manager;
}
