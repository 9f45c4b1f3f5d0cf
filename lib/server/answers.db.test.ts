import { beforeEach, expect, it } from 'vitest';
import type { Answer } from '#lib/api/answers.ts';
import type { Database } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, due, enterBySegment, exit, message, waitEvent } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { type Drawing, type Scene, setScene } from '#lib/runner/testing/stage.ts';
import { answerAsDebtor } from './answers.ts';

/** The account of every story is due on 2026-03-20 and owes 1,000.00; the first message leaves five days before. */
const BEGIN = bogota('2026-03-10 09:00');
const TOLD = bogota('2026-03-15 09:00');

const cadence: Drawing = {
  nodes: [
    enterBySegment(),
    message('notice', { when: due(-5), channel: { mode: 'preferred', else: ['email'] } }),
    waitEvent('hears', ['contact.replied']),
    message('today', { when: due(0), channel: { mode: 'preferred', else: ['email'] } }),
    exit('done'),
    exit('spoke'),
  ],
  ways: ['in > notice', 'notice > hears', 'hears > today', 'hears.contact.replied > spoke', 'today > done'],
};
const notices: Drawing = {
  nodes: [
    enterBySegment(),
    message('notice', { when: due(-5), channel: { mode: 'preferred', else: ['email'] } }),
    message('today', { when: due(0), channel: { mode: 'preferred', else: ['email'] } }),
  ],
  ways: ['in > notice', 'notice > today'],
  suspendWhen: all(['account.promiseDate', 'notNull']),
};

