import { expect, test } from '@playwright/test';
import { PEOPLE } from './people.ts';
import { signInAs } from './sign-in-as.ts';

test('an admin renames the workspace; its currency stays once there is a portfolio, and says why', async ({ page }) => {
  await signInAs(page, PEOPLE.admin, '/settings');
  await expect(page.getByLabel('Moneda')).toBeDisabled();
  await expect(page.getByLabel('Moneda')).toHaveAccessibleDescription(/^Ya hay una cartera/);
  const form = page.getByRole('form', { name: 'Espacio' });
  const name = page.getByLabel('Nombre', { exact: true });
  const before = await name.inputValue();
  await name.fill('-');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(name).toHaveAccessibleDescription(/Escribe un nombre/);

  const stored = (await (await page.request.get('/api/v1/workspace')).json()).settings;
  const meanwhile = { was: stored, settings: { ...stored, language: 'pt' } };
  expect((await page.request.patch('/api/v1/workspace', { data: meanwhile })).status()).toBe(200);
  await name.fill('Crédito Andino Plus');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(form.getByRole('alert')).toContainText('Otra persona cambió estos ajustes');
  await expect(page.getByLabel('Idioma de los mensajes')).toHaveValue('pt');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(page.locator('header').first().getByText('Crédito Andino Plus')).toBeVisible();
  await name.fill(before);
  await page.getByLabel('Idioma de los mensajes').selectOption('es');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await expect(form.getByRole('status')).toHaveText('Guardado');
  await page.reload();
  await expect(name).toHaveValue(before);
});
