import { expect, it } from 'vitest';
import { openDatabase, type Sql } from '#lib/db/client.ts';
import { describeOnPostgres } from '#lib/db/testing.ts';
import { enterBySegment, message } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { CLAIM, claimShard } from './claim.ts';
import { publishJourney } from './publish.ts';
import { door, drawn, setScene } from './testing/stage.ts';

const AT = bogota('2026-03-10 09:00');
const mails = { nodes: [enterBySegment(), message('mail')], ways: ['in > mail'] };

/** The claim with a second between its beginning and the lock: what others commit in it is newer than what the statement sees. */
const SLOW_CLAIM = CLAIM.replace(/\n {2}where shard = \$1/, '\n  where (select true from pg_sleep(1)) and shard = $1');

describeOnPostgres('a claim', (freshUrl, finish) => {
  const open = async () => {
    const url = await freshUrl();
    const [db, other] = [await openDatabase({ url }), await openDatabase({ url })];
    finish(() => db.close());
    finish(() => other.close());
    return { db, other };
  };

  it('sees what was published between its beginning and its lock', async () => {
    expect(SLOW_CLAIM).not.toBe(CLAIM);
    const { db, other } = await open();
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { mails }, accounts: [{ externalId: 'a1' }] }));
    const asked = door();
    let isFirst = true;
    const claiming = db.transaction((tx) => {
      const slow: Sql = {
        ...tx,
        query: <Row>(text: string, values?: readonly unknown[]) => {
          const answer = tx.query<Row>(isFirst ? SLOW_CLAIM : text, values);
          isFirst = false;
          asked.open();
          return answer;
        },
      };
      return claimShard(slow, workspace.id, workspace.shardBase, AT);
    });
    await asked.waits;
    await other.query('select pg_sleep(0.3)');
    await other.transaction((tx) => publishJourney(tx, workspace, drawn(mails, 'more'), [STAND_IN_TEMPLATE], AT));
    expect((await claiming)?.versions).toHaveLength(2);
  });

  it('is refused to a second worker until the first is done', async () => {
    const { db, other } = await open();
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { mails }, accounts: [{ externalId: 'a1' }] }));
    const claim = (tx: Sql) => claimShard(tx, workspace.id, workspace.shardBase, AT);
    await db.transaction(async (tx) => {
      expect(await claim(tx)).not.toBeNull();
      expect(await other.transaction(claim)).toBeNull();
    });
    expect(await other.transaction(claim)).not.toBeNull();
  });

  it('would be given to both without its lock', async () => {
    const { db, other } = await open();
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys: { mails }, accounts: [{ externalId: 'a1' }] }));
    const unlocked = CLAIM.replace('for update of agenda skip locked', '');
    expect(unlocked).not.toBe(CLAIM);
    const claim = (tx: Sql) => tx.query(unlocked, [workspace.shardBase, workspace.id, AT]);
    await db.transaction(async (tx) => {
      expect(await claim(tx)).toHaveLength(1);
      expect(await other.transaction(claim)).toHaveLength(1);
    });
  });
});
