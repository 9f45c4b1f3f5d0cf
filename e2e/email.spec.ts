import { expect, test } from '@playwright/test';
import { PEOPLE } from './people.ts';
import { signInAs } from './sign-in-as.ts';

test('an email is drawn in MJML beside what a debtor reads: what is broken is named by its line, its plain text follows', async ({
  page,
}) => {
  await signInAs(page, PEOPLE.marketer);
  const made = await page.request.post('/api/v1/journeys', { data: { name: 'Correo dibujado', from: { template: 'mid-delinquency' } } });
  expect(made.ok()).toBe(true);
  await page.goto('/journeys/correo-dibujado');
  await page
    .getByRole('group', { name: /^Mensaje:/ })
    .first()
    .press('Enter');
  await page.getByRole('button', { name: 'Editar el mensaje' }).click();
  const editor = page.getByRole('dialog');
  await editor.getByLabel('Canal').selectOption('email');
  const mail = editor.frameLocator('iframe');
  await expect(mail.getByText('Crédito Andino').first()).toBeVisible();

  await editor.getByRole('radio', { name: 'MJML' }).check();
  const source = editor.getByRole('textbox', { name: 'MJML' });
  await source.fill('<mj-text>Hola\n<mj-button>Pagar</mj-text>');
  await expect(editor.getByText('Línea 2: falta cerrar «mj-button».')).toBeVisible();
  await source.fill('<mj-text>Hola</mj-text>\n<mj-text colr="red">Adiós</mj-text>');
  await expect(editor.getByText('Línea 2: el atributo «colr» no existe en este elemento.')).toBeVisible();
  const save = editor.getByRole('button', { name: /^Guardar versión/ });
  await expect(save).toBeDisabled();

  await editor.getByLabel('Versión sin formato').fill('');
  await source.fill('<mj-text>Hola a todos.</mj-text>\n<mj-button href="https://pagos.example/{{ account.id }}">Ver mi cuota</mj-button>');
  await expect(mail.getByRole('link', { name: 'Ver mi cuota' })).toHaveAttribute('href', /^https:\/\/pagos\.example\/.+/);
  await editor.getByRole('radio', { name: 'Sin formato' }).check();
  await expect(editor.getByText(/Ver mi cuota: https:\/\/pagos\.example\/.+/)).toBeVisible();

  await save.click();
  await expect(editor.getByText(/^Versión \d+ guardada/)).toBeVisible();
});
