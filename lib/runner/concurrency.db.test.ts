import { expect, it } from 'vitest';
import { diceFrom } from '#lib/base/dice.ts';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { describeOnPostgres } from '#lib/db/testing.ts';
import { enterBySegment, exit, later, message, wait, waitEvent } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { findWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { publishJourney } from './publish.ts';
import { createRunner, type Runner } from './runner.ts';
import { readEnd } from './testing/end-state.ts';
import { beginStory, SLUG } from './testing/kill-story.ts';
import { liveStory } from './testing/live-story.ts';
import { type Drawing, drawn, SlowChannel, setScene } from './testing/stage.ts';
import { tickShard } from './tick.ts';

describeOnPostgres('several workers', (freshUrl, finish) => {
  /** Databases of one server, as several processes would open them. */
  const open = async (count: number): Promise<Database[]> => {
    const url = await freshUrl();
    const databases = await Promise.all(Array.from({ length: count }, () => openDatabase({ url })));
    for (const database of databases) finish(() => database.close());
    return databases;
  };

  it('tick a workspace while its clock is moved, and it ends as if the mover had been alone', { timeout: 180_000 }, async () => {
    const ends = [];
    for (const helpers of [0, 2]) {
      const [db, ...others] = await open(1 + helpers);
      if (!db) throw new Error('no database');
      const workspace = await db.transaction(beginStory);
      const stopped = new AbortController();
      const helping = others.map((other) => tickUntil(createRunner(other, { batchSize: 3 }), workspace, stopped.signal));
      await liveStory(createRunner(db, { batchSize: 3 }));
      stopped.abort();
      const rounds = await Promise.all(helping);
      for (const done of rounds) expect(done).toBeGreaterThan(0);
      const end = await readEnd(db, (await findWorkspace(db, SLUG)) ?? workspace);
      const contacts = [...end.contacts].map(([name, { key: _, ...contact }]) => JSON.stringify({ name, ...contact })).sort();
      ends.push({ ...end, contacts });
    }
    expect(ends[1]).toEqual(ends[0]);
  });

  it('lose and double nothing while events, an import and a publication come in between', { timeout: 180_000 }, async () => {
    const [db, second, third] = await open(3);
    if (!db || !second || !third) throw new Error('no databases');
    const channel = new SlowChannel();
    const at = bogota('2026-03-10 09:00');
    const workspace = await db.transaction((tx) => setScene(tx, { clock: 'live', at, journeys: { remind }, accounts: owing(1, 120) }));
    const stopped = new AbortController();
    const workers = [db, second].map((database) =>
      tickUntil(createRunner(database, { channel, batchSize: 5 }), workspace, stopped.signal, at),
    );
    await meanwhile(third, workspace, at);
    stopped.abort();
    await Promise.all(workers);
    for (let round = 0; round < 3; round++)
      for (const shard of shardsOf(workspace)) await tickShard(createRunner(db, { channel }), workspace.id, shard, at);

    const [row] = await db.query<Record<string, number>>(EVERYTHING, [workspace.id]);
    const accounts = 160;
    const paid = row?.paid ?? 0;
    expect(row).toEqual({
      accounts,
      // Two journeys each: whoever paid before being asked was never let in.
      runs: row?.runs,
      twice: 0,
      waiting: 0,
      unapplied: 0,
      paid: 60,
      live: 2 * (accounts - paid),
      strayContacts: 0,
      unsettled: 0,
    });
    const keys = channel.handedOver.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const sent = await db.query<{ count: number }>(`select count(*) as count from contact where status = 'sent'`);
    expect(sent[0]?.count).toBe(keys.length);
    // Two accounts a debtor: told together or apart, as the moments fell, but every debtor was told.
    expect(keys.length).toBeGreaterThanOrEqual(accounts / 2);
  });
});

const remind: Drawing = {
  nodes: [
    enterBySegment(),
    message('mail'),
    waitEvent('pays', ['payment.received'], { timeout: { amount: 60, unit: 'days' } }),
    exit('done'),
  ],
  ways: ['in > mail', 'mail > pays', 'pays > done', 'pays.payment.received > done'],
};
const also: Drawing = {
  nodes: [enterBySegment(), message('sms', { channel: { mode: 'fixed', channel: 'sms' } }), wait('long', later(90, 'days'))],
  ways: ['in > sms', 'sms > long'],
};

const owing = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    externalId: `a${from + index}`,
    debtorExternalId: `d${Math.ceil((from + index) / 2)}`,
  }));

/** What a person would count at the end; `strayContacts` are about accounts without a run at that node. */
const EVERYTHING = `select
  (select count(*) from account where workspace_id = $1) as accounts,
  (select count(*) from enrollment where workspace_id = $1) as runs,
  (select count(*) from (select 1 from enrollment where workspace_id = $1 group by account_id, journey_id having count(*) > 1) x) as twice,
  (select count(*) from enrollment where workspace_id = $1 and status = 'live' and acted_at is null and node not in ('pays', 'long')) as waiting,
  (select count(*) from event where workspace_id = $1 and not applied) as unapplied,
  (select count(*) from account where workspace_id = $1 and balance = 0) as paid,
  (select count(*) from enrollment where workspace_id = $1 and status = 'live') as live,
  (select count(*) from contact c where workspace_id = $1 and not exists (select 1 from enrollment e where e.shard = c.shard and e.id = c.enrollment_id)) as "strayContacts",
  (select count(*) from contact where workspace_id = $1 and status not in ('sent', 'cancelled')) as unsettled`;

/** Ticks the workspace's shards in any order until told to stop; answers how many ticks did something. */
async function tickUntil(runner: Runner, workspace: PortfolioWorkspace, signal: AbortSignal, at = Date.now()): Promise<number> {
  let done = 0;
  const dice = diceFrom(`ticks ${Math.random()}`);
  while (!signal.aborted) {
    const { debtors, contacts } = await tickShard(runner, workspace.id, dice.pick(shardsOf(workspace)), at);
    if (debtors + contacts > 0) done++;
  }
  return done;
}

/** Half of the first accounts pay, a file brings more accounts and another journey is published, a little at a time. */
async function meanwhile(db: Database, workspace: PortfolioWorkspace, at: number): Promise<void> {
  for (let number = 1; number <= 60; number++) {
    const event = { externalId: `pays-${number}`, type: 'payment.received', at, account: `a${2 * number}`, payload: { amount: 100_000 } };
    await db.transaction((tx) => storeEvents(tx, workspace, [event, event], at));
    if (number === 20) await db.transaction((tx) => publishJourney(tx, workspace, drawn(also, 'also'), [STAND_IN_TEMPLATE], at));
    if (number % 10 === 0) {
      const accounts = owing(121, 120 + (number / 10) * 5 + 10).map((account) => ({
        ...account,
        currency: 'COP',
        balance: 100_000,
        dueDate: '2026-03-20',
      }));
      const debtors = accounts.map(({ debtorExternalId }) => ({
        externalId: debtorExternalId,
        email: 'a@example.com',
        phone: '+573001234567',
      }));
      const { refused } = await db.transaction((tx) => upsertPortfolio(tx, workspace, { debtors, accounts }, at));
      expect(refused).toEqual([]);
    }
  }
}
