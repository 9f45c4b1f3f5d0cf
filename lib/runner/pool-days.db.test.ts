import { beforeEach, expect, it } from 'vitest';
import type { Instant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { capacity, due, enterBySegment, exit, message, wall } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock, nextDue } from './clock.ts';
import { daysDue, giveDay } from './pool-days.ts';
import { pauseJourney, resumeJourney } from './publish.ts';
import { createRunner, type Point } from './runner.ts';
import { type Drawing, setScene } from './testing/stage.ts';
import { tickShard } from './tick.ts';

const AT = bogota('2026-03-10 10:00');

/** Asks for a place of the desk at once. */
const asking = (config: object = {}): Drawing => ({
  nodes: [enterBySegment(), capacity('ask', { ...config }), message('told'), exit('called'), exit('left')],
  ways: ['in > ask', 'ask.granted > told', 'ask.overflow > left', 'told > called'],
});
const owing = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    externalId: `a${index + 1}`,
    debtorExternalId: `d${index + 1}`,
    balance: (index + 1) * 1_000,
  }));

describeOnBoth('the places of pools', (fresh) => {
  let db: Database;
  beforeEach(async () => {
    db = await fresh();
  });

  const scene = (journeys: Readonly<Record<string, Drawing>>, accounts = owing(4), clock: 'test' | 'live' = 'test') =>
    db.transaction((tx) => setScene(tx, { at: AT, clock, journeys, accounts }));
  const move = (workspace: PortfolioWorkspace, to: string) => moveClock(createRunner(db), workspace.id, bogota(to));
  const steps = async () =>
    (
      await db.query<{ at: Instant; account: string; node: string; outcome: string; detail: string | null }>(
        `select (extract(epoch from t.at) * 1000)::bigint as at, a.external_id as account, t.outcome, t.detail
           from step_trace t join enrollment e on e.shard = t.shard and e.id = t.enrollment_id
           join account a on a.shard = e.shard and a.id = e.account_id where t.node = 'ask' order by t.at, a.external_id, e.journey_id`,
      )
    ).map(({ at, account, outcome, detail }) => {
      const { rank, requests } = detail === null ? {} : JSON.parse(detail);
      return `${wall(at)} ${account} ${outcome}${rank === undefined ? '' : ` ${rank}/${requests}`}`;
    });
  const poolDays = () => db.query(`select pool, day, places, requests, granted from pool_day order by day, pool`);
  const tickAll = async (workspace: PortfolioWorkspace, now: Instant) => {
    for (const shard of shardsOf(workspace)) await tickShard(createRunner(db), workspace.id, shard, now);
  };

  it('go once a day at the opening hour, at which the test clock stops, and who gets none leaves at the deadline', async () => {
    const workspace = await scene({ queue: asking() });
    await move(workspace, '2026-03-11 07:59');
    expect(await nextDue(db, workspace.id)).toBe(bogota('2026-03-11 08:00'));
    await move(workspace, '2026-03-20 00:00');
    expect(await steps()).toEqual([
      '03-11 08:00 a4 granted 1/4',
      '03-12 08:00 a3 granted 1/3',
      '03-13 08:00 a2 granted 1/2',
      '03-13 10:00 a1 overflow',
    ]);
    expect(await poolDays()).toEqual([
      { pool: 'desk', day: '2026-03-11', places: 1, requests: 4, granted: 1 },
      { pool: 'desk', day: '2026-03-12', places: 1, requests: 3, granted: 1 },
      { pool: 'desk', day: '2026-03-13', places: 1, requests: 2, granted: 1 },
    ]);
    expect(await nextDue(db, workspace.id)).not.toBe(bogota('2026-03-20 08:00'));
  });

  it('are shared by journeys: the fewest that any says, in the order of the first by key', async () => {
    const workspace = await scene(
      { a: asking({ perDay: 3, deadlineDays: 9 }), b: asking({ perDay: 2, priority: [], deadlineDays: 9 }) },
      owing(2),
    );
    await move(workspace, '2026-03-12 09:00');
    expect(await steps()).toEqual([
      '03-11 08:00 a2 granted 1/4',
      '03-11 08:00 a2 granted 2/4',
      '03-12 08:00 a1 granted 1/2',
      '03-12 08:00 a1 granted 2/2',
    ]);
  });

  it('are not given to who pays meanwhile, nor while the journey is paused', async () => {
    const workspace = await scene({ queue: asking({ deadlineDays: 9 }) });
    await move(workspace, '2026-03-10 12:00');
    const payment = {
      type: 'payment.received',
      at: bogota('2026-03-11 08:00'),
      account: 'a4',
      debtor: null,
      externalId: null,
      payload: {},
    };
    await db.transaction((tx) => storeEvents(tx, workspace, [{ ...payment, payload: { amount: 4_000 } }], bogota('2026-03-10 12:00')));
    await move(workspace, '2026-03-11 09:00');
    const id = (await db.query<{ id: number }>('select id from journey'))[0]?.id ?? 0;
    await db.transaction((tx) => pauseJourney(tx, workspace, id, bogota('2026-03-11 09:00')));
    await move(workspace, '2026-03-13 07:00');
    await db.transaction((tx) => resumeJourney(tx, workspace, id, bogota('2026-03-13 07:00')));
    await move(workspace, '2026-03-13 09:00');
    expect(await steps()).toEqual(['03-11 08:00 a3 granted 1/3', '03-11 08:00 a4 exit', '03-13 08:00 a2 granted 1/2']);
  });

  it('are given over all shards of a live workspace, once, by whichever of two workers comes first', async () => {
    const workspace = await scene({ queue: asking({ perDay: 7, deadlineDays: 9 }) }, owing(40), 'live');
    expect(shardsOf(workspace)).toHaveLength(16);
    await tickAll(workspace, AT);
    const opening = bogota('2026-03-11 08:00');
    const runner = createRunner(db);
    // Nobody had asked before: the first look says when it is to be.
    await giveDay(runner, workspace.id, AT);
    expect(await daysDue(runner, opening - 1)).toEqual([]);
    expect(await daysDue(runner, opening)).toEqual([workspace.id]);
    await tickAll(workspace, opening);
    const done = await Promise.all([giveDay(runner, workspace.id, opening), giveDay(createRunner(db), workspace.id, opening + 5)]);
    expect(done.filter(Boolean)).toHaveLength(1);
    await tickAll(workspace, opening + 10);
    expect(await poolDays()).toEqual([{ pool: 'desk', day: '2026-03-11', places: 7, requests: 40, granted: 7 }]);
    const granted = (await steps()).map((step) => step.split(' ')[2]);
    expect(granted.sort()).toEqual(['a34', 'a35', 'a36', 'a37', 'a38', 'a39', 'a40']);
    expect(await daysDue(runner, opening + 60_000)).toEqual([]);
  });

  it('are neither lost nor doubled where the giver dies in the middle, or just after', async () => {
    const workspace = await scene({ queue: asking({ perDay: 2, deadlineDays: 9 }) }, owing(6), 'live');
    await tickAll(workspace, AT);
    const opening = bogota('2026-03-11 08:00');
    await giveDay(createRunner(db), workspace.id, AT);
    await tickAll(workspace, opening);
    const dying = (last: Point) =>
      createRunner(db, {
        at: (point) => {
          if (point === last) throw new Error('dies here');
        },
      });
    await expect(giveDay(dying('places-written'), workspace.id, opening)).rejects.toThrow('dies here');
    expect(await poolDays()).toEqual([]);
    await expect(giveDay(dying('places-given'), workspace.id, opening)).rejects.toThrow('dies here');
    // Whoever comes next finds the day given, and those who got a place due.
    expect(await giveDay(createRunner(db), workspace.id, opening)).toBe(false);
    await tickAll(workspace, opening);
    expect(await steps()).toEqual(['03-11 08:00 a5 granted 2/6', '03-11 08:00 a6 granted 1/6']);
  });

  it('are given late where nobody ran at the hour, to those who asked by then, and not for days gone by', async () => {
    const workspace = await scene({ queue: asking({ perDay: 1, deadlineDays: 9 }) }, owing(3), 'live');
    await tickAll(workspace, AT);
    const late = bogota('2026-03-14 11:00');
    await tickAll(workspace, late);
    await giveDay(createRunner(db), workspace.id, late);
    await tickAll(workspace, late);
    expect(await steps()).toEqual(['03-14 11:00 a3 granted 1/3']);
    expect(await giveDay(createRunner(db), workspace.id, bogota('2026-03-14 12:00'))).toBe(false);
  });

  it('wait for what is older than the hour and still to happen', async () => {
    const workspace = await scene({ queue: asking({ deadlineDays: 9 }) }, owing(3), 'live');
    await tickAll(workspace, AT);
    await giveDay(createRunner(db), workspace.id, AT);
    const opening = bogota('2026-03-11 08:00');
    await db.transaction((tx) =>
      storeEvents(
        tx,
        workspace,
        [{ type: 'payment.received', at: opening - 1, account: 'a3', debtor: null, externalId: null, payload: { amount: 3_000 } }],
        opening - 1,
      ),
    );
    expect(await giveDay(createRunner(db), workspace.id, opening)).toBe(false);
    await tickAll(workspace, opening);
    expect(await giveDay(createRunner(db), workspace.id, opening)).toBe(true);
    await tickAll(workspace, opening);
    expect(await steps()).toEqual(['03-11 08:00 a2 granted 1/2', '03-11 08:00 a3 exit']);
  });

  it('are given before anything of the instant is sent, also where the clock dies in between', async () => {
    const drawing: Drawing = {
      ...asking({ deadlineDays: 9 }),
      nodes: [
        enterBySegment(),
        capacity('ask', { deadlineDays: 9 }),
        message('told', { when: due(2, '08:00') }),
        exit('called'),
        exit('left'),
      ],
    };
    const accounts = owing(4).map((account) => ({ ...account, debtorExternalId: 'd1', dueDate: '2026-03-10' }));
    const workspace = await scene({ queue: drawing }, accounts);
    await move(workspace, '2026-03-12 07:59');
    const dying = createRunner(db, {
      at: (point) => {
        if (point === 'places-written') throw new Error('dies here');
      },
    });
    await expect(moveClock(dying, workspace.id, bogota('2026-03-12 09:00'))).rejects.toThrow('dies here');
    const told = () =>
      db.query(
        `select (extract(epoch from c.queued_at) * 1000)::bigint as at, c.status, array_agg(a.external_id order by a.external_id) as accounts
           from contact c join account a on a.shard = c.shard and a.id = any(c.account_ids) group by c.shard, c.enrollment_id, c.seq, c.queued_at, c.status`,
      );
    const at = bogota('2026-03-12 08:00');
    expect(await told()).toEqual([{ at, status: 'queued', accounts: ['a4'] }]);
    // Whatever else ticks meanwhile does not send it either.
    await tickAll(workspace, at);
    await move(workspace, '2026-03-12 09:00');
    expect(await told()).toEqual([{ at, status: 'sent', accounts: ['a3', 'a4'] }]);
  });

  it('are given once on a day whose opening hour is changed', async () => {
    const workspace = await scene({ queue: asking({ deadlineDays: 9 }) });
    await move(workspace, '2026-03-11 09:00');
    await db.query(`update workspace set opening_time = '12:00', opens_at = 'epoch'`);
    await move(workspace, '2026-03-12 11:00');
    expect(await steps()).toEqual(['03-11 08:00 a4 granted 1/4']);
    await move(workspace, '2026-03-12 12:00');
    expect(await steps()).toEqual(['03-11 08:00 a4 granted 1/4', '03-12 12:00 a3 granted 1/3']);
  });
});
