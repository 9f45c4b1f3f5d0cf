import { expect, test } from '@playwright/test';
import { NEWCOMER, PASSWORD, PEOPLE, STRANGER } from './people.ts';
import { signInAs } from './sign-in-as.ts';

test('an executive is led to the journeys, and the inbox answers 403 with a clear page', async ({ page }) => {
  await signInAs(page, PEOPLE.executive);
  await expect(page.getByRole('heading', { name: 'Recorridos' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nuevo recorrido' })).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Bandeja' })).toHaveCount(0);
  const answer = await page.goto('/inbox');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'Esta página no es para tu rol' })).toBeVisible();
  await expect(page.getByText('En Crédito Andino tu rol es Directivo.')).toBeVisible();
  const call = await page.request.get('/api/v1/contacts');
  expect(call.status()).toBe(403);
  expect(call.headers()['content-type']).toContain('application/problem+json');
  expect(await call.json()).toMatchObject({ code: 'not-allowed', title: 'Tu rol no permite esto.' });
});

test('who may only read the policy sees its rules, is offered no report of a period, and the report answers 403', async ({ page }) => {
  await signInAs(page, PEOPLE.executive, '/policy');
  await expect(page.getByRole('heading', { name: 'Reglas de la casa' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Informe por periodo' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Añadir una regla' })).toHaveCount(0);
  const REPORT = '/api/v1/policy/report?from=2026-11-01&to=2026-11-20';
  for (const role of ['executive', 'agent', 'marketer', 'manager'] as const) {
    await page.request.post('/api/v1/session', { data: { email: PEOPLE[role].email, password: PASSWORD } });
    const answer = await page.request.get(REPORT);
    expect(answer.status(), role).toBe(role === 'manager' ? 200 : 403);
    if (role !== 'manager') expect(await answer.json()).toMatchObject({ code: 'not-allowed' });
  }
});

for (const role of ['marketer', 'agent'] as const) {
  test(`the ${role} reads the inbox and may not move the clock`, async ({ page }) => {
    await signInAs(page, PEOPLE[role], '/inbox');
    await expect(page.getByRole('heading', { name: 'Bandeja' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Avanzar un día' })).toHaveCount(0);
    expect((await page.request.post('/api/v1/clock', { data: { advance: 'day' } })).status()).toBe(403);
  });
}

test('nothing of another company is seen, in the list, by search or by address', async ({ page, browser }) => {
  await signInAs(page, STRANGER, '/inbox');
  const line = page.getByRole('list', { name: 'Contactos' }).getByRole('link').first();
  await expect(line).toContainText(STRANGER.debtor);
  const key = await line.getAttribute('data-contact');

  const other = await browser.newPage();
  await signInAs(other, PEOPLE.manager);
  const found = await (await other.request.get(`/api/v1/contacts?search=${encodeURIComponent(STRANGER.debtor)}`)).json();
  expect(found).toEqual({ contacts: [], next: null });
  expect((await other.request.get(`/api/v1/contacts/${key}`)).status()).toBe(404);
  await other.close();
});

test('a workspace that has sent nothing says what leads to a first message', async ({ page }) => {
  await signInAs(page, NEWCOMER, '/inbox');
  await expect(page.getByRole('heading', { name: 'Todavía no se ha enviado nada' })).toBeVisible();
  await expect(page.getByText('Una cartera')).toBeVisible();
});

test('an address that leads nowhere says so, with 404', async ({ page }) => {
  await signInAs(page, PEOPLE.agent);
  expect((await page.goto('/no-existe'))?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'Aquí no hay nada' })).toBeVisible();
  expect((await page.request.get('/api/v1/contacts?channel=paloma')).status()).toBe(400);
});
