import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, enterBySegment, exit, message, waitEvent } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { createRunner, type Runner } from './runner.ts';
import { type Drawing, door, interrupted, SlowChannel, setScene } from './testing/stage.ts';
import { tickShard } from './tick.ts';

const AT = bogota('2026-03-10 09:00');

const remind: Drawing = {
  nodes: [enterBySegment(), message('mail'), waitEvent('pays', ['payment.received']), exit('done')],
  ways: ['in > mail', 'mail > pays', 'pays > done', 'pays.payment.received > done'],
};

/** Counts how often it heard that a message was sent. */
const hearing: Drawing = {
  nodes: [enterBySegment(), message('mail'), waitEvent('hears', ['contact.sent']), waitEvent('again', ['contact.sent']), exit('told')],
  ways: ['in > mail', 'mail > hears', 'hears.contact.sent > again', 'again.contact.sent > told', 'again > told', 'hears > told'],
};

describeOnBoth('contacts in a dispatcher’s hand', (fresh) => {
  let db: Database;
  let channel: SlowChannel;

  beforeEach(async () => {
    db = await fresh();
    channel = new SlowChannel();
  });

  /** A runner to which whatever another holds looks left behind at once. */
  const impatient = (): Runner => createRunner(db, { channel, leaseMs: 0 });
  const patient = (): Runner => createRunner(db, { channel });
  const tick = (runner: Runner, workspace: PortfolioWorkspace) => tickShard(runner, workspace.id, workspace.shardBase, AT);
  const contacts = () =>
    db.query<{ status: string; accounts: string[]; reason: string | null }>(
      `select c.status, c.reason, array(select a.external_id from account a where a.shard = c.shard and a.id = any(c.account_ids) order by 1) as accounts from contact c order by c.queued_at, accounts`,
    );
  const trace = () =>
    db.query<{ outcome: string; reason: string | null }>('select outcome, reason from step_trace where reason is not null');

  it('are settled once where two find them left behind at the same time, and heard of once', async () => {
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { hearing }, accounts: [{ externalId: 'a1' }] }));
    const dies = createRunner(db, {
      channel,
      at: (point) => {
        if (point === 'provider-accepted') throw new Error('dies here');
      },
    });
    await expect(tick(dies, workspace)).rejects.toThrow('dies here');
    const [first, second] = [door(), door()];
    const both = [first, second].map((gate) => {
      const accepted: SlowChannel['accepted'] = async (shard, keys) => {
        gate.open();
        await Promise.all([first.waits, second.waits]);
        return channel.accepted(shard, keys);
      };
      return createRunner(db, { leaseMs: 0, channel: { name: 'slow', deliver: (batch) => channel.deliver(batch), accepted } });
    });
    const [one, other] = both;
    if (!one || !other) throw new Error('two runners');
    const ticking = tick(one, workspace);
    await first.waits;
    await Promise.all([ticking, tick(other, workspace)]);
    await tick(impatient(), workspace);
    expect(await contacts()).toMatchObject([{ status: 'sent' }]);
    expect(await db.query(`select type from event where type = 'contact.sent'`)).toHaveLength(1);
  });

  it('whose provider answers after the lease is over are as the provider says', async () => {
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { hearing }, accounts: [{ externalId: 'a1' }] }));
    const answer = door();
    const handed = door();
    channel.before = async () => {
      handed.open();
      await answer.waits;
    };
    const slow = tick(patient(), workspace);
    await handed.waits;
    const forgotten = createRunner(db, {
      leaseMs: 0,
      channel: { name: 'slow', deliver: (batch) => channel.deliver(batch), accepted: async () => new Set() },
    });
    await tick(forgotten, workspace);
    expect(await contacts()).toMatchObject([{ status: 'unknown' }]);
    answer.open();
    await slow;
    await tick(impatient(), workspace);
    expect(await contacts()).toMatchObject([{ status: 'sent', reason: null }]);
    expect(channel.handedOver).toHaveLength(1);
    expect(await db.query(`select type from event where type = 'contact.sent'`)).toHaveLength(1);
  });

  it('are not cancelled on paper by a payment that comes while the provider has them', async () => {
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { remind }, accounts: [{ externalId: 'a1' }] }));
    const answer = door();
    const handed = door();
    channel.before = async () => {
      handed.open();
      await answer.waits;
    };
    const slow = tick(patient(), workspace);
    await handed.waits;
    await db.transaction((tx) =>
      storeEvents(tx, workspace, [{ type: 'payment.received', at: AT, account: 'a1', payload: { amount: 100_000 } }], AT),
    );
    await tick(patient(), workspace);
    answer.open();
    await slow;
    expect(await contacts()).toMatchObject([{ status: 'sent', accounts: ['a1'] }]);
    expect(await trace()).toEqual([]);
  });

  it('are not joined by an account that arrives while the provider has them', async () => {
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { remind }, accounts: [{ externalId: 'a1' }] }));
    const answer = door();
    const handed = door();
    channel.before = async () => {
      handed.open();
      await answer.waits;
    };
    const slow = tick(patient(), workspace);
    await handed.waits;
    channel.before = async () => undefined;
    const late = { externalId: 'a2', debtorExternalId: 'd1', currency: 'COP', balance: 5_000 };
    await db.transaction((tx) => upsertPortfolio(tx, workspace, { debtors: [], accounts: [late] }, AT));
    await tick(patient(), workspace);
    answer.open();
    await slow;
    await tick(patient(), workspace);
    expect(await contacts()).toMatchObject([
      { status: 'sent', accounts: ['a1'] },
      { status: 'sent', accounts: ['a2'] },
    ]);
    expect(channel.handedOver.map(({ body }) => body).sort()).toEqual(['d1: a1', 'd1: a2']);
  });

  it('tell of their sending only to the accounts that the last look left in them', async () => {
    const workspace = await db.transaction((tx) =>
      setScene(tx, { at: AT, journeys: { hearing }, accounts: [{ externalId: 'a1' }, { externalId: 'a2' }] }),
    );
    const stops = createRunner(db, {
      channel,
      at: (point) => {
        if (point === 'turn-committed') throw new Error('stops here');
      },
    });
    await expect(tick(stops, workspace)).rejects.toThrow('stops here');
    // Nobody told the journey; the last look sees it.
    await db.query(`update account set status = 'disputed' where external_id = 'a2'`);
    await tick(impatient(), workspace);
    expect(await contacts()).toMatchObject([{ status: 'sent', accounts: ['a1'] }]);
    expect(
      await db.query(
        `select a.external_id as account from event e join account a on a.shard = e.shard and a.id = e.account_id where e.type = 'contact.sent'`,
      ),
    ).toEqual([{ account: 'a1' }]);
  });

  it('do not count for those after them where the last look takes them back, in the order of their making', async () => {
    const first: Drawing = {
      nodes: [enterBySegment(), message('sms', { channel: { mode: 'fixed', channel: 'sms' } })],
      ways: ['in > sms'],
    };
    const second: Drawing = {
      nodes: [enterBySegment(), message('mail')],
      ways: ['in > mail'],
      exitWhen: [{ outcome: 'told', where: all(['account.segment', '=', 'late'], ['debtor.contacts1d', '>', 0]) }],
    };
    const accounts = Array.from({ length: 12 }, (_, index) => ({ externalId: `a${index}`, debtorExternalId: `d${index}` }));
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { first, second }, accounts }));
    const stops = createRunner(db, {
      channel,
      at: (point) => {
        if (point === 'turn-committed') throw new Error('stops here');
      },
    });
    await expect(tick(stops, workspace)).rejects.toThrow('stops here');
    await db.query(`update account set status = 'disputed', segment = 'late'`);
    await tick(impatient(), workspace);
    const ends = await db.query<{ node: string; status: string; count: number; open: number }>(
      'select node, status, count(*) as count, count(*) filter (where ended_at is null) as open from contact group by 1, 2 order by 1',
    );
    expect(ends).toEqual([
      { node: 'mail', status: 'sent', count: 12, open: 12 },
      { node: 'sms', status: 'cancelled', count: 12, open: 0 },
    ]);
  });

  it('of a live workspace are looked at when they are sent: a payment since the tick began keeps them back', async () => {
    const now = Date.now();
    const workspace = await db.transaction((tx) =>
      setScene(tx, { clock: 'live', at: now, journeys: { remind }, accounts: [{ externalId: 'a1' }] }),
    );
    const [shard = 0] = (await db.query<{ shard: number }>('select shard from debtor')).map((row) => row.shard);
    const pays = interrupted(db, 1, async () => {
      const paidAt = now + 5;
      await db.transaction((tx) =>
        storeEvents(tx, workspace, [{ type: 'payment.received', at: paidAt, account: 'a1', payload: { amount: 100_000 } }], paidAt),
      );
      await pause(30);
    });
    await tickShard(createRunner(pays, { channel }), workspace.id, shard, now);
    expect(channel.handedOver).toEqual([]);
    expect(await contacts()).toMatchObject([{ status: 'queued' }]);
    await tickShard(patient(), workspace.id, shard, now + 100);
    expect(await contacts()).toMatchObject([{ status: 'cancelled', reason: 'exit' }]);
    expect(channel.handedOver).toEqual([]);
  });
});
