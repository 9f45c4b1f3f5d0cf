import { beforeAll, expect, it } from 'vitest';
import type { DebtorsQuery } from '#lib/api/debtors.ts';
import type { Database } from '#lib/db/client.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { due, enterBySegment, message } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { type Drawing, setScene } from '#lib/runner/testing/stage.ts';
import { contactPage } from './contacts.ts';
import { debtorDetail, debtorTimeline } from './debtor.ts';
import { debtorCountries, debtorPage } from './debtors.ts';

const NOW = bogota('2026-03-15 10:00');

const late: Drawing = {
  nodes: [
    enterBySegment(),
    message('early', { when: due(-40) }),
    message('notice', { when: due(-5) }),
    message('calm', { when: { kind: 'now' }, channel: { mode: 'fixed', channel: 'whatsapp' } }),
  ],
  ways: ['in > early', 'early > notice', 'notice > calm'],
};

/** A live workspace over sixteen shards: debtor n is n days overdue, every tenth owes nothing, every fifth is of Mexico. */
async function wide(db: Database): Promise<WorkspaceStanding> {
  const place = { mode: 'live', country: 'CO', timezone: 'America/Bogota', currency: 'COP' } as const;
  const workspace = await createWorkspace(db, { ...place, slug: 'wide', name: 'Wide' });
  const ids = Array.from({ length: 60 }, (_, index) => index);
  const dueDate = (days: number) => new Date(NOW - days * 86_400_000).toISOString().slice(0, 10);
  const { refused } = await upsertPortfolio(
    db,
    workspace,
    {
      debtors: ids.map((id) => ({
        externalId: `D-${id}`,
        name: id === 7 ? 'Begoña Núñez' : `Debtor ${id}`,
        country: id % 5 === 0 ? 'MX' : 'CO',
      })),
      accounts: ids.flatMap((id) => [
        { externalId: `A-${id}`, debtorExternalId: `D-${id}`, currency: 'COP', balance: id % 10 === 0 ? 0 : 100, dueDate: dueDate(id - 5) },
        { externalId: `B-${id}`, debtorExternalId: `D-${id}`, currency: 'USD', balance: id % 10 === 0 ? 0 : 7, dueDate: dueDate(-30) },
      ]),
    },
    NOW,
  );
  expect(refused).toEqual([]);
  return { ...workspace, clockAt: NOW, role: 'manager' };
}

