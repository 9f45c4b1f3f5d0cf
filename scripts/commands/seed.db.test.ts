import { expect, it } from 'vitest';
import { parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { makeDemo } from '../seed/demo-workspace.ts';
import { command, seedDemo } from './seed.ts';

const PLAN = { debtors: 60, days: 45 };

/** Seeds and answers the printed lines, parsed. */
async function seed(db: Database, plan = PLAN) {
  const lines: string[] = [];
  await seedDemo(db, plan, { stdout: (line) => lines.push(line) });
  return lines.map((line) => JSON.parse(line));
}

async function rowCounts(db: Database) {
  const tables = [
    'workspace',
    'person',
    'role',
    'message_template',
    'journey_version',
    'debtor',
    'account',
    'event',
    'contact',
    'task',
    'step_trace',
    'audit',
  ];
  const counts: Record<string, number> = {};
  for (const table of tables) counts[table] = (await db.query<{ count: number }>(`select count(*) from ${table}`))[0]?.count ?? 0;
  return counts;
}

describeOnBoth('The demo', (fresh) => {
  it('is made once: contacts by the journeys, a role for each person, and nothing more the second time', async () => {
    const db = await fresh();
    const lines = await seed(db);
    const made = lines.find(({ step }) => step === 'journeys');
    expect(lines[0]).toMatchObject({ step: 'workspace', slug: 'demo', debtors: 60, people: 5, journeys: 4 });
    expect(lines.at(-1)).toMatchObject({
      workspace: 'demo',
      seeded: 'now',
      clock: '2026-01-04T18:00:00.000Z',
      signIn: { email: 'gerente@demo.cadenza.test' },
    });
    expect(made.contacts.sent).toBeGreaterThan(5);
    expect(Object.keys(made.contacts)).toEqual(['sent']);
    const before = await rowCounts(db);
    expect(before).toMatchObject({ workspace: 1, person: 5, role: 5 });
    expect((await seed(db, { debtors: 5, days: 300 })).map(({ seeded }) => seeded)).toEqual(['before']);
    expect(await rowCounts(db)).toEqual(before);

    const roles = await db.query('select role, email from role join person on person.id = role.person_id order by role');
    expect(roles.map((row) => JSON.stringify(row))).toEqual([
      '{"role":"admin","email":"administrador@demo.cadenza.test"}',
      '{"role":"agent","email":"agente@demo.cadenza.test"}',
      '{"role":"executive","email":"direccion@demo.cadenza.test"}',
      '{"role":"manager","email":"gerente@demo.cadenza.test"}',
      '{"role":"marketer","email":"mercadeo@demo.cadenza.test"}',
    ]);
    const told = await db.query<{ body: string }>('select body from contact_message');
    expect(told.filter(({ body }) => !body.includes('Financiera Andina') || body.includes('{{'))).toEqual([]);
    const paid = await db.query(
      `select a.external_id from contact c join account a on a.shard = c.shard and a.id = any(c.account_ids)
        where a.balance = 0 and c.queued_at > a.last_payment_at`,
    );
    expect(paid).toEqual([]);
  });

  it('goes on from where a seed was stopped', async () => {
    const db = await fresh();
    const { workspace } = await makeDemo(db, { debtors: 30, days: 3 });
    const lines = await seed(db);
    expect(lines.at(-1)).toMatchObject({ seeded: 'finished', clock: '2025-11-23T18:00:00.000Z' });
    expect(workspace.clockAt).toBe(parseInstant('2025-11-20T05:00:00Z'));
    expect((await rowCounts(db)).contact).toBeGreaterThan(0);
  });
});

it('refuses counts that are none, before anything is opened', async () => {
  const io = { stdout: () => undefined, stderr: () => undefined };
  await expect(command.run(['--debtors', '0'], io)).rejects.toThrow('--debtors is "0"; it must be a whole number from 1 to 50000');
  await expect(command.run(['--days', '1.5'], io)).rejects.toThrow('--days is "1.5"');
});
