import { expect, it } from 'vitest';
import { MS_PER_DAY } from '#lib/base/instant.ts';
import { Permanent } from '#lib/channels/channel.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, enterBySegment, exit, offer } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { SlowChannel, setScene } from '#lib/runner/testing/stage.ts';
import { tickShard } from '#lib/runner/tick.ts';
import { offerLines } from './offer-lines.ts';
import { readOffer, replyToOffer } from './offers.ts';

const AT = bogota('2026-03-10 09:00');

interface Setting {
  readonly terms?: object;
  readonly accounts?: readonly string[];
  readonly suspendWhen?: unknown;
}

const drawnWith = (terms: object) => ({
  nodes: [enterBySegment('in'), offer('o', { terms, validDays: 5 }), exit('yes'), exit('no'), exit('late')],
  ways: ['in > o', 'o.accepted > yes', 'o.declined > no', 'o.expired > late'],
});

/** A test workspace in which one debtor has been told an offer; and the link of it. */
async function told(db: Database, { terms = { kind: 'promise', withinDays: 10 }, accounts = ['a1'], suspendWhen }: Setting = {}) {
  const journey = {
    ...drawnWith(terms),
    exitWhen: [{ outcome: 'cured', where: all(['account.balance', '<=', 0]) }],
    ...(suspendWhen ? { suspendWhen } : {}),
  };
  const workspace = await db.transaction((tx) =>
    setScene(tx, {
      at: AT,
      journeys: { offers: journey },
      debtors: [{ externalId: 'd1', name: 'ANA MARÍA GÓMEZ', email: 'ana@example.com', country: 'CO', language: 'es' }],
      accounts: accounts.map((externalId) => ({ externalId })),
    }),
  );
  await moveClock(createRunner(db), workspace.id, AT + 60_000);
  return { workspace, link: await linkOf(db) };
}

async function linkOf(db: Database): Promise<string> {
  const [row] = await db.query<{ link: string; body: string }>('select link, body from contact_message where link is not null');
  if (!row) throw new Error('nothing was offered');
  expect(row.body).toContain(`/o/${row.link}`);
  return row.link;
}

const runs = async (db: Database) =>
  (
    await db.query<{ run: string }>(
      `select concat(a.external_id, ' ', coalesce(e.outcome, 'at ' || e.node)) as run from enrollment e
       join account a on a.shard = e.shard and a.id = e.account_id order by a.external_id`,
    )
  ).map(({ run }) => run);
const events = (db: Database, type: string) => db.query<{ payload: object }>('select payload from event where type = $1', [type]);
const say = (db: Database, workspace: PortfolioWorkspace, type: string, payload = {}) =>
  db.transaction((tx) => storeEvents(tx, workspace, [{ type, at: AT + 60_000, account: 'a1', payload }], AT + 60_000));