describeOnBoth('the debtors of a workspace', (fresh) => {
  let db: Database;
  let workspace: WorkspaceStanding;
  beforeAll(async () => {
    db = await fresh();
    workspace = await wide(db);
  });

  const ids = async (query: DebtorsQuery) => (await debtorPage(db, workspace, query)).debtors.map(({ externalId }) => externalId);

  it('come page by page over all shards, the most overdue first, then those who owe nothing, each once', async () => {
    const seen: { externalId: string; day: number | null }[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof debtorPage>> = await debtorPage(db, workspace, { limit: 11, ...(cursor ? { cursor } : {}) });
      seen.push(...page.debtors);
      cursor = page.next;
    }
    expect(new Set(seen.map(({ externalId }) => externalId)).size).toBe(60);
    const days = seen.map(({ day }) => day);
    expect(days.slice(0, 54)).toEqual(days.slice(0, 54).toSorted((a, b) => (b ?? 0) - (a ?? 0)));
    expect(days.slice(54)).toEqual(Array(6).fill(null));
    expect(seen[0]).toMatchObject({ externalId: 'D-59', day: 54, bucket: '31-60' });
  });

  it('never add amounts of different currencies', async () => {
    const { debtors } = await debtorPage(db, workspace, { search: 'D-7' });
    expect(debtors).toMatchObject([
      {
        name: 'Begoña Núñez',
        accounts: 2,
        balances: [
          { currency: 'COP', balance: 100, accounts: 1 },
          { currency: 'USD', balance: 7, accounts: 1 },
        ],
        lastContact: null,
      },
    ]);
  });

  it('are narrowed by the bucket of the most overdue account, and by country', async () => {
    expect(await ids({ bucket: 'due' })).toEqual(['D-5']);
    expect(await ids({ bucket: 'pre' })).toEqual(['D-4', 'D-3', 'D-2', 'D-1']);
    expect((await ids({ bucket: '31-60' })).length).toBe(22);
    expect(await ids({ bucket: '90+' })).toEqual([]);
    expect(await ids({ bucket: '31-60', country: 'MX' })).toEqual(['D-55', 'D-45']);
    expect(await debtorCountries(db, workspace)).toEqual(['CO', 'MX']);
  });

  it('are found by exact document or account, or else by part of a name without accents; signs of a pattern are no pattern', async () => {
    expect(await ids({ search: 'D-1' })).toEqual(['D-1']);
    expect(await ids({ search: ' A-12 ' })).toEqual(['D-12']);
    expect(await ids({ search: 'begona nun' })).toEqual(['D-7']);
    expect((await ids({ search: 'a-5' })).length).toBe(11);
    expect(await ids({ search: '%' })).toEqual([]);
    expect(await ids({ search: "'; drop" })).toEqual([]);
  });

  it('refuse a cursor that names no place, and know nobody of another workspace', async () => {
    const hostile = (text: string) => Buffer.from(text).toString('base64url');
    const id = crypto.randomUUID();
    for (const cursor of ['bm9uc2Vuc2U', hostile('-'.repeat(36)), hostile(`2026-02-31.${id}.${id}`)])
      await expect(debtorPage(db, workspace, { cursor })).rejects.toMatchObject({ status: 400 });
    expect((await debtorPage(db, { ...workspace, id: workspace.id + 1 }, {})).debtors).toEqual([]);
    await expect(debtorDetail(db, { ...workspace, id: workspace.id + 1 }, 'D-7')).rejects.toMatchObject({ status: 404 });
  });

  it('tell in one timeline what happened to all accounts, what did not, and why', async () => {
    const other = await fresh();
    const stage = await other.transaction((tx) =>
      setScene(tx, { at: bogota('2026-03-10 09:00'), journeys: { late }, accounts: [{ externalId: 'a1' }, { externalId: 'a2' }] }),
    );
    await moveClock(createRunner(other), stage.id, bogota('2026-03-16 10:00'));
    const paid = { type: 'payment.received', at: bogota('2026-03-16 10:00'), account: 'a1', payload: { amount: 100_000 } };
    const promised = { type: 'promise.made', at: bogota('2026-03-16 10:00'), account: 'a2', payload: { date: '2026-03-25' } };
    const rung = {
      type: 'contact.sent',
      at: bogota('2026-03-16 09:30'),
      account: 'a2',
      payload: { channel: 'call', outcome: 'conversation' },
    };
    await other.transaction((tx) => storeEvents(tx, stage, [paid, promised, rung], bogota('2026-03-16 10:00')));
    await moveClock(createRunner(other), stage.id, bogota('2026-03-16 12:00'));
    const here: WorkspaceStanding = { ...stage, clockAt: bogota('2026-03-16 12:00'), role: 'manager' };

    const head = await debtorDetail(other, here, 'd1');
    expect(head).toMatchObject({
      balances: [{ currency: 'COP', balance: 100_000, accounts: 1 }],
      accounts: [
        { externalId: 'a1', balance: 0, day: null, bucket: null },
        { externalId: 'a2', balance: 100_000, day: -4, bucket: 'pre', promise: { date: '2026-03-25', amount: 100_000 } },
      ],
    });
    expect(head.channels.find(({ channel }) => channel === 'whatsapp')).toMatchObject({ address: null, lack: 'address' });

    const { entries, next } = await debtorTimeline(other, here, 'd1', {});
    expect(next).toBeNull();
    const line = (entry: (typeof entries)[number]) =>
      `${entry.when.date.slice(5)} ${entry.kind} ${'accounts' in entry ? entry.accounts.map(({ externalId }) => externalId).join('+') : entry.account}`;
    const lines = entries.map(line);
    expect(lines.filter((one) => one.includes(' event '))).toEqual(['03-16 event a2', '03-16 event a1', '03-16 event a2']);
    // What another system reports is no contact of a journey, but the last that the person heard.
    expect(entries.filter((entry) => entry.kind === 'event').at(-1)).toMatchObject({ type: 'contact.sent', channel: 'call' });
    expect((await contactPage(other, here, {})).contacts.map(({ channel }) => channel)).not.toContain('call');
    expect((await debtorPage(other, here, {})).debtors).toMatchObject([{ lastContact: { channel: 'call' } }]);
    expect(lines).toContain('03-15 contact a1+a2');
    const told = entries.find((entry) => entry.kind === 'contact');
    expect(told).toMatchObject({ why: { time: { days: -5, dueDate: '2026-03-20' }, decision: { kind: 'told', together: 2 } } });
    const withheld = entries.filter((entry) => entry.kind === 'withheld').map(({ why }) => why?.decision.kind);
    expect(withheld.toSorted()).toEqual(['missed', 'missed', 'unreachable', 'unreachable']);

    const ofOne = await debtorTimeline(other, here, 'd1', { account: 'a1' });
    expect(ofOne.entries.map(line).filter((one) => one.endsWith(' a2'))).toEqual([]);
    expect(ofOne.entries.length).toBeLessThan(entries.length);
    await expect(debtorTimeline(other, here, 'd1', { account: 'a9' })).rejects.toMatchObject({ status: 404 });
  });
});
