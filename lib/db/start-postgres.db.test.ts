import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from './client.ts';
import { startPostgres } from './start-postgres.ts';
import { describeOnPostgres } from './testing.ts';

describeOnPostgres('a server of our own', () => {
  it('answers, with the settings it was given, until it is stopped', async () => {
    const server = await startPostgres({ durable: true, settings: { work_mem: '7MB' } });
    const db = await openDatabase({ url: server.url });
    const rows = await db.query(
      `select current_setting('fsync') as fsync, current_setting('work_mem') as memory, current_setting('timezone') as zone`,
    );
    expect(rows).toEqual([{ fsync: 'on', memory: '7MB', zone: 'UTC' }]);
    await db.close();
    await server.stop();
    await expect(openDatabase({ url: server.url })).rejects.toThrow('PostgreSQL cannot be reached');
  });

  it('ends, and takes its files along, when the process that started it is killed', async () => {
    const script = `
      import { startPostgres } from ${JSON.stringify(resolve('lib/db/start-postgres.ts'))};
      import { openDatabase } from ${JSON.stringify(resolve('lib/db/client.ts'))};
      const { url } = await startPostgres();
      const db = await openDatabase({ url });
      const [{ folder }] = await db.query("select current_setting('data_directory') as folder");
      console.log(JSON.stringify({ url, folder }));`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(child.stdout, 'data');
    const { url, folder }: { url: string; folder: string } = JSON.parse(String(said));
    expect(existsSync(folder)).toBe(true);
    child.kill('SIGKILL');
    await expect.poll(() => existsSync(folder), { timeout: 30_000 }).toBe(false);
    await expect(openDatabase({ url })).rejects.toThrow('PostgreSQL cannot be reached');
  });
});
