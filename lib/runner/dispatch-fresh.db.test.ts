import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { RetryLater } from '#lib/channels/channel.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, enterBySegment, exit, later, message, waitEvent } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { moveClock } from './clock.ts';
import { createRunner, type Point, type Runner } from './runner.ts';
import { type Drawing, interrupted, SlowChannel, setScene } from './testing/stage.ts';
import { tickShard } from './tick.ts';

const AT = bogota('2026-03-10 09:00');

const remind: Drawing = {
  nodes: [enterBySegment(), message('mail'), waitEvent('pays', ['payment.received']), exit('done')],
  ways: ['in > mail', 'mail > pays', 'pays > done', 'pays.payment.received > done'],
  exitWhen: [{ outcome: 'paid', where: all(['account.balance', '<=', 0]) }],
};

const accounts = ['1', '2', '3'].map((number) => ({ externalId: `a${number}`, debtorExternalId: `d${number}` }));

/** The database with every statement that goes through it written down, a transaction's too. */
function heard(db: Database, texts: string[]): Database {
  const listen = <S extends Sql>(sql: S): S =>
    Object.assign(Object.create(sql), {
      query: (text: string, values?: readonly unknown[], options?: object) => {
        texts.push(text);
        return sql.query(text, values, options);
      },
    });
  return Object.assign(listen(db), {
    transaction: <T>(work: (tx: Sql) => Promise<T>) => db.transaction((tx) => work(listen(tx))),
  });
}

