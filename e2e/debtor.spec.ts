import { expect, test } from '@playwright/test';
import { ANSWERING, NEWCOMER } from './people.ts';
import { signInAs } from './sign-in-as.ts';

const { debtors } = ANSWERING;

test('from the list to one debtor: why one contact was made, and why one was withheld', async ({ page }) => {
  await signInAs(page, ANSWERING);
  await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Deudores' }).click();
  await page.getByRole('searchbox', { name: /Buscar por nombre/ }).fill('hilda tarde');
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await page.getByRole('link', { name: debtors.late }).click();
  await expect(page.getByRole('heading', { name: debtors.late, level: 1 })).toBeVisible();
  const history = page.getByRole('region', { name: 'Historia' });
  await expect(
    history.getByText(
      'No se le contactó en «Aviso», 5 días antes del vencimiento (22 nov 2026), a las 09:00: ese momento, el 17 nov 2026, 09:00, ya había pasado cuando la cuenta llegó al paso, el 19 nov 2026, 10:00.',
    ),
  ).toBeVisible();
  await page.reload();
  await expect(history.getByText('No se le contactó: Aviso')).toBeVisible();

  await page.getByRole('link', { name: 'Deudores' }).last().click();
  await page.getByRole('searchbox', { name: /Buscar por nombre/ }).fill('CR-silent');
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await page.getByRole('link', { name: debtors.silent }).click();
  await expect(
    history.getByText('Se le escribió por Correo: tocaba «Aviso», 5 días antes del vencimiento (25 nov 2026), a las 09:00;'),
  ).toBeVisible();
});

test('a debtor answers from their own page, and the history says so at once; one account narrows it', async ({ page }) => {
  await signInAs(page, ANSWERING, '/debtors/CLI-silent');
  const history = page.getByRole('region', { name: 'Historia' });
  await history.getByRole('button', { name: 'Responder como deudor' }).last().click();
  const panel = history.getByRole('region', { name: 'Responder como deudor' });
  await panel.getByText('Contestar').click();
  await panel.getByLabel('Lo que contesta').fill('<i>Pago el viernes</i>');
  await panel.getByRole('button', { name: 'Enviar respuesta' }).click();
  await expect(history.getByText('<i>Pago el viernes</i>')).toBeVisible();
  await page
    .getByRole('region', { name: 'Cuentas' })
    .getByRole('button', { name: /CR-silent/ })
    .click();
  await expect(page).toHaveURL(/account=CR-silent/);
  await expect(history.getByText('Solo CR-silent')).toBeVisible();
});

test('the list is narrowed by bucket, in the address, and the way back works', async ({ page }) => {
  await signInAs(page, ANSWERING, '/debtors');
  await expect(page.getByRole('rowheader')).toHaveCount(8);
  await page.getByLabel('Mora').selectOption('90+');
  await expect(page.getByRole('heading', { name: 'Nadie así' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('rowheader')).toHaveCount(8);
});

test('a wrong role is told so, with 403; nobody is found who is not there; an empty portfolio leads to the import', async ({ page }) => {
  await signInAs(page, ANSWERING.executive);
  for (const path of ['/debtors', '/debtors/CLI-silent']) expect((await page.goto(path))?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'Esta página no es para tu rol' })).toBeVisible();
  for (const path of ['debtors', 'debtors/CLI-silent', 'debtors/CLI-silent/timeline'])
    expect((await page.request.get(`/api/v1/${path}`)).status()).toBe(403);
  await page.context().clearCookies();
  await signInAs(page, NEWCOMER, '/debtors');
  await expect(page.getByRole('link', { name: 'Importar una cartera' })).toHaveAttribute('href', '/import');
  await page.goto('/debtors/CLI-silent');
  await expect(page.getByRole('heading', { name: 'Aquí no hay nada' })).toBeVisible();
});
