import { expect, it } from 'vitest';
import { atLocal } from '#lib/base/civil.ts';
import type { Database } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { behaviourCounts, sumOfCounts } from './behaviour.ts';

const ZONE = 'America/Bogota';
const SHARD = 7;
const at = (day: string, time = '10:00') => atLocal(`2026-03-${day}`, time, ZONE);
const uuid = (end: number) => `00000000-0000-7000-8000-${String(end).padStart(12, '0')}`;

/** An account due on the 10th that began on the 1st; paid in full at an instant, or still owing. */
async function account(db: Database, workspace: number, number: number, paidAt: number | null): Promise<void> {
  await db.query(
    `insert into account (shard, id, workspace_id, external_id, debtor_id, currency, balance, due_date, opened_at, last_payment_at, imported, as_of)
     values ($1, $2::uuid, $3, $2::uuid::text, $2::uuid, 'COP', $4, '2026-03-10', to_timestamp($5::float8 / 1000), to_timestamp($6::float8 / 1000), '{}', now())`,
    [SHARD, uuid(number), workspace, paidAt === null ? 100 : 0, at('01', '00:00'), paidAt],
  );
}

async function told(db: Database, workspace: number, number: number, channel: string, sentAt: number): Promise<void> {
  await db.query(
    `insert into contact (shard, id, workspace_id, enrollment_id, seq, journey_id, version_id, node, visit, debtor_id, account_ids, enrollment_ids,
                          channel, template, status, queued_at, sent_at)
     values ($1, $2::uuid, $3, $2::uuid, 1, 1, 1, 'n', 1, $2::uuid, array[$2::uuid], array[$2::uuid], $4, 't', 'sent', to_timestamp($5::float8 / 1000), to_timestamp($5::float8 / 1000))`,
    [SHARD, uuid(number), workspace, channel, sentAt],
  );
}

describeOnBoth('what people did in the past', (fresh) => {
  it('is counted by band and channel as it was worked out by hand', async () => {
    const db = await fresh();
    const [workspace] = await db.query<{ id: number }>(
      `insert into workspace (slug, name, mode, country, timezone, currency, language, topic_days, shard_base, shard_spread, clock_at)
       values ('past', 'Past', 'test', 'CO', $1, 'COP', 'es', 3, $2, 1, now()) returning id`,
      [ZONE, SHARD],
    );
    const id = workspace?.id ?? 0;
    // One pays untold on the 5th; one two days after an email of the 10th; one does not answer an SMS of the 15th.
    await account(db, id, 1, at('05'));
    await account(db, id, 2, at('12'));
    await told(db, id, 2, 'email', at('10'));
    await account(db, id, 3, null);
    await told(db, id, 3, 'sms', at('15'));
    // What was told yesterday may still be answered.
    await told(db, id, 4, 'sms', at('30'));
    await account(db, id, 4, null);
    await db.query(
      `insert into promise (shard, account_id, number, workspace_id, amount, date, status, made_at)
       values ($1, $2, 1, $3, 100, '2026-03-20', 'broken', to_timestamp($4::float8 / 1000))`,
      [SHARD, uuid(3), id, at('16')],
    );
    const counts = await behaviourCounts(db, { workspaceId: id, shard: SHARD, zone: ZONE, now: at('31', '00:00') });
    const untold = counts.untold.filter(({ days }) => days > 0).sort((a, b) => b.days - a.days);
    expect(untold).toEqual([
      { bucket: '1-30', days: 17 + 19, paid: 0 },
      { bucket: 'pre', days: 4 + 8 + 8 + 8, paid: 1 },
      { bucket: 'due', days: 2, paid: 0 },
    ]);
    expect([...counts.answers].sort((a, b) => (a.way < b.way ? -1 : 1))).toEqual([
      { way: 'email', bucket: 'due', contacts: 1, paid: 1, promised: 0, replied: 0 },
      { way: 'sms', bucket: '1-30', contacts: 1, paid: 0, promised: 1, replied: 0 },
    ]);
    expect(counts.promises).toEqual({ kept: 0, broken: 1, daysAhead: 4 });
    const twice = sumOfCounts([counts, counts]);
    expect(twice.untold.find(({ bucket }) => bucket === 'pre')).toEqual({ bucket: 'pre', days: 56, paid: 2 });
    expect(twice.promises).toEqual({ kept: 0, broken: 2, daysAhead: 4 });
  });
});
