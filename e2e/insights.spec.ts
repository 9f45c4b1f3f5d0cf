import { expect, test } from '@playwright/test';
import { READER, READERS_AGENT } from './people.ts';
import { signInAs } from './sign-in-as.ts';

test('an executive opens a figure, reads its formula with its numbers, reaches its rows, and can edit nothing', async ({ page }) => {
  await signInAs(page, READER, '/insights');
  await expect(page.getByRole('heading', { name: 'Indicadores' })).toBeVisible();
  const tile = page.getByRole('article', { name: 'Tasa de recupero' });
  await expect(tile).toContainText('47,1 %');
  await expect(tile).toContainText('IC 95 %');
  await tile.getByRole('button', { name: /Cómo se calcula/ }).click();
  const definition = page.getByRole('region', { name: 'Tasa de recupero' });
  await expect(definition).toContainText('Pagos recibidos en el período sobre saldos que estaban vencidos al pagarse');
  await expect(definition).toContainText('COP $ 800.000 ÷ ($ 0 + $ 1.700.000) = 47,1 %');
  await definition.getByRole('link', { name: 'Ver las cuentas detrás' }).click();

  await expect(page.getByRole('heading', { name: 'Tasa de recupero', level: 1 })).toBeVisible();
  const rows = page.getByRole('table', { name: 'Las cuentas detrás' });
  await expect(rows.getByRole('rowheader')).toHaveText(['F-1', 'F-2', 'F-4']);
  await expect(rows.getByRole('row', { name: /^F-1/ })).toContainText('$ 600.000');
  await expect(page.getByText(READER.debtor)).toHaveCount(0);
  await expect(page.getByRole('button', { name: /guardar|publicar|pausar|eliminar|importar/i })).toHaveCount(0);
  expect((await page.request.put('/api/v1/journeys/preventiva-y-mora', { data: { revision: 1, document: {} } })).status()).toBe(403);

  const address = await page.getByRole('link', { name: 'Exportar CSV' }).getAttribute('href');
  const file = await page.request.get(address ?? '');
  expect(file.headers()['content-type']).toContain('text/csv');
  expect((await file.text()).split('\r\n')[1]).toBe('F-1,,2026-10-01,1–30,0.00,1000000.00,600000.00,COP');
});

test('a filter changes the figures, stands in the address and survives a reload', async ({ page }) => {
  await signInAs(page, READER, '/insights');
  const overdue = page.getByRole('article', { name: 'Saldo vencido' });
  await expect(overdue).toContainText('900');
  await page.getByLabel('Todos los tramos').selectOption({ label: '61–90' });
  await expect(overdue).toContainText('500');
  await expect(page).toHaveURL(/bucket=61-90/);
  await page.reload();
  await expect(overdue).toContainText('500');
  await expect(page.getByLabel('Todos los tramos')).toHaveValue('61-90');
  await page.getByLabel('Período').selectOption({ label: 'Entre dos fechas' });
  await page.getByLabel('Hasta').fill('2026-08-30');
  await expect(page.getByRole('article', { name: 'Días de atraso' })).toContainText('Sin datos');
  await page.getByRole('button', { name: 'Quitar filtros' }).click();
  await expect(overdue).toContainText('900');
  await expect(page).toHaveURL(/\/insights$/);
});

test('the table of a chart is one key away', async ({ page }) => {
  await signInAs(page, READER, '/insights');
  const channels = page.getByRole('region', { name: 'Qué canal funciona, con evidencia' });
  await expect(channels.getByRole('img', { name: /Correo va primero: 100,0\s% de 1 cuenta/ })).toBeVisible();
  await channels.getByRole('button', { name: 'Ver tabla' }).focus();
  await page.keyboard.press('Enter');
  const table = channels.getByRole('table');
  await expect(table.getByRole('row', { name: /^Correo 1 1 100,0\s%/ })).toBeVisible();
  await expect(table.getByRole('row', { name: /^SMS 1 0 0,0\s%/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(table).toHaveCount(0);
});

test('an agent gets 403, from the page and from the calls', async ({ page }) => {
  await signInAs(page, READERS_AGENT);
  expect((await page.goto('/insights'))?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'Esta página no es para tu rol' })).toBeVisible();
  for (const path of ['aging', 'aging/rows', 'recoveryRate/rows?format=csv'])
    expect((await page.request.get(`/api/v1/insights/${path}`)).status()).toBe(403);
});