describeOnBoth('an offer by its link', (fresh) => {
  it('is accepted by a promise, once, whoever clicks twice or in two tabs', async () => {
    const db = await fresh();
    const { link } = await told(db, { accounts: ['a1', 'a2'] });
    expect(await readOffer(db, link)).toMatchObject({
      state: 'open',
      kind: 'promise',
      lastDay: '2026-03-15',
      lastPromiseDay: '2026-03-20',
    });
    for (const date of ['2026-03-09', '2026-03-21', '2026-02-30', 'x', null])
      expect(await replyToOffer(db, link, { kind: 'accept', date })).toBe('bad-date');
    const replies = await Promise.all([
      replyToOffer(db, link, { kind: 'accept', date: '2026-03-18' }),
      replyToOffer(db, link, { kind: 'decline' }),
    ]);
    expect(replies.toSorted()).toEqual(['closed', 'taken']);
    expect(await replyToOffer(db, link, { kind: 'accept', date: '2026-03-19' })).toBe('closed');
    const [state, standing] = [(await readOffer(db, link))?.state, await runs(db)];
    if (state === 'accepted') {
      expect(standing).toEqual(['a1 yes', 'a2 yes']);
      expect((await events(db, 'promise.made')).map(({ payload }) => payload)).toEqual(
        Array(2).fill({ date: '2026-03-18', amount: 100_000 }),
      );
    } else expect(standing).toEqual(['a1 no', 'a2 no']);
    expect(await events(db, 'contact.replied')).toHaveLength(1);
    expect(await db.query('select status from contact')).toEqual([{ status: 'answered' }]);
  });

  it('of a plan or a discount says what is paid, in the words of the reader, and keeps saying it', async () => {
    const db = await fresh();
    const { link } = await told(db, { terms: { kind: 'discount', percent: 15 } });
    const before = await readOffer(db, link);
    expect(before && offerLines(before)).toMatchObject({
      name: 'Ana',
      accounts: [{ balance: '$ 1.000', discount: { percent: 15, after: '$ 850', saved: '$ 150' } }],
    });
    expect(await replyToOffer(db, link, { kind: 'accept', date: null })).toBe('taken');
    expect(await runs(db)).toEqual(['a1 yes']);
    expect(await readOffer(db, link)).toMatchObject({ state: 'accepted', accounts: [{ terms: { afterMinor: 85_000 } }] });
    expect((await events(db, 'custom.offer-accepted'))[0]?.payload).toMatchObject({ terms: 'discount' });

    const other = await fresh();
    const plan = await told(other, { terms: { kind: 'plan', instalments: 3 } });
    const shown = await readOffer(other, plan.link);
    expect(shown && offerLines(shown).accounts[0]?.instalments.map(({ amount }) => amount)).toEqual(['$ 333,34', '$ 333,33', '$ 333,33']);
    expect(await replyToOffer(other, plan.link, { kind: 'decline' })).toBe('taken');
    expect(await runs(other)).toEqual(['a1 no']);
    expect((await readOffer(other, plan.link))?.state).toBe('declined');
  });

  it('says what it is once it is over: expired, paid, taken back, at rest', async () => {
    const db = await fresh();
    const { workspace, link } = await told(db);
    await moveClock(createRunner(db), workspace.id, AT + 6 * MS_PER_DAY);
    expect((await readOffer(db, link))?.state).toBe('expired');
    expect(await replyToOffer(db, link, { kind: 'accept', date: '2026-03-18' })).toBe('closed');
    expect(await runs(db)).toEqual(['a1 late']);

    const paid = await fresh();
    const one = await told(paid);
    await say(paid, one.workspace, 'payment.received', { amount: 100_000 });
    await moveClock(createRunner(paid), one.workspace.id, AT + 120_000);
    expect((await readOffer(paid, one.link))?.state).toBe('paid');

    const gone = await fresh();
    const two = await told(gone);
    await say(gone, two.workspace, 'custom.offer-declined');
    await moveClock(createRunner(gone), two.workspace.id, AT + 120_000);
    expect((await readOffer(gone, two.link))?.state).toBe('withdrawn');

    const disputed = await fresh();
    const three = await told(disputed, { suspendWhen: all(['account.status', '=', 'disputed']) });
    await say(disputed, three.workspace, 'dispute.opened');
    await moveClock(createRunner(disputed), three.workspace.id, AT + 120_000);
    expect((await readOffer(disputed, three.link))?.state).toBe('resting');
    expect(await replyToOffer(disputed, three.link, { kind: 'accept', date: '2026-03-18' })).toBe('closed');
  });

  it('is found by its own link alone', async () => {
    const db = await fresh();
    const { link } = await told(db);
    for (const other of [
      '',
      'x',
      `${link}x`,
      link.slice(0, -1),
      `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`,
      `ff${link.slice(2)}`,
    ])
      expect([other, await readOffer(db, other)]).toEqual([other, null]);
    expect(await replyToOffer(db, `ff${link.slice(2)}`, { kind: 'decline' })).toBe('none');
  });

  it('that the provider will never take is not waited for', async () => {
    const db = await fresh();
    const { id } = await db.transaction((tx) =>
      setScene(tx, { at: AT, journeys: { offers: drawnWith({ kind: 'promise' }) }, accounts: [{ externalId: 'a1' }] }),
    );
    const channel = new SlowChannel();
    channel.before = async () => {
      throw new Permanent('the account is closed');
    };
    await moveClock(createRunner(db, { channel }), id, AT + 60_000);
    expect(await db.query('select status, reason from contact')).toEqual([{ status: 'failed', reason: 'the account is closed' }]);
    expect(await runs(db)).toEqual(['a1 late']);
    expect(channel.handedOver).toHaveLength(1);
  });

  it('is answered in a live workspace as well, and the next turn moves the run', async () => {
    const db = await fresh();
    const nodes = [enterBySegment('in'), offer('o', { terms: { kind: 'plan' } }), exit('yes')];
    const workspace = await db.transaction((tx) =>
      setScene(tx, {
        clock: 'live',
        at: Date.now() - 60_000,
        journeys: { offers: { nodes, ways: ['in > o', 'o.accepted > yes'] } },
        accounts: [{ externalId: 'a1' }],
      }),
    );
    const tick = async () => {
      const shards = await db.query<{ shard: number }>('select shard from agenda where workspace_id = $1', [workspace.id]);
      for (const { shard } of shards) await tickShard(createRunner(db), workspace.id, shard, Date.now());
    };
    await tick();
    expect(await replyToOffer(db, await linkOf(db), { kind: 'accept', date: null })).toBe('taken');
    await tick();
    expect(await runs(db)).toEqual(['a1 yes']);
  });
});
