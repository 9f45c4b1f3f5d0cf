import { expect, it } from 'vitest';
import { workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { enterBySegment, exit, message } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { setScene } from '#lib/runner/testing/stage.ts';
import { policyReport } from './policy-report.ts';

/** A Tuesday, in the hours of the law. */
const AT = bogota('2026-03-10 09:00');

describeOnBoth('the report of the contact policy', (fresh) => {
  it('lists the contacts of its dates, blocks by rule, refused channels and contacts after payment, with cells defused', async () => {
    const db = await fresh();
    const { id } = await db.transaction((tx) =>
      setScene(tx, {
        at: AT,
        journeys: {
          twice: {
            nodes: [enterBySegment(), message('first'), message('second'), exit('x')],
            ways: ['in > first', 'first.sent > second', 'second.sent > x'],
          },
        },
        accounts: [{ externalId: 'a1' }],
      }),
    );
    await db.query(`update workspace set policy_code = 'CO'`);
    await db.query(`insert into person (id, name, email) values ('p1', 'Ana', 'ana@x.test')`);
    await db.query(`insert into role (workspace_id, person_id, role) values ($1, 'p1', 'manager')`, [id]);
    await moveClock(createRunner(db), id, AT);
    await db.query(`update debtor set external_id = '=1+1'`);
    const [workspace] = await workspacesOf(db, 'p1');
    if (!workspace) throw new Error('no workspace');
    const report = async (from: string, to: string) => {
      let text = '';
      for await (const lines of policyReport(db, workspace, { from, to }, { column: (name) => name, kind: (kind) => kind })) text += lines;
      return text.split('\r\n').slice(1, -1);
    };
    const found = await report('2026-03-10', '2026-03-10');
    const contacts = found.filter((line) => line.startsWith('contact,'));
    expect(contacts).toEqual([expect.stringMatching(/^contact,2026-03-10 09:00:00,'=1\+1,\w+,first,/)]);
    expect(found).toContainEqual(expect.stringMatching(/^block,.*,CO-DAY,.*,1,$/));
    expect(found.at(-1)).toMatch(/^afterPayment,.*,0,$/);
    expect((await report('2026-03-11', '2026-03-12')).map((line) => line.split(',')[0])).toEqual(['afterPayment']);
    await db.query(`update contact set status = 'sent', sent_at = queued_at + interval '5 minutes'`);
    await db.query(`update account set balance = 0, last_payment_at = (select min(queued_at) from contact)`);
    await db.query(
      `insert into event (shard, workspace_id, external_id, debtor_id, type, at, payload, received_at, applied)
       select shard, workspace_id, 'no', debtor_id, 'consent.denied', queued_at, json_build_object('channel', channel), queued_at, true from contact`,
    );
    const later = await report('2026-03-10', '2026-03-10');
    expect(later.at(-1)).toMatch(/^afterPayment,.*,1,$/);
    expect(later).toContainEqual(expect.stringMatching(/^optOut,2026-03-10 09:00:00,'=1\+1,.*,2026-03-10 09:05:00,.*,5$/));
  });
});
