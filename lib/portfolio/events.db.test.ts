import { expect, it } from 'vitest';
import { parseInstant } from '#lib/base/instant.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { type EventInput, storeEvents } from './events.ts';
import { upsertPortfolio } from './upsert.ts';
import { createWorkspace, type NewWorkspace } from './workspace.ts';

const at = (text: string) => parseInstant(`${text}-05:00`) ?? Number.NaN;
const CLOCK = at('2026-03-01T00:00:00');
const TEST: NewWorkspace = {
  slug: 'demo',
  name: 'Demo',
  mode: 'test',
  country: 'CO',
  timezone: 'America/Bogota',
  currency: 'COP',
  clockAt: CLOCK,
};
const LIVE: NewWorkspace = { ...TEST, slug: 'live', mode: 'live', clockAt: undefined };
const paid = (more: Partial<EventInput> = {}): EventInput => ({
  type: 'payment.received',
  at: CLOCK,
  account: 'a1',
  payload: { amount: 5_00 },
  ...more,
});

describeOnBoth('storing events', (fresh) => {
  const start = async (workspace: NewWorkspace) => {
    const db = await fresh();
    const made = await createWorkspace(db, workspace);
    const debtors = ['d1', 'd2', 'd3'].map((externalId) => ({ externalId }));
    const accounts = debtors.map(({ externalId }, i) => ({ externalId: `a${i + 1}`, debtorExternalId: externalId, balance: 100_00 }));
    await db.transaction((tx) => upsertPortfolio(tx, made, { debtors, accounts }, CLOCK));
    await db.query('update agenda set next_at = null');
    const store = (events: EventInput[], now = CLOCK) => db.transaction((tx) => storeEvents(tx, made, events, now));
    return { db, store };
  };

  it('keeps them in order of arrival, not yet applied, with their debtor', async () => {
    const { db, store } = await start(TEST);
    await store([
      paid({ externalId: 'x' }),
      paid({ externalId: 'y', account: 'a2' }),
      { type: 'consent.denied', debtor: 'd3', at: CLOCK, payload: { channel: 'sms' } },
    ]);
    const rows = await db.query(
      `select e.type, a.external_id a, d.external_id d, e.applied, e.payload from event e join debtor d on d.id = e.debtor_id
       left join account a on a.id = e.account_id order by arrival`,
    );
    expect(rows).toEqual([
      { type: 'payment.received', a: 'a1', d: 'd1', applied: false, payload: { amount: 500 } },
      { type: 'payment.received', a: 'a2', d: 'd2', applied: false, payload: { amount: 500 } },
      { type: 'consent.denied', a: null, d: 'd3', applied: false, payload: { channel: 'sms' } },
    ]);
    expect(await db.query('select external_id from event where external_id is null')).toEqual([]);
  });

  it('stores what is sent twice once, in one sending or two, and what has no id each time', async () => {
    const { store } = await start(TEST);
    const first = await store([paid({ externalId: 'x' }), paid({ externalId: 'x' }), paid(), paid()]);
    expect(first.outcomes).toEqual(['stored', 'duplicate', 'stored', 'stored']);
    expect(await store([paid({ externalId: 'x' })])).toMatchObject({ stored: 0, duplicate: 1 });
  });

  it('has the runner look when they take effect, and not where nothing was stored', async () => {
    const { db, store } = await start(TEST);
    const nextAt = async () => (await db.query<{ next_at: Date | null }>('select next_at from agenda'))[0]?.next_at?.getTime() ?? null;
    const future = at('2026-04-01T00:00:00');
    await store([paid({ externalId: 'x', at: future })]);
    expect(await nextAt()).toBe(future);
    await store([paid({ at: at('2026-02-01T00:00:00') })]);
    expect(await nextAt()).toBe(CLOCK);
    await db.query('update agenda set next_at = null');
    await store([paid({ externalId: 'x', at: future })]);
    expect(await nextAt()).toBeNull();
  });

  it('finds an account of a live workspace whichever shard it is in, and refuses the future there', async () => {
    const { store } = await start(LIVE);
    const outcome = await store([
      paid({ account: 'a1' }),
      paid({ account: 'a2' }),
      paid({ account: 'a3', debtor: 'd3' }),
      paid({ at: CLOCK + 1 }),
    ]);
    expect(outcome.outcomes).toEqual(['stored', 'stored', 'stored', 'refused']);
    expect(outcome.refused[0]?.reason).toBe(
      'payment.received: is dated 2026-03-01T05:00:00.001Z, which is in the future; a live workspace takes only what has happened',
    );
  });

  it('refuses the others with a sentence each, in their places', async () => {
    const { store } = await start(TEST);
    const outcome = await store([
      paid({ account: 'a9' }),
      paid({ account: null, debtor: 'd1' }),
      { type: 'consent.denied', at: CLOCK, debtor: 'd9', payload: { channel: 'sms' } },
      paid({ debtor: 'd2' }),
      paid({ payload: { amount: -5 } }),
      paid({ type: 'promise.kept' }),
      paid({ type: 'payed' }),
      { type: 'custom.visit', at: CLOCK },
      paid({ at: Number.NaN }),
      paid(),
    ]);
    expect(outcome.outcomes.at(-1)).toBe('stored');
    expect(outcome.refused.toSorted((a, b) => a.index - b.index).map(({ reason }) => reason)).toEqual([
      'payment.received: account a9 is unknown; send the account first',
      'payment.received: names no account, and it is about one',
      'consent.denied: debtor d9 is unknown; send the debtor first',
      'payment.received: account a1 is not of debtor d2',
      'payment.received: amount: must be above 0',
      'promise.kept is derived from payments and the calendar; post the payments instead',
      'payed: "payed" is no event type; one of your own is written custom.<name>',
      'custom.visit: names neither an account nor a debtor',
      expect.stringMatching(/^payment.received: at /),
    ]);
  });
});
