import { beforeEach, expect, it, vi } from 'vitest';
import { WORKSPACE_HEADER } from '#lib/api/drawn-for.ts';
import { answerCall } from './api-call.ts';

const standing = (slug: string, name: string) => ({ slug, name, role: 'admin' });
const ANDINO = standing('andino', 'Crédito Andino');
const SUR = standing('sur', 'Crédito Sur');

const session = vi.hoisted(() => ({ current: {} }));
vi.mock('./session.ts', () => ({ currentSession: async () => session.current }));
vi.mock('#lib/db/client.ts', () => ({ appDatabase: async () => ({}) }));
vi.mock('next-intl/server', () => ({ getTranslations: async () => (code: string) => code }));

const write = vi.fn(async () => ({ done: true }));
const asked = (drawnFor?: string) => {
  const headers = new Headers(drawnFor === undefined ? [] : [[WORKSPACE_HEADER, drawnFor]]);
  return answerCall(new Request('http://cadenza.test/api/v1/clock', { method: 'POST', headers }), 'clock.write', write);
};

beforeEach(() => {
  write.mockClear();
  session.current = { person: { id: 'p' }, workspace: SUR, workspaces: [ANDINO, SUR] };
});

it('answers a page of the workspace that is open, and a caller who names none', async () => {
  expect((await asked('sur')).status).toBe(200);
  expect((await asked()).status).toBe(200);
  expect(write).toHaveBeenCalledTimes(2);
});

it('refuses a page of another workspace, names both, and does nothing', async () => {
  const answer = await asked('andino');
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'other-workspace', workspace: { open: 'Crédito Sur', drawnFor: 'Crédito Andino' } });
  expect(write).not.toHaveBeenCalled();
});

it('says of a workspace that the person has lost no more than that, and of one who has none left the same', async () => {
  session.current = { person: { id: 'p' }, workspace: SUR, workspaces: [SUR] };
  expect(await (await asked('andino')).json()).toMatchObject({ status: 409, workspace: { open: 'Crédito Sur', drawnFor: null } });
  session.current = { person: { id: 'p' }, workspace: null, workspaces: [] };
  expect(await (await asked('andino')).json()).toMatchObject({ status: 409, workspace: { open: null, drawnFor: null } });
  expect(write).not.toHaveBeenCalled();
});

it('tells a role that may do less in the other workspace which one is open, not that it may not', async () => {
  session.current = { person: { id: 'p' }, workspace: { ...SUR, role: 'executive' }, workspaces: [ANDINO, SUR] };
  expect((await asked('andino')).status).toBe(409);
  expect((await asked('sur')).status).toBe(403);
});
