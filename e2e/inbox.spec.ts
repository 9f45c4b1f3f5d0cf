import { expect, test } from '@playwright/test';
import { PEOPLE, TIMEKEEPER } from './people.ts';
import { signInAs } from './sign-in-as.ts';

test('from the list to a message, as its channel shows it, and why it was sent', async ({ page }) => {
  await signInAs(page, PEOPLE.manager, '/inbox');
  await page
    .getByRole('link', { name: /Gabriela Núñez.*WhatsApp/s })
    .first()
    .click();
  const message = page.getByRole('article', { name: 'Mensaje' });
  await expect(message.getByRole('heading', { name: 'Gabriela Núñez' })).toBeVisible();
  await expect(message.getByText('Respondido')).toBeVisible();
  await expect(message.getByText('¿Qué día te queda bien pagar CR-1083 y TC-1083?')).toBeVisible();
  await expect(message.getByRole('img', { name: 'Días respecto al vencimiento: D+12' })).toBeVisible();
  await expect(message.getByText('tocaba «Ofrecer una promesa», 12 días después del vencimiento, a las 11:30;')).toContainText(
    'un solo mensaje habla de 2 cuentas.',
  );
  await expect(page.getByText('Hora de Santiago')).toBeVisible();
});

test('an email stands as its reader sees it, shut in, and without formatting; a WhatsApp message names what was approved', async ({
  page,
}) => {
  await signInAs(page, PEOPLE.manager, '/inbox?channel=email');
  await page
    .getByRole('link', { name: /Ana María Restrepo.*Correo/s })
    .first()
    .click();
  const message = page.getByRole('article', { name: 'Mensaje' });
  const frame = message.locator('iframe');
  await expect(frame).toHaveAttribute('title', /^Correo: /);
  await expect(frame).toHaveAttribute('sandbox', 'allow-same-origin');
  await expect(message.frameLocator('iframe').getByText('Crédito Andino').first()).toBeVisible();
  await message.getByRole('radio', { name: 'Sin formato' }).check();
  await expect(frame).toHaveCount(0);
  await expect(message.getByText(/^Hola/)).toBeVisible();
  await page.goto('/inbox?channel=whatsapp');
  await page
    .getByRole('link', { name: /Gabriela Núñez.*WhatsApp/s })
    .first()
    .click();
  await expect(page.getByText('Aprobada como')).toBeVisible();
});

test('the day of every contact stands in the heat of its bucket, and its time by the debtor’s own clock', async ({ page }) => {
  await signInAs(page, PEOPLE.manager, '/inbox');
  const answer = await (await page.request.get('/api/v1/contacts?channel=letter')).json();
  expect(answer.contacts.length).toBeGreaterThan(2);
  for (const contact of answer.contacts) expect(contact).toMatchObject({ day: 65, bucket: '61-90', local: { time: '09:00' } });
});

test('filters narrow the list, stand in the address, and come off again', async ({ page }) => {
  await signInAs(page, PEOPLE.agent);
  const lines = page.getByRole('list', { name: 'Contactos' }).getByRole('link');
  await page.getByLabel('Estado').selectOption('cancelled');
  await expect(page).toHaveURL(/status=cancelled/);
  await expect(lines).toHaveCount(2);
  await page.getByLabel('Canal').selectOption('voice');
  await expect(lines).toHaveCount(1);
  await expect(page.getByText('la regla co-l2300-hours de la política de contacto lo detuvo')).toBeVisible();
  await page.goBack();
  await expect(lines).toHaveCount(2);
  await page.reload();
  await expect(lines).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Buscar deudor o cuenta' }).fill('zzz');
  await expect(page.getByRole('heading', { name: 'Ningún contacto así' })).toBeVisible();
  await page.getByRole('button', { name: 'Quitar filtros' }).last().click();
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByRole('status').filter({ hasText: '50 contactos y más' })).toBeVisible();
});

test('a search finds a debtor without accents and an account by part of its number', async ({ page }) => {
  await signInAs(page, PEOPLE.agent);
  const lines = page.getByRole('list', { name: 'Contactos' }).getByRole('link');
  const search = page.getByRole('searchbox', { name: 'Buscar deudor o cuenta' });
  await search.fill('gabriela nunez');
  await expect(lines.first()).toContainText('Gabriela Núñez');
  await expect(page).toHaveURL(/search=gabriela/);
  await search.fill('tc-1083');
  await expect(lines.filter({ hasNotText: 'Gabriela Núñez' })).toHaveCount(0);
});

