import { expect, test } from '@playwright/test';
import { HASTY, PASSWORD, PEOPLE } from './people.ts';
import { giveCredentials } from './sign-in-as.ts';

test('a manager signs in, finds the journeys, and signs out for good', async ({ page }) => {
  await page.goto('/');
  await giveCredentials(page, PEOPLE.manager.email, PASSWORD);
  await expect(page.getByRole('heading', { name: 'Recorridos' })).toBeVisible();
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'cadenza.session_token');
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  await page.getByRole('button', { name: `Menú de ${PEOPLE.manager.name}` }).click();
  await page.getByRole('button', { name: 'Salir' }).click();
  await expect(page).toHaveURL(/sign-in/);
  // The cookie that was worth a session a moment ago is worth nothing now: it ended in the database.
  if (cookie) await page.context().addCookies([cookie]);
  expect((await page.request.get('/api/v1/contacts')).status()).toBe(401);
});

test('whoever is signed out signs in first and is then where they wanted to be', async ({ page }) => {
  await page.goto('/inbox?channel=whatsapp&status=answered');
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.getByText('volverás a la página que pediste')).toBeVisible();
  await giveCredentials(page, PEOPLE.agent.email, PASSWORD);
  await expect(page).toHaveURL(/inbox\?channel=whatsapp&status=answered$/);
  await expect(page.getByLabel('Canal')).toHaveValue('whatsapp');
});

test('a wrong password and an unknown address are told alike', async ({ page }) => {
  await page.goto('/sign-in');
  const sentence = 'El correo o la contraseña no coinciden.';
  await giveCredentials(page, PEOPLE.marketer.email, 'no-es-esta-clave');
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
  await giveCredentials(page, 'nadie@andino.test', PASSWORD);
  await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
  await giveCredentials(page, PEOPLE.marketer.email, PASSWORD);
  await expect(page.getByRole('heading', { name: 'Recorridos' })).toBeVisible();
});

test('the tenth wrong password in a row closes the address for a while, also to the right one, and others not at all', async ({ page }) => {
  await page.goto('/sign-in');
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('/api/v1/session')) statuses.push(response.status());
  });
  for (let attempt = 1; attempt <= 10; attempt++) {
    await giveCredentials(page, HASTY.email, `intento-${attempt}`);
    await expect.poll(() => statuses.length).toBe(attempt);
  }
  expect(statuses).toEqual([...Array.from({ length: 9 }, () => 401), 429]);
  await expect(page.getByText('Podrás intentarlo otra vez en 15 minutos.')).toBeVisible();
  const held = await page.request.post('/api/v1/session', { data: { email: HASTY.email, password: PASSWORD } });
  expect(held.status()).toBe(429);
  expect(Number(held.headers()['retry-after'])).toBeGreaterThan(60);
  expect(await held.json()).toMatchObject({ code: 'too-many-attempts', status: 429 });
  await giveCredentials(page, PEOPLE.manager.email, PASSWORD);
  await expect(page.getByRole('heading', { name: 'Recorridos' })).toBeVisible();
});

test('without script the form still signs in, and says what was wrong', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/sign-in?next=%2Finbox%3Fchannel%3Dsms');
  await giveCredentials(page, PEOPLE.agent.email, 'no-es-esta-clave');
  await expect(page.getByText('El correo o la contraseña no coinciden.')).toBeVisible();
  await giveCredentials(page, PEOPLE.agent.email, PASSWORD);
  await expect(page).toHaveURL(/inbox\?channel=sms$/);
  await context.close();
});

test('a sign-in never leads to another site', async ({ page }) => {
  await page.goto('/sign-in?next=%2F%2Fejemplo.test%2Frobo');
  await giveCredentials(page, PEOPLE.agent.email, PASSWORD);
  await expect(page).toHaveURL(/\/inbox$/);
});

test('nobody signs up, and a form on another site signs nobody in', async ({ page }) => {
  expect(
    (await page.request.post('/api/auth/sign-up/email', { data: { email: 'x@y.test', password: 'larga-y-segura', name: 'X' } })).status(),
  ).toBe(404);
  const foreign = await page.request.post('/api/v1/session', {
    headers: { Origin: 'https://ejemplo.test' },
    data: { email: PEOPLE.agent.email, password: PASSWORD },
  });
  expect(foreign.status()).toBe(403);
});
