import { expect, it } from 'vitest';
import { type Instant, MS_PER_DAY } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { all, enterBySegment, exit, later, message, task, wait, waitEvent } from '#lib/interpreter/testing/story.ts';
import { turn } from '#lib/interpreter/turn.ts';
import type { World } from '#lib/interpreter/world.ts';
import { worldAfter } from '#lib/interpreter/world-after.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { commitTurns } from './commit.ts';
import { markApplied } from './commit-events.ts';
import { inHand } from './hand.ts';
import { readWorlds } from './read-worlds.ts';
import { createRunner } from './runner.ts';
import { setScene } from './testing/stage.ts';

const AT = bogota('2026-03-10 09:00');

/** Two accounts of one debtor are told in one contact, one pays, one promises; the run begins anew when it has ended. */
const journey = {
  nodes: [
    enterBySegment('in', all(['account.balance', '>', 0]), 0),
    message('mail', { topic: 'due' }),
    waitEvent('pays', ['payment.received', 'promise.broken']),
    task('call', { when: later(1, 'days', '10:00') }),
    wait('long', later(2, 'days')),
    exit('done'),
  ],
  ways: [
    'in > mail',
    'mail > pays',
    'pays.payment.received > long',
    'pays.promise.broken > call',
    'pays > long',
    'call > long',
    'call.expired > long',
    'long > done',
  ],
  exitWhen: [{ outcome: 'paid', where: all(['account.balance', '<=', 0]) }],
};

describeOnBoth('the world after a turn', (fresh) => {
  it('is the one that is read when the turn has been written, at each instant of a story', async () => {
    const db: Database = await fresh();
    const workspace = await db.transaction((tx) =>
      setScene(tx, { at: AT, journeys: { journey }, accounts: [{ externalId: 'a1' }, { externalId: 'a2' }, { externalId: 'a3' }] }),
    );
    const runner = createRunner(db);
    const say = (at: Instant, type: string, account: string, payload: Record<string, string | number>) =>
      db.transaction((tx) => storeEvents(tx, workspace, [{ type, at, account, payload }], at));
    const days = [0, 0, 1, 2, 3, 5, 8, 12];
    const seen = { contacts: 0, ended: 0, broken: 0 };
    for (const [index, day] of days.entries()) {
      const now = AT + day * MS_PER_DAY;
      await db.query('update workspace set clock_at = to_timestamp($1 / 1000.0)', [now]);
      await db.query('update agenda set next_at = to_timestamp($1 / 1000.0)', [now]);
      if (index === 1) await say(now, 'payment.received', 'a1', { amount: 100_000 });
      if (index === 2) await say(now, 'promise.made', 'a2', { date: '2026-03-12', amount: 50_000 });
      if (index === 6) await say(AT + MS_PER_DAY, 'payment.received', 'a3', { amount: 400 });
      await inHand(runner, workspace.id, workspace.shardBase, now, async ({ tx, setting, shard }) => {
        const ids = (await tx.query<{ id: string }>('select id from debtor')).map((row) => row.id);
        const reading = { now, wholeHistory: true };
        const [before] = await readWorlds(tx, shard, ids, reading);
        if (!before) throw new Error('a debtor');
        const result = turn(before.world, { events: before.events, look: 'all' }, setting);
        await markApplied(
          tx,
          { workspaceId: workspace.id, shard },
          before.events.map((event) => event.arrival),
        );
        await commitTurns(tx, { workspaceId: workspace.id, shard }, [{ debtorId: before.world.debtor.state.id, result }], now);
        const [after] = await readWorlds(tx, shard, ids, reading);
        expect(comparable(after?.world), `day ${day}`).toEqual(comparable(worldAfter(before.world, result)));
        seen.contacts += result.newContacts.length;
        seen.ended += result.moved.filter((one) => one.status === 'ended').length;
        seen.broken += result.derivedEvents.filter((one) => one.type === 'promise.broken').length;
        await sendAll(tx);
      });
    }
    expect(seen.contacts).toBeGreaterThan(1);
    expect(seen.ended).toBeGreaterThan(1);
    expect(seen.broken).toBe(1);
  });
});

/** Every other instant what is queued leaves; the rest is still queued in the next turn. */
async function sendAll(tx: Sql): Promise<void> {
  await tx.query(`update contact set status = 'sent' where status = 'queued' and seq % 2 = 0`);
}

/** In one order, and without what is read only where events wait. */
function comparable(world: World | undefined) {
  if (!world) return null;
  const byId = <T extends { readonly id: string }>(list: readonly T[]) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    debtor: world.debtor.state,
    debtorFolded: world.debtor.foldedUntil,
    accounts: byId(world.accounts.map(({ state, foldedUntil }) => ({ id: state.id, state, foldedUntil }))),
    enrollments: byId(world.enrollments),
    earlierRuns: [...world.earlierRuns].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    contacts: world.contacts.toSorted(
      (a, b) => a.queuedAt - b.queuedAt || (`${a.enrollmentId} ${a.seq}` < `${b.enrollmentId} ${b.seq}` ? -1 : 1),
    ),
  };
}
