import { expect, type Page, test } from '@playwright/test';
import { STRANGER, TIMEKEEPER } from './people.ts';
import { signInAs } from './sign-in-as.ts';

const clock = (page: Page) => page.getByRole('button', { name: /^Reloj:/ });

test('a person makes a workspace, is led through the first steps, and lets time pass in it', async ({ page }) => {
  await signInAs(page, STRANGER);
  await page.getByRole('button', { name: `Menú de ${STRANGER.name}` }).click();
  await page.getByRole('link', { name: 'Crear un espacio' }).click();
  await expect(page.getByRole('heading', { name: 'Crear un espacio' })).toBeVisible();

  const make = page.getByRole('button', { name: 'Crear el espacio' });
  await page.getByLabel('País').selectOption('CL');
  await expect(page.getByLabel('Zona horaria')).toHaveValue('America/Santiago');
  await expect(page.getByLabel('Moneda')).toHaveValue('CLP');
  await page.getByLabel('Primer día del reloj').fill('1789-07-14');
  await make.click();
  await expect(page.getByLabel('Nombre')).toHaveAccessibleDescription(/Escribe un nombre/);
  await expect(page.getByLabel('Primer día del reloj')).toHaveAccessibleDescription(/Elige una fecha entre 1 ene 1990/);
  await expect(page.getByLabel('Nombre')).toBeFocused();
  await page.keyboard.type('Cobranzas del Pacífico');
  await page.getByLabel('Primer día del reloj').fill('2025-01-15');
  await make.dblclick();

  await expect(page.getByRole('heading', { name: 'Primeros pasos en Cobranzas del Pacífico' })).toBeVisible();
  await expect(page.getByText('La política de contacto de Chile está en vigor aquí')).toBeVisible();
  await expect(page.getByText('0 de 4 listos')).toBeVisible();
  await expect(clock(page)).toHaveAccessibleName('Reloj: mié 15 ene 2025, 00:00');
  await page.getByRole('button', { name: `Menú de ${STRANGER.name}` }).click();
  await expect(page.getByRole('button', { name: 'Cobranzas del Pacífico' })).toHaveCount(1);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Abrir el reloj' }).click();
  await page.getByRole('button', { name: 'Avanzar una semana' }).click();
  await expect(clock(page)).toHaveAccessibleName('Reloj: mié 22 ene 2025, 00:00');
  await expect(page.getByText('1 de 4 listos')).toBeVisible();
  await page.getByLabel('Fecha', { exact: true }).fill('2025-01-01');
  await page.getByRole('button', { name: 'Avanzar', exact: true }).click();
  await expect(page.getByLabel('Fecha', { exact: true })).toHaveAccessibleDescription('El reloj solo avanza: elige un momento posterior.');
  await page.getByLabel('Fecha', { exact: true }).fill('2025-03-01');
  await page.getByLabel('Hora', { exact: true }).fill('09:30');
  await page.getByRole('button', { name: 'Avanzar', exact: true }).click();
  await expect(clock(page)).toHaveAccessibleName('Reloj: sáb 1 mar 2025, 09:30');
  await page.reload();
  await expect(clock(page)).toHaveAccessibleName('Reloj: sáb 1 mar 2025, 09:30');
});

test('the server refuses what the form would, by name', async ({ page }) => {
  await signInAs(page, STRANGER);
  const good = {
    name: 'X1',
    country: 'CL',
    timezone: 'America/Santiago',
    currency: 'CLP',
    startsOn: '2025-01-15',
    creationKey: 'no-form-at-all',
  };
  for (const [field, value] of Object.entries({ timezone: 'America/Macondo', startsOn: '1789-07-14', currency: 'XXX', name: ' ' })) {
    const answer = await page.request.post('/api/v1/workspaces', { data: { ...good, [field]: value } });
    expect(answer.status()).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'bad-request', problems: [{ path: `$.${field}` }] });
  }
  await page.context().clearCookies();
  expect((await page.request.post('/api/v1/workspaces', { data: good })).status()).toBe(401);
});

