import { expect, it } from 'vitest';
import { MS_PER_HOUR } from '#lib/base/instant.ts';
import { type Database, openDatabase } from '#lib/db/client.ts';
import { describeOnPostgres } from '#lib/db/testing.ts';
import { enterBySegment, exit, later, message, task, wait } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import { beginDeskContact, type DeskContact, type TakenTask } from './desk.ts';
import { createRunner } from './runner.ts';
import { type Drawing, setScene } from './testing/stage.ts';
import { tickShard } from './tick.ts';

/** Each debtor is one race for the one contact that Colombia allows a day. The long run has ten times as many. */
const RACES = process.env.CADENZA_LONG ? 1_000 : 100;
const FROM = bogota('2026-03-10 09:00');
const RACE_AT = FROM + MS_PER_HOUR;

const tells = (channel: string, topic: string): Drawing => ({
  nodes: [enterBySegment(), wait('hour', later(1, 'hours')), message('say', { channel: { mode: 'fixed', channel }, topic }), exit('end')],
  ways: ['in > hour', 'hour > say', 'say > end', 'say.notSent > end'],
});

const calls: Drawing = { nodes: [enterBySegment(), task('ring'), exit('end')], ways: ['in > ring', 'ring > end', 'ring.expired > end'] };

describeOnPostgres('the last contact that the law allows', (freshUrl, finish) => {
  it(`is won by exactly one of two workers, two journeys and an agent, ${RACES} times`, { timeout: 300_000 }, async () => {
    const url = await freshUrl();
    const [db, second, third] = await Promise.all([1, 2, 3].map(() => openDatabase({ url })));
    if (!db || !second || !third) throw new Error('no databases');
    for (const database of [db, second, third]) finish(() => database.close());
    const workspace = await db.transaction((tx) =>
      setScene(tx, {
        clock: 'live',
        at: FROM,
        journeys: { calls, mails: tells('email', 'mail'), texts: tells('sms', 'text') },
        accounts: Array.from({ length: RACES }, (_, index) => ({ externalId: `a${index}`, debtorExternalId: `d${index}` })),
      }),
    );
    await db.query(`update workspace set policy_code = 'CO'`);
    for (const shard of shardsOf(workspace)) await tickShard(createRunner(db), workspace.id, shard, FROM);
    expect(await db.query(`select count(*)::int as tasks from task where status = 'open'`)).toEqual([{ tasks: RACES }]);
    expect(await db.query('select 1 from contact')).toEqual([]);

    const [mine] = await Promise.all([agent(third, workspace), worker(db, workspace), worker(second, workspace)]);
    for (const shard of shardsOf(workspace)) await tickShard(createRunner(db), workspace.id, shard, RACE_AT);

    const told = await db.query<{ debtorId: string; contacts: number; calls: number }>(
      `select debtor_id as "debtorId", count(*)::int as contacts, count(*) filter (where channel = 'call')::int as calls
         from contact where status <> 'cancelled' group by debtor_id`,
    );
    expect(told).toHaveLength(RACES);
    expect(told.filter(({ contacts }) => contacts !== 1)).toEqual([]);
    expect(told.filter((one) => one.calls === 1)).toHaveLength(mine.filter((kind) => kind === 'allow').length);
    // Both sides won some: otherwise nothing raced.
    expect(mine).toContain('allow');
    expect(mine).toContain('defer');
    expect((await readWorkspace(db, workspace.id)).policyCode).toBe('CO');
  });
});

/** Asks for every debtor's call, one after the other. */
async function agent(db: Database, { id }: PortfolioWorkspace): Promise<string[]> {
  const tasks = await db.query<DeskContact & TakenTask>(
    `update task set taken_by = 'agent' returning $1::int as "workspaceId", shard, enrollment_id as "enrollmentId", seq, debtor_id as "debtorId",
       account_id as "accountId", 'call' as channel, taken_by as "personId"`,
    [id],
  );
  const kinds: string[] = [];
  for (const asked of tasks) {
    const begun = await beginDeskContact(db, asked, RACE_AT);
    kinds.push(typeof begun === 'string' ? begun : begun.verdict.kind);
  }
  return kinds;
}

/** Ticks the shards in turn, two debtors at a time, until nothing is left to do. */
async function worker(db: Database, workspace: PortfolioWorkspace): Promise<void> {
  for (let round = 0; round < 4; round++)
    for (const shard of shardsOf(workspace)) await tickShard(createRunner(db, { batchSize: 2 }), workspace.id, shard, RACE_AT);
}
