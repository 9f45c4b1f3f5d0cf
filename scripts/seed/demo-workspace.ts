import { hashPassword } from 'better-auth/crypto';
import { addDays, atLocal, startOfDay } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { addTemplates } from '#lib/db/queries/message-templates.ts';
import { addPerson, giveRole } from '#lib/db/queries/people.ts';
import { uuid7 } from '#lib/db/uuid.ts';
import { readEventPayload } from '#lib/facts/event-payload.ts';
import type { Portfolio } from '#lib/interpreter/simulate.ts';
import { demoOutside } from '#lib/portfolio/demo/answers.ts';
import { type DemoPortfolio, generateDemoPortfolio } from '#lib/portfolio/demo/generate.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { livePast } from '#lib/runner/past.ts';
import { publishJourney } from '#lib/runner/publish.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { demoJourneys, demoMessages, messagesOf } from './files.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './people.ts';

/** The slug by which the demo's workspace is known. */
export const DEMO_SLUG = 'demo';

/** Where the demo's clock begins: a Thursday, the day on which most wages are not yet spent. */
const FIRST_DATE = '2025-11-20';
const ZONE = 'America/Bogota';

/** What the demo is to be. */
export interface DemoSize {
  readonly debtors: number;
  /** How many days of past it has; 0 leaves the clock at its start. */
  readonly days: number;
}

/** What the seed made; the clock still stands at its start. */
export interface MadeDemo {
  readonly workspace: PortfolioWorkspace;
  readonly counts: {
    readonly people: number;
    readonly messages: number;
    readonly journeys: number;
    readonly debtors: number;
    readonly accounts: number;
    readonly events: number;
  };
}

/** The portfolio of a demo of this size: always the same. */
export function demoPortfolio({ debtors, days }: DemoSize): DemoPortfolio {
  return generateDemoPortfolio({ seed: 'cadenza', debtors, days, clock: startOfDay(FIRST_DATE, ZONE), zone: ZONE });
}

/** Where its clock is to stand: in the afternoon, some days after its start. */
export function demoUntil({ days }: DemoSize): Instant {
  return days === 0 ? startOfDay(FIRST_DATE, ZONE) : atLocal(addDays(FIRST_DATE, days), '13:00', ZONE);
}

/**
 * Makes the demo's workspace with its people, messages, journeys and portfolio, in one transaction: a seed that is
 * killed leaves nothing of it. Its size is noted in the audit, so that a seed that is killed later can go on.
 */
export async function makeDemo(db: Database, size: DemoSize): Promise<MadeDemo> {
  const clock = startOfDay(FIRST_DATE, ZONE);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const messages = await demoMessages();
  const journeys = await demoJourneys(messages);
  const portfolio = demoPortfolio(size);
  return db.transaction(async (tx) => {
    const workspace = await createWorkspace(tx, {
      slug: DEMO_SLUG,
      name: 'Financiera Andina',
      mode: 'test',
      country: 'CO',
      timezone: ZONE,
      currency: 'COP',
      language: 'es',
      // Each debtor is judged by the rules of their own country; one of whom nobody said by Colombia's.
      policyCode: 'CO',
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
      JSON.stringify(size),
    ]);
    const counts = {
      people: DEMO_PEOPLE.length,
      messages: messages.length,
      journeys: journeys.length,
      debtors: taken.debtors.created,
      accounts: taken.accounts.created,
      events: stored.stored,
    };
    return { workspace, counts };
  });
}

/** The size of the demo that a seed began in this workspace; null where no seed made it. */
export async function seededSize(db: Sql, workspaceId: number): Promise<DemoSize | null> {
  const [row] = await db.query<DemoSize>(
    `select (detail->>'debtors')::int as debtors, (detail->>'days')::int as days from audit
      where workspace_id = $1 and action = 'seed' and detail ? 'days'`,
    [workspaceId],
  );
  return row ?? null;
}

/** Has the demo live through its past, which leaves its clock at its end (`demoUntil`). */
export async function liveDemo(db: Database, workspace: PortfolioWorkspace, size: DemoSize): Promise<void> {
  const portfolio = demoPortfolio(size);
  const outside = demoOutside(portfolio, ZONE);
  await livePast(createRunner(db), workspace, pastOf(portfolio), demoUntil(size), () => outside);
}

/** The portfolio in the terms of a run in memory. */
function pastOf({ debtors, accounts, events }: DemoPortfolio): Portfolio {
  return {
    debtors,
    accounts: accounts.map((account) => ({ ...account, currency: account.currency ?? '' })),
    events: events.map(({ type, at, account, debtor, payload }) => {
      const read = readEventPayload(type, payload);
      if (!read.ok) throw new Error(`${type}: ${read.problems.map(({ message }) => message).join('; ')}`);
      return { externalId: null, type, at, payload: read.value, account: account ?? null, debtor: debtor ?? null };
    }),
  };
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