describeOnBoth('contacts that a turn has just made', (fresh) => {
  let db: Database;
  let channel: SlowChannel;

  beforeEach(async () => {
    db = await fresh();
    channel = new SlowChannel();
  });

  const set = (journeys: Record<string, Drawing>) => db.transaction((tx) => setScene(tx, { at: AT, journeys, accounts }));
  const contacts = () =>
    db.query<{ status: string; reason: string | null; body: string | null }>(
      `select c.status, c.reason, m.body from contact c left join contact_message m using (shard, enrollment_id, seq) order by m.body, c.node`,
    );
  const dying = (last: Point): Runner =>
    createRunner(db, {
      channel,
      at: (point) => {
        if (point === last) throw new Error('dies here');
      },
    });

  it('are sent with the look on what the turn left, and nothing is read anew', async () => {
    const workspace = await set({ remind });
    const texts: string[] = [];
    const points: Point[] = [];
    const runner = createRunner(heard(db, texts), { channel, at: (point) => void points.push(point) });
    expect(await tickShard(runner, workspace.id, workspace.shardBase, AT)).toEqual({ debtors: 3, contacts: 3 });
    expect(points).toEqual(['turn-written', 'turn-committed', 'contacts-claimed', 'provider-accepted', 'dispatch-recorded']);
    expect(texts.filter((text) => / from debtor /.test(text) && !text.includes('distinct zone'))).toHaveLength(1);
    expect(await contacts()).toEqual(['1', '2', '3'].map((n) => ({ status: 'sent', reason: null, body: `d${n}: a${n}` })));
  });

  it('take about fifteen statements at a stop of the clock, and a stop without any fewer than ten', async () => {
    const twice: Drawing = {
      nodes: [enterBySegment(), message('first'), message('second', { when: later(2, 'days', '10:00') }), exit('done')],
      ways: ['in > first', 'first > second', 'second > done'],
    };
    const workspace = await set({ twice });
    const texts: string[] = [];
    const runner = createRunner(heard(db, texts), { channel });
    const stops: { at: number; statements: number }[] = [];
    let before = 0;
    await moveClock(runner, workspace.id, bogota('2026-03-12 12:00'), {
      onProgress: ({ now }) => {
        stops.push({ at: now, statements: texts.length - before });
        before = texts.length;
      },
    });
    const [, midnight, , ten] = stops;
    expect(stops.map(({ at }) => at).slice(0, 4)).toEqual([
      AT,
      bogota('2026-03-11 00:00'),
      bogota('2026-03-12 00:00'),
      bogota('2026-03-12 10:00'),
    ]);
    expect(midnight?.statements).toBeLessThan(10);
    expect(ten?.statements).toBeLessThanOrEqual(17);
    expect(await contacts()).toHaveLength(6);
  });

  it('are looked at again where something was written between the turn and the claim', async () => {
    const workspace = await set({ remind });
    const pays = interrupted(db, 1, async () => {
      const paid = { type: 'payment.received', at: AT, account: 'a2', payload: { amount: 100_000 } };
      await db.transaction((tx) => storeEvents(tx, workspace, [paid], AT));
    });
    await tickShard(createRunner(pays, { channel }), workspace.id, workspace.shardBase, AT);
    expect(channel.handedOver.map(({ body }) => body).sort()).toEqual(['d1: a1', 'd3: a3']);
    await tickShard(createRunner(db, { channel }), workspace.id, workspace.shardBase, AT);
    expect(channel.handedOver).toHaveLength(2);
    expect(await contacts()).toEqual([
      { status: 'sent', reason: null, body: 'd1: a1' },
      { status: 'sent', reason: null, body: 'd3: a3' },
      { status: 'cancelled', reason: 'exit', body: null },
    ]);
  });

  it('are taken by one of two, whoever comes first', async () => {
    const workspace = await set({ remind });
    const other = interrupted(db, 1, async () => {
      await tickShard(createRunner(db, { channel }), workspace.id, workspace.shardBase, AT);
    });
    await tickShard(createRunner(other, { channel }), workspace.id, workspace.shardBase, AT);
    expect(channel.handedOver.map(({ body }) => body).sort()).toEqual(['d1: a1', 'd2: a2', 'd3: a3']);
    expect((await contacts()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
  });

  it('are taken back by the last look where what the same turn made speaks against them', async () => {
    const sms: Drawing = { nodes: [enterBySegment(), message('sms', { channel: { mode: 'fixed', channel: 'sms' } })], ways: ['in > sms'] };
    const shy: Drawing = {
      nodes: [enterBySegment(), message('mail')],
      ways: ['in > mail'],
      exitWhen: [{ outcome: 'told', where: all(['debtor.contacts1d', '>', 1]) }],
    };
    const workspace = await set({ sms, shy, mails: remind });
    await moveClock(createRunner(db, { channel }), workspace.id, AT);
    expect(
      await db.query(
        'select j.key, c.status, c.reason, count(*) as count from contact c join journey j on j.id = c.journey_id group by 1, 2, 3 order by 1',
      ),
    ).toEqual([
      { key: 'mails', status: 'sent', reason: null, count: 3 },
      { key: 'shy', status: 'cancelled', reason: 'exit', count: 3 },
      { key: 'sms', status: 'sent', reason: null, count: 3 },
    ]);
  });

  it('wait in the queue where the process dies before the claim, and are never unknown for it', async () => {
    const workspace = await set({ remind });
    await expect(tickShard(dying('turn-committed'), workspace.id, workspace.shardBase, AT)).rejects.toThrow('dies here');
    expect((await contacts()).map(({ status, body }) => [status, body])).toEqual(Array(3).fill(['queued', null]));
    await tickShard(createRunner(db, { channel, leaseMs: 0 }), workspace.id, workspace.shardBase, AT);
    expect((await contacts()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
  });

  it('keep no turns waiting where the provider takes nothing now, and wait themselves', async () => {
    const workspace = await set({ remind });
    channel.before = async () => {
      throw new RetryLater('try again in a minute');
    };
    const runner = createRunner(db, { channel, batchSize: 1 });
    await expect(tickShard(runner, workspace.id, workspace.shardBase, AT)).rejects.toThrow('try again in a minute');
    expect(await db.query('select node from enrollment')).toEqual(Array(3).fill({ node: 'pays' }));
    expect((await contacts()).map(({ status }) => status)).toEqual(['queued', 'queued', 'queued']);
    channel.before = async () => undefined;
    await tickShard(runner, workspace.id, workspace.shardBase, AT);
    expect((await contacts()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
  });

  it('are unknown where the process dies with them in hand and the provider never had them', async () => {
    const workspace = await set({ remind });
    await expect(tickShard(dying('contacts-claimed'), workspace.id, workspace.shardBase, AT)).rejects.toThrow('dies here');
    await tickShard(createRunner(db, { channel, leaseMs: 0 }), workspace.id, workspace.shardBase, AT);
    expect((await contacts()).map(({ status }) => status)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(channel.handedOver).toEqual([]);
  });

  it('are looked at again in a live workspace where the turns of their batch took long', async () => {
    const now = Date.now();
    const workspace = await db.transaction((tx) =>
      setScene(tx, { clock: 'live', at: now, journeys: { remind }, accounts: [{ externalId: 'a1' }] }),
    );
    const [{ shard } = { shard: 0 }] = await db.query<{ shard: number }>('select shard from debtor');
    const texts: string[] = [];
    const slow = heard(
      interrupted(db, 1, () => pause(2_100)),
      texts,
    );
    await tickShard(createRunner(slow, { channel }), workspace.id, shard, now);
    expect(channel.handedOver).toHaveLength(1);
    expect(texts.filter((text) => / from debtor /.test(text) && !text.includes('distinct zone'))).toHaveLength(2);
  });
});
