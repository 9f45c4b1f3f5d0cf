import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, it, vi } from 'vitest';
import type { Clock } from '#lib/api/clock.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { enterBySegment, exit, later, message, wait } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { beginMove } from '#lib/runner/clock-job.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { door, SlowChannel, setScene } from '#lib/runner/testing/stage.ts';
import { advanceClock, readClock, stopClock } from './clock.ts';

const AT = bogota('2026-03-10 09:00');
const day = (days: number): Instant => AT + days * 86_400_000;

/** Two messages, two days apart: the first at once, the second at 2026-03-12 09:00. */
const mails = {
  nodes: [enterBySegment(), message('first'), wait('days', later(2, 'days')), message('second'), exit('done')],
  ways: ['in > first', 'first > days', 'days > second', 'second > done'],
};

describeOnBoth('the clock of a test workspace, as people move it', (fresh) => {
  let db: Database;
  let workspace: PortfolioWorkspace;
  const person = 'p1';

  beforeEach(async () => {
    db = await fresh();
    await db.query(`insert into person (id, name, email) values ('p1', 'Ana Pérez', 'ana@x.test'), ('p2', 'Luis', 'luis@x.test')`);
    workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { mails }, accounts: [{ externalId: 'a1' }] }));
  });

  const moveBy = (move: Parameters<typeof advanceClock>[3], by = person) => advanceClock(db, workspace, by, move);

  async function atRest(): Promise<Clock> {
    for (let left = 400; left > 0; left--) {
      const clock = await readClock(db, workspace);
      if (clock.move?.state !== 'under-way') return clock;
      await pause(25);
    }
    throw new Error('the clock does not come to rest');
  }

  /** A move that stays at the first message until the door is opened. */
  async function stuckAtFirst(to: Instant) {
    const channel = new SlowChannel();
    const [handed, answer] = [door(), door()];
    channel.before = () => {
      handed.open();
      return answer.waits;
    };
    const job = await beginMove(createRunner(db, { channel }), { workspaceId: workspace.id, to, personId: person });
    await handed.waits;
    return { ...job, open: answer.open };
  }

  it.each([
    ['a day', { advance: 'day' }, day(1)],
    ['a week', { advance: 'week' }, day(7)],
    ['an instant', { to: formatInstant(day(3)) }, day(3)],
    ['the start of a date', { date: '2026-03-12' }, bogota('2026-03-12 00:00')],
    ['a time of a date', { date: '2026-03-12', time: '17:30' }, bogota('2026-03-12 17:30')],
  ] as const)('is moved by %s, and the answer comes before it has arrived', async (_, move, to) => {
    const answer = await moveBy(move);
    expect(answer).toMatchObject({
      begun: true,
      move: { by: 'Ana Pérez', from: { at: formatInstant(AT) }, to: { at: formatInstant(to) } },
    });
    const clock = await atRest();
    expect(clock).toMatchObject({ now: formatInstant(to), move: { state: 'arrived', contacts: to >= day(2) ? 2 : 1 } });
  });

  it('is moved to the next thing due, once and again', async () => {
    await moveBy({ advance: 'next' });
    expect((await atRest()).now).toBe(formatInstant(AT));
    await moveBy({ advance: 'next' });
    const clock = await atRest();
    expect(Date.parse(clock.now)).toBeGreaterThan(AT);
    expect(Date.parse(clock.now)).toBeLessThanOrEqual(day(2));
  });

  it('says what the workspace’s calendar shows', async () => {
    expect(await readClock(db, workspace)).toMatchObject({ local: { date: '2026-03-10', time: '09:00' }, move: null });
  });

  it('shows a second person the move that is under way, whatever they asked for', async () => {
    const first = await stuckAtFirst(day(5));
    const second = await moveBy({ advance: 'day' }, 'p2');
    expect(second).toMatchObject({
      begun: false,
      move: { id: first.id, by: 'Ana Pérez', state: 'under-way', to: { at: formatInstant(day(5)) } },
    });
    first.open();
    await first.done;
    expect(await readClock(db, workspace)).toMatchObject({ now: formatInstant(day(5)), move: { state: 'arrived' } });
  });

  it('is moved once by two who ask at the same moment', async () => {
    const answers = await Promise.all([moveBy({ advance: 'day' }), moveBy({ advance: 'day' }, 'p2')]);
    expect(answers.filter(({ begun }) => begun).length).toBeGreaterThan(0);
    const clock = await atRest();
    const moves = await db.query(`select 1 from audit where action = 'clock.move'`);
    expect(clock.now).toBe(formatInstant(day(moves.length)));
  });

  it('stops where it is told, with what came before done, and can go on', async () => {
    const job = await stuckAtFirst(day(5));
    expect(await stopClock(db, workspace, 'another move')).toMatchObject({ move: { isStopping: false } });
    expect(await stopClock(db, workspace, job.id)).toMatchObject({ move: { state: 'under-way', isStopping: true } });
    await pause(600);
    job.open();
    await job.done;
    const stopped = await readClock(db, workspace);
    expect(stopped).toMatchObject({ now: formatInstant(AT), move: { state: 'stopped', contacts: 1 } });
    await moveBy({ to: stopped.move?.to.at ?? '' });
    expect(await atRest()).toMatchObject({ now: formatInstant(day(5)), move: { state: 'arrived', contacts: 1 } });
  });

  it('says that it was cut off where its server died, and goes on when asked', async () => {
    await moveBy({ advance: 'day' });
    await atRest();
    await db.query(`update clock_move set outcome = null, ended_at = null, to_at = $1`, [new Date(day(6))]);
    await db.query(
      `update workspace set clock_mover = (select id from clock_move), clock_mover_seen_at = clock_timestamp() - interval '1 day'`,
    );
    const left = await readClock(db, workspace);
    expect(left).toMatchObject({ now: formatInstant(day(1)), move: { state: 'interrupted', to: { at: formatInstant(day(6)) } } });
    expect(await moveBy({ to: left.move?.to.at ?? '' })).toMatchObject({ begun: true });
    expect(await atRest()).toMatchObject({ now: formatInstant(day(6)), move: { state: 'arrived' } });
  });

  it('says that it could not go on where the move broke, and keeps what was done', async () => {
    await db.query(`update workspace set policy_code = 'XX-none'`);
    const reported = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await moveBy({ advance: 'week' });
    expect(await atRest()).toMatchObject({ move: { state: 'failed' } });
    expect(reported).toHaveBeenCalled();
    reported.mockRestore();
  });

  it('refuses the past, more than ten years, a date that is none, and nothing due', async () => {
    await expect(moveBy({ to: formatInstant(AT - 1) })).rejects.toMatchObject({ status: 409, code: 'clock-past' });
    await expect(moveBy({ date: '2026-03-10' })).rejects.toMatchObject({ status: 409, code: 'clock-past' });
    await expect(moveBy({ date: '2226-03-10' })).rejects.toMatchObject({ status: 400, code: 'clock-too-far' });
    await expect(moveBy({ date: '2026-02-30' })).rejects.toMatchObject({ status: 400, code: 'bad-request' });
    await db.query('update agenda set next_at = null');
    await expect(moveBy({ advance: 'next' })).rejects.toMatchObject({ status: 409, code: 'clock-nothing-due' });
  });

  it('is none in a live workspace', async () => {
    const live = await db.transaction((tx) =>
      setScene(tx, { slug: 'live', clock: 'live', at: AT, journeys: {}, accounts: [{ externalId: 'a1' }] }),
    );
    await expect(readClock(db, live)).rejects.toMatchObject({ status: 409, code: 'clock-live' });
    await expect(advanceClock(db, live, person, { advance: 'day' })).rejects.toMatchObject({ code: 'clock-live' });
  });
});
