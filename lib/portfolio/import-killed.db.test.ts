import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openDatabase } from '#lib/db/client.ts';
import { describeOnPostgres } from '#lib/db/testing.ts';

const PROGRAM = fileURLToPath(new URL('./testing-large-file.ts', import.meta.url));

describeOnPostgres('an import that is killed', (freshUrl, finish) => {
  it('leaves nothing, and does not stand in the way of the next one', async () => {
    const url = await freshUrl();
    const db = await openDatabase({ url });
    finish(() => db.close());
    const child = spawn(process.execPath, [PROGRAM, '50', url], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    // The sequence moves outside of transactions: it tells that events are being written by one that has not committed.
    const isWriting = async () => (await db.query<{ is_called: boolean }>('select is_called from event_arrival'))[0]?.is_called === true;
    while (!(await isWriting())) {
      expect(child.exitCode).toBeNull();
      await pause(20);
    }
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    const [left] = await db.query(
      'select (select count(*)::int from debtor) d, (select count(*)::int from account) a, (select count(*)::int from event) e',
    );
    expect(left).toEqual({ d: 0, a: 0, e: 0 });
    expect(await db.query('select status from import')).toEqual([{ status: 'running' }]);
    const [again] = await once(spawn(process.execPath, [PROGRAM, '1', url], { stdio: 'ignore' }), 'exit');
    expect(again).toBe(0);
    expect((await db.query<{ n: number }>('select count(*)::int n from account'))[0]?.n).toBeGreaterThan(5_000);
  });
});
