import { expect, it } from 'vitest';
import { signingSecrets } from '#lib/db/queries/signing-secrets.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { enterBySegment, exit, webhook } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { readWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { setScene } from '#lib/runner/testing/stage.ts';
import { debtorTimeline } from './debtor.ts';
import { makeSecret, readCalls } from './webhook-calls.ts';

const AT = bogota('2026-03-10 09:00');
const journeys = { calls: { nodes: [enterBySegment('in'), webhook('call'), exit('told')], ways: ['in > call', 'call.ok > told'] } };

describeOnBoth('calls as people see them', (fresh) => {
  it('are signed by a secret that is told once, and by the one before for a while', async () => {
    const db = await fresh();
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys, accounts: [{ externalId: 'a1' }] }));
    const doing = { workspace, personId: 'somebody' };
    expect(await readCalls(db, workspace)).toEqual({ signing: null, stuck: { count: 0, oldest: [] } });
    const first = await makeSecret(db, doing);
    expect(first.calls.signing).toMatchObject({ isSeen: true, formerUntil: null });
    const second = await makeSecret(db, doing);
    expect(second.calls.signing?.formerUntil).not.toBeNull();
    expect(await signingSecrets(db, workspace.id)).toEqual([second.secret, first.secret]);
    const [third] = await Promise.all([makeSecret(db, doing), makeSecret(db, doing)]);
    const inForce = await signingSecrets(db, workspace.id);
    expect(inForce.length).toBe(2);
    expect(inForce).toContain(third.secret);
    expect(inForce).not.toContain(first.secret);
    const told = JSON.stringify(await readCalls(db, workspace));
    for (const secret of inForce) expect(told).not.toContain(secret);
  });

  it('stand in the history of the debtor, also where nothing left the house', async () => {
    const db = await fresh();
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, journeys, accounts: [{ externalId: 'a1' }] }));
    await moveClock(createRunner(db), workspace.id, AT + 60_000);
    const { clockAt } = await readWorkspace(db, workspace.id);
    const standing = { ...workspace, clockAt, role: 'manager' } as const;
    const noted = (await debtorTimeline(db, standing, 'd1', {})).entries.filter(({ kind }) => kind === 'call');
    expect(noted).toMatchObject([{ account: 'a1', node: 'call', call: { host: 'example.com', status: 'noted', attempts: 0 } }]);
    await db.query(
      `insert into webhook_call (shard, enrollment_id, seq, workspace_id, version_id, node, visit, debtor_id, account_id, url, body, timeout_seconds,
         status, attempts, created_at, next_at, reason, http_status, detail)
       select e.shard, e.id, 9, e.workspace_id, e.version_id, 'call', 1, e.debtor_id, e.account_id, 'https://hooks.example.com/key-42', '{}', 5,
         'waiting', 2, to_timestamp($1 / 1000.0), to_timestamp($1 / 1000.0), 'status', 503, 'busy' from enrollment e`,
      [AT],
    );
    const { entries } = await debtorTimeline(db, standing, 'd1', {});
    const call = { host: 'hooks.example.com', status: 'waiting', reason: 'status', httpStatus: 503, attempts: 2, detail: 'busy' };
    expect(entries.filter(({ kind }) => kind === 'call')[0]).toMatchObject({ call });
    expect(JSON.stringify(entries)).not.toContain('key-42');
    const { stuck } = await readCalls(db, workspace);
    expect(stuck).toMatchObject({ count: 1, oldest: [{ ...call, debtor: 'd1', journey: 'calls' }] });
  });
});
