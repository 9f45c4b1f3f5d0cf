import { describe, expect, it } from 'vitest';
import { parseInstant } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { foldAccount, importedAccount } from '#lib/facts/account-events.ts';
import type { AccountInput } from '#lib/facts/account-input.ts';
import { storeEvents } from './events.ts';
import { shardOf, shardsOf } from './shard.ts';
import type { AccountStatement } from './statement.ts';
import { upsertPortfolio } from './upsert.ts';
import { createWorkspace, findWorkspace, type NewWorkspace, type PortfolioWorkspace, readWorkspace } from './workspace.ts';

const at = (text: string) => parseInstant(`${text}-05:00`) ?? Number.NaN;
const CLOCK = at('2026-03-01T00:00:00');
const LATER = at('2026-03-10T00:00:00');
const TEST: NewWorkspace = {
  slug: 'demo',
  name: 'Demo',
  mode: 'test',
  country: 'CO',
  timezone: 'America/Bogota',
  currency: 'COP',
  clockAt: CLOCK,
};
const ANA = { externalId: 'd1', name: 'Ana', email: 'ana@example.com' };
const CARD: AccountInput = { externalId: 'a1', debtorExternalId: 'd1', balance: 100_00, dueDate: '2026-03-20', status: 'current' };

const say = (db: Database, workspace: PortfolioWorkspace, accounts: AccountInput[], when = CLOCK, debtors = [ANA]) =>
  db.transaction((tx) => upsertPortfolio(tx, workspace, { debtors, accounts }, when));

interface Row {
  balance: number;
  status: string | null;
  due_date: string | null;
  paid_total: number;
  surplus: number;
  broken_promises: number;
  as_of: Date;
  imported: AccountStatement;
}
const accountOf = async (sql: Sql, externalId = 'a1') =>
  (await sql.query<Row>('select * from account where external_id = $1', [externalId]))[0];
const looks = async (sql: Sql) => (await sql.query<{ at: Date }>('select at from look order by at')).map((row) => row.at.getTime());

/** What the runner does to an account when events are due: fold them in and mark them. Kept apart from it on purpose. */
async function applyAll(db: Database, until: number): Promise<void> {
  const events = await db.query<{ type: string; at: Date; payload: Record<string, unknown>; account_id: string }>(
    'select type, at, payload, account_id from event where at <= to_timestamp($1 / 1000.0) order by at, arrival',
    [until],
  );
  const accounts = await db.query<Row & { id: string; debtor_id: string }>('select * from account');
  for (const account of accounts) {
    const own = events.filter((event) => event.account_id === account.id).map((event) => ({ ...event, at: event.at.getTime() }));
    if (own.length === 0) continue;
    const imported = importedAccount(account.imported.said, account.id, account.debtor_id);
    const { state } = foldAccount(imported, own, 'America/Bogota', account.imported.asOf, until);
    await db.query(
      `update account set balance = $2, status = $3, status_before_dispute = $4, paid_total = $5, last_event_at = to_timestamp($6 / 1000.0),
         promise_date = $7, promise_breaks_at = to_timestamp($8::float8 / 1000.0) where id = $1`,
      [
        account.id,
        state.balance,
        state.status,
        state.statusBeforeDispute,
        state.paidTotal,
        until,
        state.promise?.date ?? null,
        state.promise?.breaksAt ?? null,
      ],
    );
  }
  await db.query('update event set applied = true where at <= to_timestamp($1 / 1000.0)', [until]);
}

