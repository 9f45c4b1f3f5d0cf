import { expect, it, vi } from 'vitest';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { describeOnBoth } from '#lib/db/testing.ts';
import { enterBySegment, exit, message, waitEvent } from '#lib/interpreter/testing/story.ts';
import { bogota } from '#lib/journey/testing.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { moveClock } from '#lib/runner/clock.ts';
import { runScenario } from '#lib/runner/run-scenarios.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { drawn, setScene } from '#lib/runner/testing/stage.ts';
import { draftScenario, tryScenario } from './scenario-drafts.ts';

vi.mock('server-only', () => ({}));
vi.mock('./session.ts', () => ({}));
vi.mock('next-intl/server', () => ({}));

const AT = bogota('2026-03-10 09:00');
const drawing = {
  nodes: [enterBySegment(), message('told'), waitEvent('waits', ['payment.received']), exit('paid'), exit('late')],
  ways: ['in > told', 'told > waits', 'waits.payment.received > paid', 'waits.timeout > late'],
};
const accounts = ['CR-1', 'CR-2'].map((externalId, index) => ({ externalId, debtorExternalId: `CLI-${index + 1}` }));
const debtors = ['CLI-1', 'CLI-2'].map((externalId) => ({
  ...{ externalId, name: 'Ana Secreta', email: 'ana@secreta.test', phone: '+573009998877', country: 'CO' },
}));

describeOnBoth('a test case that nobody has written yet', (fresh) => {
  it('tells a debtor’s story without who they are, expects what the journey made of it, and holds', async () => {
    const db = await fresh();
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, debtors, accounts, journeys: { one: drawing } }));
    const here: WorkspaceStanding = { ...workspace, role: 'manager' };
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-10 10:00'));
    const payment = { type: 'payment.received', account: 'CR-1', at: bogota('2026-03-10 11:00'), payload: { amount: 40_000 } };
    await db.transaction((tx) => storeEvents(tx, workspace, [payment], bogota('2026-03-10 11:00')));
    await moveClock(createRunner(db), workspace.id, bogota('2026-03-10 12:00'));

    const story = await draftScenario(db, here, 'one', 'CLI-1');
    expect(JSON.stringify(story)).not.toMatch(/CLI-1|CR-1|Ana|secreta|9998877/);
    expect(story).toMatchObject({
      accounts: [{ id: 'a1', debtor: 'd1', balance: 100_000 }],
      events: [{ type: 'payment.received', account: 'a1', data: { amount: 40_000 } }],
      expect: {
        contacts: [{ node: 'told', accounts: ['a1'], status: 'sent' }],
        enrollments: [{ account: 'a1', status: 'ended', outcome: 'paid' }],
      },
    });
    const journey = drawn(drawing, 'one');
    expect(await runScenario({ ...story, name: 'Ana' }, journey)).toMatchObject({ problems: [], differences: [], holds: true });
    expect(await tryScenario(db, here, 'one', { ...story, name: 'Ana', events: [] })).toMatchObject({
      enrollments: [{ account: 'a1', status: 'live', node: 'waits' }],
    });
  });

  it('begins with a made-up account that holds at once; who may not see debtors gets no story, and nobody gets one of a stranger', async () => {
    const db = await fresh();
    const workspace = await db.transaction((tx) => setScene(tx, { at: AT, debtors, accounts, journeys: { one: drawing } }));
    const here: WorkspaceStanding = { ...workspace, role: 'manager' };
    const empty = await draftScenario(db, here, 'one', null);
    expect(empty.expect.contacts).toHaveLength(1);
    expect(await runScenario({ ...empty, name: 'Nadie' }, drawn(drawing, 'one'))).toMatchObject({ problems: [], holds: true });
    await expect(draftScenario(db, here, 'one', 'CLI-9')).rejects.toMatchObject({ status: 404 });
    await expect(draftScenario(db, here, 'none', null)).rejects.toMatchObject({ status: 404 });
    await expect(tryScenario(db, here, 'one', 7)).rejects.toMatchObject({ status: 422, code: 'bad-scenario' });
    await expect(draftScenario(db, { ...here, role: 'executive' }, 'one', 'CLI-1')).rejects.toMatchObject({ status: 403 });
  });
});
