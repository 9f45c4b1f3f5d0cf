import { beforeEach, expect, it } from 'vitest';
import { RetryLater } from '#lib/channels/channel.ts';
import type { Database } from '#lib/db/client.ts';
import { type StepCount, stepCounts, underWay } from '#lib/db/queries/journey-drafts.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, due, enterBySegment, exit, message, wall } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock, nextDue } from './clock.ts';
import { pauseJourney, resumeJourney } from './publish.ts';
import { createRunner } from './runner.ts';
import { type Drawing, SlowChannel, setScene } from './testing/stage.ts';

const AT = bogota('2026-03-10 00:00');

/** Due on the 20th: a word five days before, and one on the day, which may be two days late. */
const cadence: Drawing = {
  nodes: [
    enterBySegment('in', all(['account.balance', '>', 0])),
    message('before', { when: due(-5) }),
    message('on', { when: due(0), ifMissed: 'skip', graceDays: 2 }),
    exit('end'),
  ],
  ways: ['in > before', 'before > on', 'on > end'],
};
const accounts = ['1', '2', '3'].map((number) => ({ externalId: `a${number}`, debtorExternalId: `d${number}` }));

describeOnBoth('a paused journey', (fresh) => {
  let db: Database;
  let workspace: PortfolioWorkspace;
  let channel: SlowChannel;

  beforeEach(async () => {
    db = await fresh();
    channel = new SlowChannel();
    workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { cadence }, accounts }));
  });

  const move = (to: string) => moveClock(createRunner(db, { channel }), workspace.id, bogota(to));
  const journeyId = async () => (await db.query<{ id: number }>('select id from journey'))[0]?.id ?? 0;
  const stand = async (work: typeof pauseJourney) => {
    const now = (await readWorkspace(db, workspace.id)).clockAt ?? 0;
    const id = await journeyId();
    await db.transaction((tx) => work(tx, workspace, id, now));
  };
  const contacts = async () =>
    (
      await db.query<{ node: string; status: string; reason: string | null; at: number }>(
        `select node, status, reason, (extract(epoch from queued_at) * 1000)::bigint as at from contact order by queued_at, node, status`,
      )
    ).map(({ node, status, reason, at }) => [wall(at), node, status, reason].filter(Boolean).join(' '));
  const runs = async () =>
    (
      await db.query<{ run: string }>(
        `select concat_ws(' ', a.external_id, e.node, e.status, e.outcome) as run from enrollment e join account a on a.shard = e.shard and a.id = e.account_id order by 1`,
      )
    ).map(({ run }) => run);

  it('neither enters nor steps, ends runs by its exit rules, and goes on with what fell due judged as late as it is', async () => {
    await move('2026-03-12 12:00');
    await stand(pauseJourney);
    const { refused } = await db.transaction((tx) =>
      upsertPortfolio(
        tx,
        workspace,
        {
          debtors: [{ externalId: 'd4', email: 'd4@example.com' }],
          accounts: [{ externalId: 'a4', debtorExternalId: 'd4', currency: 'COP', balance: 5_000, dueDate: '2026-03-20' }],
        },
        bogota('2026-03-12 12:00'),
      ),
    );
    expect(refused).toEqual([]);
    await move('2026-03-17 12:00');
    const paid = {
      externalId: 'p1',
      type: 'payment.received',
      at: bogota('2026-03-17 12:00'),
      account: 'a1',
      payload: { amount: 100_000 },
    };
    await db.transaction((tx) => storeEvents(tx, workspace, [paid], bogota('2026-03-17 12:00')));
    await move('2026-03-21 15:00');
    expect(await contacts()).toEqual([]);
    expect(await runs()).toEqual(['a1 before ended cured', 'a2 before live', 'a3 before live']);

    await stand(resumeJourney);
    expect(await nextDue(db, workspace.id)).toBe(bogota('2026-03-21 15:00'));
    await move('2026-03-21 15:00');
    // Day -5 is missed; day 0 was yesterday, which the step concedes. The account that came meanwhile enters now.
    expect(await contacts()).toEqual(Array.from({ length: 3 }, () => '03-21 15:00 on sent'));
    expect(await runs()).toEqual(['a1 before ended cured', 'a2 end ended end', 'a3 end ended end', 'a4 end ended end']);
    const missed = await db.query(`select node, reason from step_trace where outcome = 'notSent'`);
    expect(missed).toEqual(Array.from({ length: 3 }, () => ({ node: 'before', reason: 'missed' })));
  });

  it('takes back what waits in the queue, for good, and says why', async () => {
    channel.before = async () => {
      throw new RetryLater('not now');
    };
    await expect(move('2026-03-16 00:00')).rejects.toThrow('not now');
    expect(await contacts()).toEqual(Array.from({ length: 3 }, () => '03-15 09:00 before queued'));
    await stand(pauseJourney);
    channel.before = async () => undefined;
    channel.handedOver.length = 0;
    await move('2026-03-16 00:00');
    await stand(resumeJourney);
    await move('2026-03-17 00:00');
    expect(channel.handedOver).toEqual([]);
    expect(await contacts()).toEqual(Array.from({ length: 3 }, () => '03-15 09:00 before cancelled suspended'));
  });

  it('stands still twice and goes on twice as once', async () => {
    await stand(pauseJourney);
    await stand(pauseJourney);
    await move('2026-03-15 12:00');
    await stand(resumeJourney);
    await stand(resumeJourney);
    await move('2026-03-15 12:00');
    expect((await contacts()).length).toBe(3);
  });

  it('is counted as it ran: what is kept is what the rows say', async () => {
    await move('2026-03-12 12:00');
    await stand(pauseJourney);
    await move('2026-03-18 00:00');
    await stand(resumeJourney);
    await move('2026-03-19 00:00');
    const [{ id: versionId } = { id: 0 }] = await db.query<{ id: number }>('select id from journey_version');
    const kept = (await stepCounts(db, versionId, workspace.shardBase)).map(line).sort();
    const rows = await db.query<StepCount>(
      `select 'step' as kind, node, outcome, count(*) as times from step_trace group by node, outcome
       union all select 'ended', node, '', count(*) from enrollment where status = 'ended' group by node
       union all select 'entered', 'in', '', count(*) from enrollment having count(*) > 0`,
    );
    expect(kept).toEqual(rows.map(line).sort());
    expect(kept).toEqual(['entered in  3', 'step before notSent 3', 'step in next 3']);
    expect(await underWay(db, workspace.id, workspace.shardBase)).toEqual([{ journeyId: await journeyId(), version: 1, accounts: 3 }]);
  });
});

const line = ({ kind, node, outcome, times }: StepCount) => `${kind} ${node} ${outcome} ${times}`;