describeOnBoth('upsert', (fresh) => {
  const start = async (workspace: NewWorkspace = TEST) => {
    const db = await fresh();
    return { db, workspace: await db.transaction((tx) => createWorkspace(tx, workspace)) };
  };

  it('creates, then finds unchanged, then updates, and counts each', async () => {
    const { db, workspace } = await start();
    const first = await say(db, workspace, [CARD]);
    expect([first.debtors, first.accounts]).toEqual([
      { created: 1, updated: 0, unchanged: 0 },
      { created: 1, updated: 0, unchanged: 0 },
    ]);
    const [before] = await db.query('select xmin::text, * from account');
    const again = await say(db, workspace, [CARD], LATER);
    expect([again.debtors.unchanged, again.accounts.unchanged, again.accounts.updated]).toEqual([1, 1, 0]);
    expect((await db.query('select xmin::text, * from account'))[0]).toEqual(before);
    expect(await looks(db)).toEqual([CLOCK]);
    const changed = await say(db, workspace, [{ ...CARD, balance: 90_00 }], LATER);
    expect([changed.debtors.unchanged, changed.accounts.updated]).toEqual([1, 1]);
    expect(await accountOf(db)).toMatchObject({ balance: 90_00, as_of: new Date(LATER) });
    expect(await looks(db)).toEqual([CLOCK, LATER]);
  });

  it('leaves what events changed when the same is said again, and re-bases when something else is', async () => {
    const { db, workspace } = await start();
    await say(db, workspace, [CARD]);
    const paid = { type: 'payment.received', account: 'a1', at: at('2026-03-05T10:00:00'), payload: { amount: 40_00 } };
    const later = { ...paid, at: at('2026-03-12T10:00:00') };
    await db.transaction((tx) => storeEvents(tx, workspace, [paid, later], CLOCK));
    await applyAll(db, at('2026-03-15T00:00:00'));
    await say(db, workspace, [CARD], LATER);
    expect(await accountOf(db)).toMatchObject({ balance: 20_00, paid_total: 80_00 });
    await say(db, workspace, [{ ...CARD, balance: 95_00 }], LATER);
    expect(await accountOf(db)).toMatchObject({ balance: 55_00, paid_total: 80_00, as_of: new Date(LATER) });
  });

  it('keeps acting on fields that the import says nothing about: a balance file leaves a dispute standing', async () => {
    const { db, workspace } = await start();
    const { status: _, ...silent } = CARD;
    await say(db, workspace, [silent]);
    await db.transaction((tx) =>
      storeEvents(tx, workspace, [{ type: 'dispute.opened', account: 'a1', at: at('2026-03-05T10:00:00') }], CLOCK),
    );
    await applyAll(db, at('2026-03-06T00:00:00'));
    await say(db, workspace, [{ ...silent, balance: 70_00 }], LATER);
    expect(await accountOf(db)).toMatchObject({ balance: 70_00, status: 'disputed' });
    await say(db, workspace, [{ ...silent, status: 'overdue' }], LATER);
    expect(await accountOf(db)).toMatchObject({ status: 'overdue' });
  });

  it('leaves fields that are left out, and empties those that are null', async () => {
    const { db, workspace } = await start();
    await say(db, workspace, [{ ...CARD, attributes: { a: 1, b: 'x' } }]);
    await say(db, workspace, [{ externalId: 'a1', debtorExternalId: 'd1', dueDate: null, attributes: { b: 'y' } }], LATER, []);
    const row = await db.query('select balance, status, due_date, attributes from account');
    expect(row).toEqual([{ balance: 100_00, status: 'current', due_date: null, attributes: { a: 1, b: 'y' } }]);
  });

  it('takes the balance as of the opening where that is later than the clock, and looks again then', async () => {
    const { db, workspace } = await start();
    const opened = at('2026-04-02T00:00:00');
    await say(db, workspace, [
      { ...CARD, openedAt: opened },
      { ...CARD, externalId: 'a2', openedAt: at('2026-02-01T00:00:00') },
    ]);
    expect((await accountOf(db, 'a1'))?.as_of.getTime()).toBe(opened);
    expect((await accountOf(db, 'a2'))?.as_of.getTime()).toBe(CLOCK);
    expect(await looks(db)).toEqual([CLOCK, opened]);
    const agenda = await db.query<{ next_at: Date }>('select next_at from agenda where next_at is not null');
    expect(agenda).toEqual([{ next_at: new Date(CLOCK) }]);
  });

  it('refuses what it cannot take with a sentence each, and keeps the rest', async () => {
    const { db, workspace } = await start();
    const outcome = await say(db, workspace, [
      CARD,
      { ...CARD, externalId: 'a2', balance: -1 },
      { ...CARD, externalId: 'a3', currency: 'XXX' },
      { ...CARD, externalId: 'a4', debtorExternalId: 'd9' },
      { externalId: 'a5', debtorExternalId: 'd1' },
      { ...CARD, externalId: 'a6', product: 'a\0b' },
    ]);
    expect(outcome.accounts.created).toBe(1);
    expect(outcome.accountOutcomes).toEqual(['created', 'refused', 'refused', 'refused', 'refused', 'refused']);
    expect(outcome.refused.map(({ reason }) => reason).sort()).toEqual([
      'account a2: balance is negative; amounts owed are 0 or more',
      'account a3: currency is not a currency in use (three letters of ISO 4217, as COP)',
      'account a4: debtor d9 is unknown; send the debtor first',
      'account a5 is new and needs a balance',
      'account a6: product holds a character that cannot be stored',
    ]);
  });

  it('refuses to move an account to another debtor, in the same shard or another', async () => {
    const { db, workspace } = await start({ ...TEST, slug: 'live', mode: 'live', clockAt: undefined });
    const names = Array.from({ length: 40 }, (_, i) => `d${i}`);
    const near = names.find((name) => name !== 'd1' && shardOf(workspace, name) === shardOf(workspace, 'd1')) ?? '';
    const far = names.find((name) => shardOf(workspace, name) !== shardOf(workspace, 'd1')) ?? '';
    const debtors = [ANA, { ...ANA, externalId: near }, { ...ANA, externalId: far }];
    await say(db, workspace, [CARD], CLOCK, debtors);
    const twice = [near, far].map((other) => ({ ...CARD, externalId: 'a2', debtorExternalId: other }));
    const both = await say(db, workspace, twice, CLOCK, []);
    expect([both.accounts.created, both.refused.length]).toEqual([1, 1]);
    for (const other of [near, far]) {
      const outcome = await say(db, workspace, [{ ...CARD, debtorExternalId: other }], CLOCK, []);
      expect(outcome.refused[0]?.reason).toMatch(/^account a1 belongs to .*; an account does not move from one debtor to another$/);
    }
  });

  it('spreads the debtors of a live workspace over 16 shards and keeps their accounts with them', async () => {
    const { db, workspace } = await start({ ...TEST, slug: 'live', mode: 'live', clockAt: undefined });
    const debtors = Array.from({ length: 300 }, (_, i) => ({ ...ANA, externalId: `d${i}` }));
    const accounts = debtors.map((debtor) => ({ ...CARD, externalId: `a-${debtor.externalId}`, debtorExternalId: debtor.externalId }));
    await say(db, workspace, accounts, CLOCK, debtors);
    const used = await db.query<{ shard: number }>('select distinct shard from debtor order by shard');
    expect(used.map((row) => row.shard)).toEqual(shardsOf(workspace));
    const apart = await db.query('select 1 from account a join debtor d on d.id = a.debtor_id where d.shard <> a.shard');
    expect(apart).toEqual([]);
  });

  it('breaks an open promise at the midnights of the zone that the debtor has moved to', async () => {
    const { db, workspace } = await start();
    await say(db, workspace, [CARD]);
    const made = { type: 'promise.made', account: 'a1', at: at('2026-03-05T10:00:00'), payload: { date: '2026-03-21' } };
    await db.transaction((tx) => storeEvents(tx, workspace, [made], CLOCK));
    await applyAll(db, at('2026-03-06T00:00:00'));
    await say(db, workspace, [], LATER, [{ ...ANA, timezone: 'Europe/Madrid' } as typeof ANA]);
    const rows = await db.query<{ promise_breaks_at: Date }>('select promise_breaks_at from account');
    expect(rows[0]?.promise_breaks_at.toISOString()).toBe('2026-03-21T23:00:00.000Z');
    expect(await db.query('select number, amount, date, status from promise')).toEqual([
      { number: 1, amount: 100_00, date: '2026-03-21', status: 'open' },
    ]);
  });

  it('wakes the live enrollments of what changed and no other', async () => {
    const { db, workspace } = await start();
    await say(db, workspace, [CARD, { ...CARD, externalId: 'a2', debtorExternalId: 'd2' }], CLOCK, [ANA, { ...ANA, externalId: 'd2' }]);
    await db.query(
      `insert into enrollment (shard, id, workspace_id, journey_id, version_id, account_id, debtor_id, run, status, node, seq, entered_at, arrived_at)
       select shard, gen_random_uuid(), workspace_id, 1, 1, id, debtor_id, 1, 'live', 'n', 1, now(), now() from account`,
    );
    const woken = () =>
      db.query<{ a: string; wake: Date | null }>(
        'select a.external_id a, e.wake_at wake from enrollment e join account a on a.id = e.account_id order by 1',
      );
    await say(db, workspace, [{ ...CARD, dueDate: '2026-03-25' }], LATER);
    expect(await woken()).toEqual([
      { a: 'a1', wake: new Date(LATER) },
      { a: 'a2', wake: null },
    ]);
    await say(db, workspace, [], LATER, [{ ...ANA, externalId: 'd2', email: 'new@example.com' }]);
    expect((await woken())[1]?.wake).toEqual(new Date(LATER));
  });

  it('has all accounts of a debtor looked at again when the debtor or one of the accounts changes, and no others', async () => {
    const { db, workspace } = await start();
    const two = { ...CARD, externalId: 'a2' };
    const other = { ...CARD, externalId: 'b1', debtorExternalId: 'd2' };
    await say(db, workspace, [CARD, two, other], CLOCK, [ANA, { ...ANA, externalId: 'd2' }]);
    const stated = async () => {
      const rows = await db.query<{ stated_at: Date }>('select stated_at from account order by external_id');
      return rows.map((row) => row.stated_at.getTime());
    };
    await say(db, workspace, [{ ...two, balance: 90_00 }], LATER);
    expect(await stated()).toEqual([LATER, LATER, CLOCK]);
    await say(db, workspace, [], LATER + 1, [{ ...ANA, name: 'Eva' }]);
    expect(await stated()).toEqual([LATER + 1, LATER + 1, CLOCK]);
    expect(await looks(db)).toEqual([CLOCK, LATER, LATER + 1]);
  });

  it('works through a batch of many in a number of statements that does not grow with it', async () => {
    const { db, workspace } = await start();
    const debtors = Array.from({ length: 2_000 }, (_, i) => ({ ...ANA, externalId: `d${i}` }));
    const accounts = debtors.map(({ externalId }) => ({ ...CARD, externalId: `a-${externalId}`, debtorExternalId: externalId }));
    let statements = 0;
    await db.transaction((tx) => {
      const counting: Sql = {
        query: (text, values) => {
          statements++;
          return tx.query(text, values);
        },
        script: tx.script,
        orm: tx.orm,
      };
      return upsertPortfolio(counting, workspace, { debtors, accounts }, CLOCK);
    });
    expect(await db.query('select count(*) n from account')).toEqual([{ n: 2_000 }]);
    expect(statements).toBeLessThan(12);
  });
});

