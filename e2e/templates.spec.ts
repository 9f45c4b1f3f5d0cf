import { expect, test } from '@playwright/test';
import { PEOPLE } from './people.ts';
import { signInAs } from './sign-in-as.ts';

const NAME = 'Preventiva de Sofía';
const KEY = 'preventiva-de-sofia';

test('a marketer clones a template, renames a step, changes a message, sees what changed, and cannot publish', async ({ page }) => {
  await signInAs(page, PEOPLE.marketer);
  await page.getByRole('navigation', { name: 'Principal' }).getByRole('link', { name: 'Plantillas' }).click();
  const gallery = page.getByRole('region', { name: 'Plantillas de recorridos' });
  await expect(gallery.getByRole('img')).toHaveCount(5);
  await gallery.getByRole('button', { name: 'Usar la plantilla «Preventiva y mora temprana»' }).click();
  const name = page.getByRole('textbox', { name: 'Nombre del recorrido' });
  await name.fill('  ');
  await page.getByRole('button', { name: 'Crear borrador' }).click();
  await expect(page.getByText('Escribe un nombre')).toBeVisible();
  await name.fill(NAME);
  await page.getByRole('button', { name: 'Crear borrador' }).dblclick();
  await expect(page).toHaveURL(new RegExp(`/journeys/${KEY}$`));

  const { journeys } = await (await page.request.get('/api/v1/journeys')).json();
  expect(journeys.filter((one: { name: string }) => one.name === NAME)).toHaveLength(1);
  await page
    .getByRole('group', { name: 'Mensaje: SMS el día del vencimiento' })
    .or(page.getByText('SMS el día del vencimiento'))
    .first()
    .click();
  await page.getByRole('textbox', { name: 'Nombre del paso' }).fill('SMS al vencer');
  await expect(page.getByText('Guardado', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Editar el mensaje' }).click();
  const editor = page.getByRole('dialog', { name: 'Mensaje «due-today»' });
  const body = editor.getByLabel('Texto');
  await expect(body).toHaveValue(/Hoy vence tu cuota/);
  await body.press('Control+a');
  await page.keyboard.type('Hoy vence tu cuota de ');
  await editor.getByRole('button', { name: '{{ account.balance | money }}' }).click();
  await expect(body).toBeFocused();
  await page.keyboard.type('. SALIR para no recibir SMS.');
  await editor.getByRole('button', { name: 'Guardar versión 2' }).click();
  await expect(editor.getByText('Versión 2 guardada.')).toBeVisible();
  await editor.getByRole('button', { name: 'Cerrar' }).last().click();

  await page.getByRole('button', { name: /^Cambios frente a la plantilla/ }).click();
  const panel = page.getByRole('list', { name: 'Cambios frente a la plantilla' });
  await expect(panel.getByText('El paso «SMS el día del vencimiento» se llama ahora «SMS al vencer».')).toBeVisible();
  await expect(panel.getByText('Cambió el texto de «due-today» (SMS, español).')).toBeVisible();
  await expect(panel.getByRole('deletion').first()).toBeVisible();

  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Publicar el recorrido' });
  await expect(dialog.getByText('publicarlos queda a cargo de un gestor')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Publicar v1' })).toBeDisabled();
  const publish = await page.request.post(`/api/v1/journeys/${KEY}/publish`, { data: { revision: 2 } });
  expect(publish.status()).toBe(403);

  await page.goto('/templates');
  await page.getByRole('link', { name: `Ver los cambios de «${NAME}» frente a «Preventiva y mora temprana»` }).click();
  await expect(page.getByRole('heading', { name: 'Cambios frente a la plantilla' })).toBeVisible();
  await expect(page.getByText('3 cambios')).toBeVisible();
});

test('an executive sees the gallery and a template from the inside, and cannot clone', async ({ page }) => {
  await signInAs(page, PEOPLE.executive, '/templates');
  await expect(page.getByText('Tu rol es Directivo: puedes ver las plantillas, pero no crear recorridos.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Usar la plantilla|Duplicar/ })).toHaveCount(0);
  await page.getByRole('link', { name: 'Ver «Promesa de pago»' }).last().click();
  await expect(page.getByRole('heading', { name: 'Sus mensajes' })).toBeVisible();
  await expect(page.getByText('Crédito Andino: gracias. Anotamos')).toBeVisible();
  const clone = await page.request.post('/api/v1/journeys', { data: { name: 'No', from: { template: 'preventive' } } });
  expect(clone.status()).toBe(403);
});
