import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { MS_PER_DAY, parseInstant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { giveRole } from '#lib/db/queries/people.ts';
import { type WorkspaceStanding, workspacesOf } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { shardOf } from '#lib/portfolio/shard.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { contactDetail, contactPage } from './contacts.ts';

const DUE = parseInstant('2026-03-10T14:00:00Z') ?? 0;
const PLACE = { country: 'CO', timezone: 'America/Bogota', currency: 'COP' } as const;

/** Forty debtors with three contacts each, spread over the 16 shards of a live workspace; and a neighbour with one. */
async function fill(db: Database) {
  const wide = await createWorkspace(db, { ...PLACE, slug: 'wide', name: 'Wide', mode: 'live' });
  const other = await createWorkspace(db, { ...PLACE, slug: 'other', name: 'Other', mode: 'live' });
  await db.query(`insert into person (id, name, email) values ('p', 'P', 'p@x.test')`);
  for (const { id } of [wide, other]) await giveRole(db, id, 'p', 'manager');
  for (let n = 0; n < 40; n++) await tellThrice(db, wide, `D-${n}`, n === 7 ? 'Begoña Núñez' : `Debtor ${n}`);
  await tellThrice(db, other, 'D-1', 'Neighbour');
  const [standing, neighbour] = await workspacesOf(db, 'p');
  if (!standing || !neighbour) throw new Error('no workspaces');
  return { standing, neighbour };
}

async function tellThrice(db: Database, workspace: PortfolioWorkspace, externalId: string, name: string): Promise<void> {
  const shard = shardOf(workspace, externalId);
  const [debtorId, accountId, enrollmentId] = [randomUUID(), randomUUID(), randomUUID()];
  await db.query(
    `insert into debtor (shard, id, workspace_id, external_id, name, zone, imported, imported_at) values ($1, $2, $3, $4, $5, 'Asia/Tokyo', '{}', now())`,
    [shard, debtorId, workspace.id, externalId, name],
  );
  await db.query(
    `insert into account (shard, id, workspace_id, external_id, debtor_id, currency, balance, due_date, imported, as_of)
     values ($1, $2, $3, $4, $5, 'COP', 12345, '2026-03-10', '{}', now())`,
    [shard, accountId, workspace.id, `A-${externalId}`, debtorId],
  );
  for (const [seq, status] of ['sent', 'cancelled', 'queued'].entries()) {
    await db.query(
      `insert into contact (shard, id, workspace_id, enrollment_id, seq, journey_id, version_id, node, visit, debtor_id, account_ids, enrollment_ids, channel, template, status, queued_at)
       values ($1, $2, $3, $4, $5, 1, 1, 'n1', 1, $6, $7, $8, 'sms', 't', $9, to_timestamp($10 / 1000.0))`,
      // All debtors at the same three instants: the order must not hang on the instant alone.
      [
        shard,
        randomUUID(),
        workspace.id,
        enrollmentId,
        seq,
        debtorId,
        [accountId],
        [enrollmentId],
        status,
        DUE + (seq - 1) * 5 * MS_PER_DAY,
      ],
    );
  }
  await db.query(
    `insert into contact_message (shard, enrollment_id, seq, address, language, subject, body) values ($1, $2, 0, '+57', 'es', null, 'Hola 100%')`,
    [shard, enrollmentId],
  );
}

describeOnBoth('the contacts of a workspace', (fresh) => {
  let db: Database;
  let standing: WorkspaceStanding;
  let neighbour: WorkspaceStanding;
  beforeAll(async () => {
    db = await fresh();
    ({ standing, neighbour } = await fill(db));
  });

  it('come page by page over all its shards, newest first, each once', async () => {
    const seen: { key: string; queuedAt: string }[] = [];
    let pages = 0;
    for (let cursor: string | undefined; ; pages++) {
      const page = await contactPage(db, standing, { limit: 11, ...(cursor ? { cursor } : {}) });
      seen.push(...page.contacts);
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(pages).toBe(10);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(120);
    expect(seen.map(({ queuedAt }) => queuedAt)).toEqual(
      seen
        .map(({ queuedAt }) => queuedAt)
        .toSorted()
        .toReversed(),
    );
    expect(new Set(seen.map(({ key }) => key.split('-')[0])).size).toBeGreaterThan(8);
  });

  it('say the day towards the due date by the debtor’s own calendar', async () => {
    const { contacts } = await contactPage(db, standing, { search: 'D-7', status: 'cancelled' });
    // 14:00 UTC is 23:00 in Tokyo, still the day itself.
    expect(contacts.map(({ day, bucket, local }) => ({ day, bucket, local }))).toEqual([
      { day: 0, bucket: 'due', local: { date: '2026-03-10', time: '23:00' } },
    ]);
    expect((await contactPage(db, standing, { search: 'D-7', status: 'queued' })).contacts[0]).toMatchObject({ day: 5, bucket: '1-30' });
    expect((await contactPage(db, standing, { search: 'D-7', status: 'sent' })).contacts[0]).toMatchObject({
      day: -5,
      bucket: 'pre',
      preview: 'Hola 100%',
    });
  });

  it('are found by name without accents, by account, and not by the signs of a pattern', async () => {
    const found = async (search: string) => (await contactPage(db, standing, { search })).contacts.length;
    expect(await found('begona nun')).toBe(3);
    expect(await found('a-d-7')).toBe(3);
    expect(await found('Debtor _')).toBe(0);
    expect(await found('%')).toBe(0);
  });

  it('are nothing to another workspace, neither in its list nor by key', async () => {
    const mine = (await contactPage(db, standing, {})).contacts.map(({ key }) => key);
    const theirs = await contactPage(db, neighbour, {});
    expect(theirs.contacts.map(({ debtor }) => debtor.name)).toEqual(['Neighbour', 'Neighbour', 'Neighbour']);
    for (const { key } of theirs.contacts) await expect(contactDetail(db, standing, key)).rejects.toMatchObject({ status: 404 });
    await expect(contactDetail(db, neighbour, mine[0] ?? '')).rejects.toMatchObject({ status: 404 });
  });

  it('open in full, with balance and words, or say that there are none', async () => {
    const [sent] = (await contactPage(db, standing, { search: 'D-7', status: 'sent' })).contacts;
    const [cancelled] = (await contactPage(db, standing, { search: 'D-7', status: 'cancelled' })).contacts;
    expect(await contactDetail(db, standing, sent?.key ?? '')).toMatchObject({
      accounts: [{ externalId: 'A-D-7', balance: 12_345, currency: 'COP', day: -5 }],
      message: { address: '+57', body: 'Hola 100%', subject: null },
    });
    expect(await contactDetail(db, standing, cancelled?.key ?? '')).toMatchObject({ message: null, why: null });
  });

  it.each(['', 'x', '999-00000000-0000-4000-8000-000000000000-1', '0-1-1'])('know no contact with the key “%s”', async (key) => {
    await expect(contactDetail(db, standing, key)).rejects.toMatchObject({ status: 404 });
  });

  it('refuse a cursor that names no place', async () => {
    const hostile = (text: string) => Buffer.from(text).toString('base64url');
    const hyphens = '-'.repeat(36);
    for (const cursor of ['bm9uc2Vuc2U', hostile(`1.${hyphens}.1`), hostile(`9999999999999999.${crypto.randomUUID()}.1`)])
      await expect(contactPage(db, standing, { cursor })).rejects.toMatchObject({ status: 400 });
  });
});