describeOnBoth('workspaces', (fresh) => {
  it('are read as they were made, by slug, by id and as the only one', async () => {
    const db = await fresh();
    expect(await findWorkspace(db, null)).toBeNull();
    const made = await createWorkspace(db, TEST);
    expect(made).toMatchObject({ slug: 'demo', mode: 'test', clockAt: CLOCK, shardSpread: 1, language: 'es', topicDays: 3 });
    expect([await findWorkspace(db, 'demo'), await findWorkspace(db, null), await readWorkspace(db, made.id)]).toEqual([made, made, made]);
    const live = await createWorkspace(db, { ...TEST, slug: 'live', mode: 'live', clockAt: undefined });
    expect(live).toMatchObject({ clockAt: null, shardSpread: 16 });
    expect(await findWorkspace(db, null)).toBeNull();
  });

  it('refuse a zone, a currency and a clock that make no sense', async () => {
    const db = await fresh();
    await expect(createWorkspace(db, { ...TEST, timezone: 'Bogota' })).rejects.toThrow('"Bogota" is no time zone');
    await expect(createWorkspace(db, { ...TEST, currency: 'PESO' })).rejects.toThrow('"PESO" is no currency in use');
    await expect(createWorkspace(db, { ...TEST, clockAt: undefined })).rejects.toThrow('a clock is given in test mode, and only there');
  });
});

describe('shards', () => {
  it('wrap around at 256 and are locked in ascending order', () => {
    expect(shardsOf({ shardBase: 254, shardSpread: 4 })).toEqual([0, 1, 254, 255]);
  });
});