test('the list goes on page by page until the last contact, each once', async ({ page }) => {
  await signInAs(page, PEOPLE.agent);
  const keys: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await (await page.request.get(`/api/v1/contacts?limit=7${cursor ? `&cursor=${cursor}` : ''}`)).json();
    keys.push(...answer.contacts.map((contact: { key: string }) => contact.key));
    cursor = answer.next;
  }
  expect(new Set(keys).size).toBe(keys.length);
  const lines = page.getByRole('list', { name: 'Contactos' }).getByRole('link');
  await lines.last().scrollIntoViewIfNeeded();
  await expect(lines).toHaveCount(keys.length);
  await expect(page.getByRole('status').filter({ hasText: `${keys.length} contactos` })).toBeVisible();
});

test('by keyboard alone: search, list, message, back', async ({ page }) => {
  await signInAs(page, PEOPLE.agent);
  await expect(page.getByRole('list', { name: 'Contactos' })).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Buscar deudor o cuenta' });
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('Hernandez');
  const lines = page.getByRole('list', { name: 'Contactos' }).getByRole('link');
  await expect(lines.first()).toContainText('José Luis Hernández');
  for (let step = 0; step < 6 && !(await lines.first().evaluate((line) => line === document.activeElement)); step++)
    await page.keyboard.press('Tab');
  await expect(lines.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(lines.nth(1)).toBeFocused();
  await expect(lines.nth(1)).toHaveAttribute('aria-current', 'true');
  await expect(page).toHaveURL(/contact=/);
  await expect(page.getByRole('article').getByRole('heading', { name: 'José Luis Hernández' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/contact=/);
  await expect(lines.nth(1)).toBeFocused();
});

test('on a phone the message takes the place of the list, and gives it back', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, PEOPLE.agent);
  const list = page.getByRole('list', { name: 'Contactos' });
  await list.getByRole('link', { name: /Ana María Restrepo/ }).click();
  await expect(list).toBeHidden();
  await expect(page.getByRole('article').getByText('Tu cuota vence en 5 días', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Volver a la lista' }).click();
  await expect(list).toBeVisible();
  await page.goBack();
  await expect(list).toBeHidden();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('a contact that is queued or was cancelled says that nothing was written, and why', async ({ page }) => {
  await signInAs(page, PEOPLE.agent);
  await page.getByLabel('Estado').selectOption('queued');
  await expect(page.getByRole('article').getByText('El texto se escribe en el momento de salir')).toBeVisible();
  await page.getByLabel('Estado').selectOption('unknown');
  await expect(page.getByRole('article').getByText('No se sabe si el proveedor recibió')).toBeVisible();
});

test('when the network goes the list stays and says so; when the session ends it leads to the sign-in', async ({ page, context }) => {
  await signInAs(page, PEOPLE.agent);
  await expect(page.getByRole('list', { name: 'Contactos' })).toBeVisible();
  await page.route('**/api/v1/contacts*', (route) => route.abort());
  await page.getByRole('button', { name: 'Actualizar' }).click();
  await expect(page.getByText('Lo que ves puede estar atrasado.')).toBeVisible({ timeout: 15_000 });
  await expect(page.getByRole('list', { name: 'Contactos' })).toBeVisible();
  await page.unroute('**/api/v1/contacts*');
  await context.clearCookies({ name: 'cadenza.session_token' });
  await page.getByLabel('Estado').selectOption('failed');
  await expect(page.getByRole('heading', { name: 'Tu sesión terminó. Entra de nuevo para seguir.' })).toBeVisible();
  await page.getByRole('link', { name: 'Entrar de nuevo' }).first().click();
  await expect(page).toHaveURL(/sign-in\?next=.*status%3Dfailed/);
});

test('a day later the runner has told the debtor, and the message is there', async ({ page }) => {
  await signInAs(page, TIMEKEEPER, '/inbox');
  await expect(page.getByRole('heading', { name: 'Todavía no se ha enviado nada' })).toBeVisible();
  await expect(page.getByText('jue 19 nov 2026')).toBeVisible();
  await page.getByRole('button', { name: /^Reloj:/ }).click();
  await page.getByRole('button', { name: 'Avanzar un día' }).click();
  await expect(page.getByText('vie 20 nov 2026').first()).toBeVisible();
  const line = page.getByRole('list', { name: 'Contactos' }).getByRole('link').first();
  await expect(line).toContainText(TIMEKEEPER.debtor);
  await expect(line).toContainText('D−5');
  await page.reload();
  await expect(page.getByRole('article').getByText('Tu cuota vence pronto')).toBeVisible();
  await expect(page.getByRole('article').getByText('beatriz@correo.test').first()).toBeVisible();
});