describeOnBoth('answers as the debtor', (fresh) => {
  let db: Database;
  let workspace: PortfolioWorkspace;
  let wish = 0;

  beforeEach(async () => {
    db = await fresh();
  });

  /** A workspace whose clock has come to the first message. */
  async function told(scene: Partial<Scene> = {}): Promise<string> {
    workspace = await db.transaction((tx) =>
      setScene(tx, { at: BEGIN, journeys: { notices }, accounts: [{ externalId: 'a1', status: 'current' }], ...scene }),
    );
    await until(TOLD);
    return keyOf('notice');
  }
  const until = (at: number) => moveClock(createRunner(db), workspace.id, at);
  async function keyOf(node: string): Promise<string> {
    const [row] = await db.query<{ key: string }>(
      `select shard || '-' || enrollment_id || '-' || seq as key from contact where node = $1 order by queued_at limit 1`,
      [node],
    );
    if (!row) throw new Error(`nobody was told at ${node}`);
    return row.key;
  }
  async function standing(): Promise<WorkspaceStanding> {
    const [row] = await db.query<{ at: number }>(
      'select (extract(epoch from clock_at) * 1000)::bigint as at from workspace where id = $1',
      [workspace.id],
    );
    return { ...workspace, clockAt: row?.at ?? null, role: 'manager' };
  }
  const answer = async (key: string, what: Answer, name = `wish-${++wish}`) => answerAsDebtor(db, await standing(), key, what, name);
  const payAll: Answer = { kind: 'pay', account: null, amount: null };
  const reply = (text: string): Answer => ({ kind: 'reply', text });
  const contacts = () =>
    db.query<{ node: string; channel: string; status: string }>('select node, channel, status from contact order by queued_at, node');
  const types = async () => (await db.query<{ type: string }>('select type from event order by arrival')).map(({ type }) => type);
  const account = async (id = 'a1') =>
    (
      await db.query<{ balance: number; surplus: number; status: string }>(
        'select balance, surplus, status from account where external_id = $1',
        [id],
      )
    )[0];

  it('to pay all ends the run at once, and nobody is told afterwards', async () => {
    const key = await told();
    const result = await answer(key, payAll);
    expect(result.reactions).toEqual([{ account: 'a1', journey: 'notices', kind: 'left', node: null, outcome: 'cured' }]);
    expect(result.contact.status).toBe('read');
    expect(await account()).toMatchObject({ balance: 0, surplus: 0 });
    await until(bogota('2026-04-01 00:00'));
    expect((await contacts()).map(({ node }) => node)).toEqual(['notice']);
  });

  it('to pay all pays every account of the message, and only those that owe', async () => {
    const key = await told({ accounts: [{ externalId: 'a1' }, { externalId: 'a2', balance: 50_000 }] });
    await answer(key, { kind: 'pay', account: 'a1', amount: null });
    await answer(key, payAll);
    expect((await types()).filter((type) => type === 'payment.received')).toHaveLength(2);
    expect([await account('a1'), await account('a2')]).toMatchObject([
      { balance: 0, surplus: 0 },
      { balance: 0, surplus: 0 },
    ]);
  });

  it('to pay a part leaves the rest owed, and the journey goes on', async () => {
    const key = await told();
    const result = await answer(key, { kind: 'pay', account: 'a1', amount: 40_000 });
    expect(result.reactions).toMatchObject([{ kind: 'stayed', node: 'today' }]);
    expect(await account()).toMatchObject({ balance: 60_000 });
    await until(bogota('2026-03-20 09:00'));
    expect((await contacts()).map(({ node }) => node)).toEqual(['notice', 'today']);
  });

  it('that pays more than is owed is taken, and the surplus is recorded', async () => {
    const key = await told();
    await answer(key, { kind: 'pay', account: 'a1', amount: 130_000 });
    expect(await account()).toMatchObject({ balance: 0, surplus: 30_000 });
  });

  it('given twice are stored once, also at the same moment', async () => {
    const key = await told();
    const part: Answer = { kind: 'pay', account: 'a1', amount: 40_000 };
    const both = await Promise.all([answer(key, part, 'one-wish'), answer(key, part, 'one-wish')]);
    expect(both.map(({ wasKnown }) => wasKnown).sort()).toEqual([false, true]);
    expect((await answer(key, part, 'one-wish')).wasKnown).toBe(true);
    expect(await account()).toMatchObject({ balance: 60_000 });
  });

  it('are heard by a wait that began at the very instant of the message: they come a minute later', async () => {
    const key = await told({ journeys: { cadence } });
    const result = await answer(key, reply('Ya hice la transferencia'));
    expect(result).toMatchObject({ now: '2026-03-15T14:01:00.000Z', reactions: [{ kind: 'left', outcome: 'spoke' }] });
    expect(result.contact.status).toBe('answered');
    const [debtor] = await db.query<{ at: number }>('select (extract(epoch from last_reply_at) * 1000)::bigint as at from debtor');
    expect(debtor?.at).toBe(TOLD + 60_000);
  });

  it('come at the clock itself where that stands later than the message', async () => {
    const key = await told();
    await until(bogota('2026-03-16 10:00'));
    expect((await answer(key, reply('Hola'))).now).toBe('2026-03-16T15:00:00.000Z');
  });

  it('that promise hold the journey until the promise is kept or broken', async () => {
    const key = await told();
    const result = await answer(key, { kind: 'promise', account: 'a1', amount: 100_000, date: '2026-03-25' });
    expect(result.reactions).toMatchObject([{ account: 'a1', kind: 'suspended' }]);
    await until(bogota('2026-03-24 09:00'));
    expect((await contacts()).map(({ node }) => node)).toEqual(['notice']);
    const promises = () => db.query('select status, amount, date from promise');
    expect(await promises()).toEqual([{ status: 'open', amount: 100_000, date: '2026-03-25' }]);
    await until(bogota('2026-03-27 00:00'));
    expect(await promises()).toMatchObject([{ status: 'broken' }]);
  });

  it('that prefer a channel are followed by the next message', async () => {
    const key = await told();
    await answer(key, { kind: 'prefer', channel: 'sms', from: '08:00', to: '12:00' });
    await until(bogota('2026-03-20 09:00'));
    expect((await contacts()).map(({ node, channel }) => `${node} ${channel}`)).toEqual(['notice email', 'today sms']);
  });

  it('that dispute stop the journey', async () => {
    const key = await told();
    const result = await answer(key, { kind: 'dispute', account: 'a1', text: 'No es mía' });
    expect(result.reactions).toMatchObject([{ kind: 'left', outcome: 'stopped' }]);
    expect(await account()).toMatchObject({ status: 'disputed' });
  });

  it.each<[string, Answer]>([
    ['a word that asks to stop', { kind: 'reply', text: 'BAJA por favor' }],
    ['the way out of a channel', { kind: 'optOut' }],
  ])('by %s deny the channel at once', async (_, what) => {
    const key = await told();
    expect((await answer(key, what)).stopped).toBe(what.kind === 'reply');
    expect(await db.query('select consent from debtor')).toEqual([{ consent: { email: 'denied' } }]);
    await until(bogota('2026-03-20 09:00'));
    expect((await contacts()).map(({ node }) => node)).toEqual(['notice']);
    expect(await db.query(`select reason from step_trace where node = 'today' and reason is not null`)).toEqual([
      { reason: 'unreachable' },
    ]);
  });

  it('to a contact that was cancelled: nothing is replied to what never came, and a payment is one all the same', async () => {
    const key = await told();
    await db.query(`update contact set status = 'cancelled', reason = 'exit'`);
    await expect(answer(key, reply('Hola'))).rejects.toMatchObject({ status: 409, code: 'answer-unsent' });
    expect((await answer(key, payAll)).contact.status).toBe('cancelled');
    expect(await types()).toEqual(['payment.received']);
    expect(await account()).toMatchObject({ balance: 0 });
  });

  it('that come too late say so, and leave nothing half-written', async () => {
    const key = await told();
    await answer(key, payAll);
    const before = await types();
    const promise: Answer = { kind: 'promise', account: 'a1', amount: 1, date: '2026-03-25' };
    for (const what of [payAll, promise]) await expect(answer(key, what)).rejects.toMatchObject({ code: 'answer-nothing-owed' });
    expect(await types()).toEqual(before);
    expect((await answer(key, reply('Gracias'))).contact.status).toBe('answered');
  });

  it('that make no sense are refused', async () => {
    const key = await told();
    const senseless: readonly [Answer, string][] = [
      [{ kind: 'promise', account: 'a1', amount: 1, date: '2026-03-14' }, 'answer-past'],
      [{ kind: 'promise', account: 'a1', amount: 100_001, date: '2026-03-25' }, 'answer-too-much'],
      [{ kind: 'promise', account: 'a9', amount: 1, date: '2026-03-25' }, 'answer-account'],
      [{ kind: 'dispute', account: "a1' or true --", text: null }, 'answer-account'],
    ];
    for (const [what, code] of senseless) await expect(answer(key, what)).rejects.toMatchObject({ code });
    expect(await types()).toEqual([]);
  });

  it('are for test workspaces, and for their own contacts', async () => {
    const key = await told();
    const here = await standing();
    await expect(answerAsDebtor(db, { ...here, mode: 'live', clockAt: null }, key, payAll, 'w')).rejects.toMatchObject({
      code: 'answer-live',
    });
    await expect(answerAsDebtor(db, { ...here, id: here.id + 1 }, key, payAll, 'w')).rejects.toMatchObject({ status: 404 });
    expect(await types()).toEqual([]);
  });

  it('keep hostile words as they were written', async () => {
    const key = await told();
    const text = `'; drop table contact; -- <script>alert(1)</script> {{ debtor.name }}`;
    await answer(key, reply(text));
    expect(await db.query(`select payload ->> 'text' as text from event where type = 'contact.replied'`)).toEqual([{ text }]);
  });
});
