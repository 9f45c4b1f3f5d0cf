import { expect, type Locator, type Page, test } from '@playwright/test';
import { SIMULATOR } from './people.ts';
import { signInAs } from './sign-in-as.ts';

const JOURNEY = '/journeys/articles-cadence';

async function openDock(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Simular', exact: true }).first().click();
  return page.getByRole('region', { name: 'Simulación', exact: true });
}

/** A figure of the table of figures, in the column of this version. */
async function figure(dock: Locator, label: string, column = 0): Promise<string> {
  const row = dock.getByRole('table', { name: 'Cifras' }).getByRole('row', { name: label });
  return (await row.getByRole('cell').nth(column).innerText()).trim();
}

test('a manager simulates the coming weeks, holds the draft against the live version on the same people, stops a long one, and goes over the past', async ({
  page,
}) => {
  await signInAs(page, SIMULATOR, JOURNEY);
  const dock = await openDock(page);
  await expect(dock.getByText(/Corre el recorrido sobre tu cartera/)).toBeVisible();

  await dock.getByLabel('Días', { exact: true }).fill('400');
  await expect(dock.getByText('De 1 a 366 días.')).toBeVisible();
  await dock.getByLabel('Días', { exact: true }).fill('45');
  await dock.getByLabel('Semilla').fill('ensayo');
  await dock.getByLabel('Semilla').press('Enter');
  await expect(dock.getByRole('heading', { name: 'Cifras' })).toBeVisible();
  await expect(dock.getByRole('status')).toHaveText('La simulación terminó.');
  const contacts = await figure(dock, 'Contactos');
  expect(Number(contacts.replace('.', ''))).toBeGreaterThan(1_000);
  expect(await figure(dock, 'Contactos después de pagar')).toBe('0');
  expect(await figure(dock, 'Recuperado')).toMatch(/^\$/);
  await dock.getByRole('button', { name: 'Tabla' }).first().press('Enter');
  await expect(dock.getByRole('table', { name: 'Contactos por día' })).toBeVisible();

  await dock.getByLabel('Comparar con').selectOption('1');
  await dock.locator('button[type=submit]').press('Enter');
  await expect(dock.getByRole('columnheader', { name: 'Diferencia' }).first()).toBeVisible();
  expect([await figure(dock, 'Contactos'), await figure(dock, 'Contactos', 1), await figure(dock, 'Contactos', 2)]).toEqual([
    contacts,
    contacts,
    '=',
  ]);

  // What was asked for and what came of it are there after a reload.
  await page.reload();
  await openDock(page);
  await expect(dock.getByLabel('Semilla')).toHaveValue('ensayo');
  expect(await figure(dock, 'Contactos')).toBe(contacts);

  await dock.getByLabel('Días', { exact: true }).fill('366');
  await dock.locator('button[type=submit]').click();
  await dock.getByRole('button', { name: 'Detener' }).click();
  await expect(dock.getByText(/^La detuviste en/)).toBeVisible();

  await dock.getByText('El pasado', { exact: true }).click();
  await dock.getByRole('button', { name: 'Revivir' }).click();
  await expect(dock.getByText(/Solo ocurre lo que de verdad ocurrió/)).toBeVisible();
});

test('on a phone the results come into view with the focus: what is done, and how many were under way at the beginning', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, SIMULATOR, JOURNEY);
  const dock = await openDock(page);
  const results = dock.getByRole('region', { name: 'Resultados' });
  await dock.getByText('Lo que viene', { exact: true }).click();
  await dock.getByLabel('Días', { exact: true }).fill('20');
  await dock.locator('button[type=submit]').click();
  await expect(results).toBeFocused();
  await expect(dock.getByRole('status')).toHaveText('La simulación terminó.');
  await expect(results.getByText(/^Al empezar había /)).toBeInViewport();
});

test('whoever only reads sees the dock and makes nothing', async ({ page }) => {
  await signInAs(page, SIMULATOR.executive, JOURNEY);
  const dock = await openDock(page);
  await expect(dock.getByText('Ves la última simulación. Quien dibuja recorridos puede hacer otra.')).toBeVisible();
  const asked = { kind: 'simulation' };
  expect((await page.request.post('/api/v1/journeys/articles-cadence/simulate', { data: asked })).status()).toBe(403);
});
