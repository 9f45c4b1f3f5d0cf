import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import type { Instant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { enterBySegment, exit, later, message, wait } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { readWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from './clock.ts';
import { ClockRefused } from './clock-mover.ts';
import { createRunner } from './runner.ts';
import { door, SlowChannel, setScene } from './testing/stage.ts';

const AT = bogota('2026-03-10 09:00');
const day = (days: number): Instant => AT + days * 86_400_000;

const mails = {
  nodes: [enterBySegment(), message('first'), wait('days', later(2, 'days')), message('second'), exit('done')],
  ways: ['in > first', 'first > days', 'days > second', 'second > done'],
};

describeOnBoth('a test clock', (fresh) => {
  let db: Database;
  let id: number;
  let channel: SlowChannel;

  beforeEach(async () => {
    db = await fresh();
    channel = new SlowChannel();
    id = (await db.transaction((tx) => setScene(tx, { at: AT, journeys: { mails }, accounts: [{ externalId: 'a1' }] }))).id;
  });

  const clock = async () => (await readWorkspace(db, id)).clockAt;
  /** A mover that has come as far as the first message, and stays there until the door is opened. */
  async function stuckMover(silence: number) {
    const answer = door();
    const handed = door();
    channel.before = () => {
      handed.open();
      return answer.waits;
    };
    const moving = moveClock(createRunner(db, { channel, moverSilenceMs: silence }), id, day(3));
    await handed.waits;
    return { moving, open: answer.open };
  }

  it('is moved by one at a time; the second is told so, and the first arrives', async () => {
    const { moving, open } = await stuckMover(60_000);
    await expect(moveClock(createRunner(db), id, day(1))).rejects.toThrow('The clock is being moved already; wait until it has arrived.');
    open();
    expect(await moving).toBe(day(3));
    expect(await clock()).toBe(day(3));
    expect(channel.handedOver).toHaveLength(2);
  });

  it('stays in the hands of a mover that works longer at one instant than a dead one is waited for', async () => {
    const { moving, open } = await stuckMover(400);
    await pause(1_000);
    await expect(moveClock(createRunner(db, { moverSilenceMs: 400 }), id, day(1))).rejects.toThrow(ClockRefused);
    open();
    expect(await moving).toBe(day(3));
  });

  it('is free again when its mover has died', async () => {
    await db.query(`update workspace set clock_mover = 'dead', clock_mover_seen_at = clock_timestamp() - interval '1 second'`);
    await expect(moveClock(createRunner(db, { moverSilenceMs: 60_000, aloneSince: 0 }), id, day(1))).rejects.toThrow(ClockRefused);
    expect(await moveClock(createRunner(db, { moverSilenceMs: 500 }), id, day(1))).toBe(day(1));
  });

  it('is never turned back, not even where another move ends while this one begins', async () => {
    let isFirst = true;
    const meddled: Database = {
      ...db,
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        const rows = await db.query<Row>(text, values);
        if (isFirst) {
          isFirst = false;
          await moveClock(createRunner(db), id, day(5));
        }
        return rows;
      },
    };
    await expect(moveClock(createRunner(meddled), id, day(3))).rejects.toThrow('it only moves forward');
    expect(await clock()).toBe(day(5));
    expect(await moveClock(createRunner(db), id, day(6))).toBe(day(6));
  });

  it('does not wait for ever for what another worker keeps, and says so', async () => {
    await moveClock(createRunner(db, { channel }), id, AT);
    await db.query(`update contact set status = 'queued', claimed_at = clock_timestamp() + interval '1 hour'`);
    await db.query('update agenda set next_at = $1', [new Date(AT)]);
    await expect(moveClock(createRunner(db, { patienceMs: 300 }), id, day(1))).rejects.toThrow('another worker keeps what is due');
    expect(await clock()).toBe(AT);
  });

  it('stands when the database is closed: the move ends with nothing in hand, and no other begins', async () => {
    const { moving, open } = await stuckMover(60_000);
    const closed = db.close();
    await expect(moveClock(createRunner(db), id, day(4))).rejects.toThrow('the database is being closed');
    open();
    expect(await moving).toBe(AT);
    await closed;
  });

  it('can be stopped while it waits', async () => {
    await moveClock(createRunner(db, { channel }), id, AT);
    await db.query(`update contact set status = 'queued', claimed_at = clock_timestamp() + interval '1 hour'`);
    await db.query('update agenda set next_at = $1', [new Date(AT)]);
    expect(await moveClock(createRunner(db), id, day(1), { signal: AbortSignal.timeout(300) })).toBe(AT);
  });
});
