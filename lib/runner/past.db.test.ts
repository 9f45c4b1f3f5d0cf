import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addDays, atLocal, startOfDay } from '#lib/base/civil.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { readEventPayload } from '#lib/facts/event-payload.ts';
import type { Portfolio } from '#lib/interpreter/simulate.ts';
import { learningJourney } from '#lib/interpreter/testing/learning-story.ts';
import { readJourney } from '#lib/journey/document.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { demoOutside } from '#lib/portfolio/demo/answers.ts';
import { type DemoPortfolio, generateDemoPortfolio } from '#lib/portfolio/demo/generate.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from './clock.ts';
import { livePast } from './past.ts';
import { publishJourney } from './publish.ts';
import { createRunner } from './runner.ts';
import { readEnd } from './testing/end-state.ts';

const ZONE = 'America/Bogota';
const FROM = startOfDay('2026-03-02', ZONE);
const DAYS = 24;
const UNTIL = atLocal(addDays('2026-03-02', DAYS), '13:00', ZONE);
const PORTFOLIO = generateDemoPortfolio({ seed: 'past', debtors: 20, days: DAYS, clock: FROM, zone: ZONE });

/** The third is the second under another key, and hears of contacts; the fourth learns. */
function journeyText(name: string): string {
  if (name === 'learning') return JSON.stringify(learningJourney());
  if (name !== 'all-ears') return readFileSync(`fixtures/journeys/${name}.json`, 'utf8');
  return journeyText('early-delinquency')
    .replace('"key": "early-delinquency"', '"key": "all-ears"')
    .replace('"payment.received",', '"contact.replied", "payment.received",');
}

async function stage(db: Database, events: readonly EventInput[]): Promise<PortfolioWorkspace> {
  return db.transaction(async (tx) => {
    const workspace = await createWorkspace(tx, {
      slug: 'past',
      name: 'Past',
      mode: 'test',
      country: 'CO',
      timezone: ZONE,
      currency: 'COP',
      policyCode: 'CO',
      clockAt: FROM,
    });
    for (const text of ['articles-cadence', 'early-delinquency', 'all-ears', 'learning'].map(journeyText)) {
      const read = readJourney(text);
      if (!read.ok) throw new Error('a journey cannot be read');
      await publishJourney(tx, workspace, read.value, [STAND_IN_TEMPLATE], FROM);
    }
    await upsertPortfolio(tx, workspace, PORTFOLIO, FROM);
    await storeEvents(tx, workspace, events, FROM);
    return workspace;
  });
}

/** The portfolio in the terms of a run in memory. */
function inMemory({ debtors, accounts, events }: DemoPortfolio): Portfolio {
  return {
    debtors,
    accounts: accounts.map((account) => ({ ...account, currency: account.currency ?? 'COP' })),
    events: events.map(({ type, at, account = null, debtor = null, payload }) => {
      const read = readEventPayload(type, payload);
      if (!read.ok) throw new Error(`${type} cannot be read`);
      return { type, at, account, debtor, payload: read.value, externalId: null };
    }),
  };
}

/** What the answers of people came to, in the order in which they happened, for a run that only knows events. */
function answersIn(sql: Sql): Promise<EventInput[]> {
  return sql.query<EventInput>(
    `select e.external_id as "externalId", e.type, (extract(epoch from e.at) * 1000)::bigint as at, a.external_id as account, e.payload
       from event e join account a on a.shard = e.shard and a.id = e.account_id
      where e.external_id like 'cadenza:%' and e.type not in ('promise.kept', 'promise.broken', 'contact.sent') order by e.arrival`,
  );
}

/** Keys are named by chance, and differ between two runs. While nothing is known, nothing hangs on how the day is called. */
async function endOf(sql: Sql, workspace: PortfolioWorkspace) {
  const { contacts, trace, ...end } = await readEnd(sql, workspace);
  return {
    ...end,
    trace: trace.map((line) => line.replace(/("version":0,"day":)("[^"]*"|null)/, '$1null')),
    contacts: new Map([...contacts].map(([name, { key: _, ...contact }]) => [name, contact])),
    ...(await learnedIn(sql)),
  };
}

/** What was shown and came of it, and what was known on each day. */
async function learnedIn(sql: Sql) {
  const shown = await sql.query<{ line: string }>(
    `select concat_ws('|', a.external_id, s.node, s.arm, s.context, s.at, s.until, s.rewarded_at) as line
       from arm_showing s join account a on a.shard = s.shard and a.id = s.account_id order by 1`,
  );
  const known = await sql.query<{ line: string }>(
    `select concat_ws('|', m.model, m.day, m.version, (select jsonb_agg(t order by t ->> 'context', t ->> 'arm') from jsonb_array_elements(m.trials) t)) as line
       from arm_model m order by 1`,
  );
  return { shown, known };
}

describeOnBoth('A past that is lived in memory', (fresh) => {
  it('stands in the tables as if the clock had gone through it, and goes on as it would', { timeout: 300_000 }, async () => {
    const written = await fresh();
    const here = await stage(written, PORTFOLIO.events);
    const outside = demoOutside(PORTFOLIO, ZONE);
    await livePast(createRunner(written), here, inMemory(PORTFOLIO), UNTIL, () => outside);
    const answers = await answersIn(written);
    expect(answers.length).toBeGreaterThan(5);

    const lived = await fresh();
    const there = await stage(lived, [...PORTFOLIO.events, ...answers]);
    await moveClock(createRunner(lived), there.id, UNTIL);

    const end = await endOf(lived, there);
    expect(end.contacts.size).toBeGreaterThan(20);
    expect([end.shown.length > 10, end.known.length]).toEqual([true, DAYS + 1]);
    expect(await endOf(written, here)).toEqual(end);
    const later = addDays('2026-03-02', DAYS + 6);
    await moveClock(createRunner(written), here.id, startOfDay(later, ZONE));
    await moveClock(createRunner(lived), there.id, startOfDay(later, ZONE));
    const after = await endOf(lived, there);
    expect(after.contacts.size).toBeGreaterThan(end.contacts.size);
    expect(await endOf(written, here)).toEqual(after);
  });

  it('leaves nothing where it is cut off', async () => {
    const db = await fresh();
    const workspace = await stage(db, PORTFOLIO.events);
    const before = await endOf(db, workspace);
    const outside = {
      told: () => {
        throw new Error('cut off');
      },
    };
    await expect(livePast(createRunner(db), workspace, inMemory(PORTFOLIO), UNTIL, () => outside)).rejects.toThrow('cut off');
    expect(await endOf(db, workspace)).toEqual(before);
  });
});