test('a long move goes on when the page is left, is seen by a second screen, and stops where it is told', async ({ page, browser }) => {
  await signInAs(page, TIMEKEEPER);
  await clock(page).click();
  const now = await page.request.get('/api/v1/clock').then((answer) => answer.json());
  const year = Number(now.local.date.slice(0, 4)) + 9;
  await page.getByLabel('Fecha', { exact: true }).fill(`${year}-01-01`);
  await page.getByRole('button', { name: 'Avanzar', exact: true }).click();
  await expect(page.getByRole('progressbar', { name: 'Avance del reloj' })).toBeVisible();
  await expect(page.getByText(`Lo pidió ${TIMEKEEPER.name}`)).toBeVisible();
  await page.goto('/profile');

  const other = await (await browser.newContext()).newPage();
  await signInAs(other, TIMEKEEPER);
  const asked = await other.request.post('/api/v1/clock', { data: { advance: 'day' } });
  expect(asked.status()).toBe(202);
  expect(await asked.json()).toMatchObject({ begun: false, move: { state: 'under-way', to: { date: `${year}-01-01` } } });
  await clock(other).click();
  await expect(other.getByRole('progressbar', { name: 'Avance del reloj' })).toBeVisible();
  await other.getByRole('button', { name: 'Detener' }).click();
  await expect(other.getByRole('button', { name: /^Seguir hasta/ })).toBeVisible();

  await clock(page).click();
  await expect(page.getByText(/^Se detuvo en/).last()).toBeVisible();
  const stopped = await page.request.get('/api/v1/clock').then((answer) => answer.json());
  expect(stopped).toMatchObject({ move: { state: 'stopped' } });
  expect(Date.parse(stopped.now)).toBeGreaterThan(Date.parse(now.now));
  expect(Date.parse(stopped.now)).toBeLessThan(Date.parse(stopped.move.to.at));
  await other.context().close();
});

test('a session that ended is said over the screen, with the way back', async ({ page, context }) => {
  await signInAs(page, STRANGER);
  await clock(page).click();
  await context.clearCookies({ name: 'cadenza.session_token' });
  await page.getByRole('button', { name: 'Avanzar un día' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'Tu sesión terminó. Entra en otra pestaña y vuelve' });
  await expect(told).toBeVisible();
  await expect(told.getByRole('link', { name: 'Entrar de nuevo' })).toHaveAttribute('href', /^\/sign-in\?next=%2F\w/);
  await page.goto('/workspaces/new');
  await expect(page).toHaveURL(/sign-in\?next=%2Fworkspaces%2Fnew$/);
});

test('a tab of another workspace writes nothing, says which one is open, and leads back or on', async ({ page, context }) => {
  await signInAs(page, STRANGER);
  const told = page.getByRole('dialog', { name: 'Otro espacio está abierto' });
  const now = async () => (await page.request.get('/api/v1/clock')).json().then(({ now: at }) => at);
  const before = await now();
  // What the page asks by itself would be refused too, and say so before the click.
  await page.waitForLoadState('networkidle');
  await clock(page).click();
  const made = { name: 'Pestaña Dos', country: 'PE', timezone: 'America/Lima', currency: 'PEN', startsOn: '2025-01-15' };
  const answer = await page.request.post('/api/v1/workspaces', { data: { ...made, creationKey: crypto.randomUUID() } });
  expect(answer.status()).toBe(201);
  const opened = await now();
  expect(opened).not.toBe(before);

  await page.getByRole('button', { name: 'Avanzar un día' }).click();
  await expect(told).toContainText('en otra pestaña se abrió Pestaña Dos');
  expect(await now()).toBe(opened);
  await told.getByRole('button', { name: /^Volver a / }).click();
  await expect(told).toHaveCount(0);
  await expect.poll(now).toBe(before);
  await clock(page).click();
  await expect(page.getByRole('button', { name: 'Avanzar un día' })).toBeEnabled();

  const second = await context.newPage();
  await second.goto('/profile');
  await second.getByRole('button', { name: `Menú de ${STRANGER.name}` }).click();
  await second.getByRole('button', { name: 'Pestaña Dos' }).click();
  await expect(second.locator('header').getByText('Pestaña Dos').first()).toBeVisible();
  await expect(told).toBeVisible();
  await told.getByRole('button', { name: 'Seguir en Pestaña Dos' }).click();
  await expect(page.locator('header').first().getByText('Pestaña Dos').first()).toBeVisible();
});
