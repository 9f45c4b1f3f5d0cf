import { expect, test } from '@playwright/test';
import { DESK } from './people.ts';
import { signInAs } from './sign-in-as.ts';

test('an agent takes a call, makes it and logs a promise and the channel that the person prefers; nobody else can take it meanwhile', async ({
  page,
  browser,
}) => {
  await signInAs(page, DESK.agent, '/desk');
  await page.getByRole('link', { name: new RegExp(DESK.debtors.first) }).click();
  const task = page.getByRole('region', { name: 'Llamada' });
  await expect(task.getByText('La política de contacto lo permite ahora.')).toBeVisible();
  await expect(task.getByText('Saluda, di desde dónde llamas y escucha.')).toBeVisible();
  await task.getByRole('button', { name: 'Tomar la tarea' }).click();
  await expect(task.getByText('Es tuya')).toBeVisible();

  const other = await browser.newPage({ locale: 'es-CO' });
  await signInAs(other, DESK.colleague, '/desk');
  await expect(other.getByRole('link', { name: new RegExp(DESK.debtors.first) })).toContainText(`La tiene ${DESK.agent.name}`);
  const key = new URL(page.url()).searchParams.get('task');
  expect((await other.request.post(`/api/v1/tasks/${key}`, { data: { deed: 'take' } })).status()).toBe(409);
  await other.close();

  await task.getByRole('button', { name: 'Empezar la llamada' }).click();
  await expect(task.getByText(/^Empezado a las 10:00/)).toBeVisible();
  await task.getByRole('radio', { name: 'Promesa de pago' }).check();
  await task.getByRole('button', { name: 'Guardar el resultado' }).click();
  await expect(task.getByText('Elige hoy o un día posterior.')).toBeVisible();
  await task.getByLabel('Importe en COP').fill('50000');
  await task.getByLabel('Fecha prometida').fill('2026-11-27');
  await task.getByLabel('Canal que prefiere (si lo dijo)').selectOption('sms');
  await task.getByRole('button', { name: 'Guardar el resultado' }).click();
  await expect(task.getByText('Esta tarea se cerró.')).toBeVisible();
  await expect(page.getByText('1 tarea', { exact: true })).toBeVisible();
  const history = await (await page.request.get('/api/v1/debtors/CLI-first/timeline')).json();
  const types = history.entries.map(({ type }: { readonly type?: string }) => type);
  expect(types).toEqual(expect.arrayContaining(['promise.made', 'preference.set', 'task.completed']));
});

test('a manager makes the hours of the law stricter, never looser, and the call button is off with its reason and its end', async ({
  page,
  browser,
}) => {
  await signInAs(page, DESK.manager, '/policy');
  await page.getByRole('button', { name: 'Hacerla más estricta' }).first().click();
  await page.getByLabel('No antes de').fill('06:00');
  await page.getByLabel('No después de').fill('21:00');
  await page.getByRole('button', { name: 'Guardar', exact: true }).click();
  await expect(page.getByText(/^Esto la haría menos estricta/)).toBeVisible();
  await page.getByLabel('No antes de').fill('07:00');
  await page.getByLabel('No después de').fill('09:00');
  await page.getByRole('button', { name: 'Guardar', exact: true }).click();
  await expect(page.getByText('Más estricta aquí')).toBeVisible();

  // A rule of the house has hours of its own for each weekday.
  const house = page.getByRole('form', { name: 'Añadir una regla' });
  await house.getByLabel('Clase').selectOption('hours');
  await house.getByRole('button', { name: 'Añadir horas: lunes' }).click();
  await house.getByLabel('lunes, desde (tramo 2)').fill('12:00');
  await house.getByLabel('lunes, hasta (tramo 2)').fill('20:00');
  await house.getByRole('button', { name: 'Añadir una regla' }).click();
  await expect(house.getByRole('alert')).toHaveText('Dos tramos de este día se cruzan.');
  await house.getByRole('button', { name: 'Quitar horas: lunes, tramo 2' }).click();
  await house.getByLabel('sábado, hasta (tramo 1)').fill('12:00');
  await house.getByRole('button', { name: 'Añadir una regla' }).click();
  const own = page.getByRole('list', { name: 'Reglas de la casa' });
  await expect(own).toContainText('lun a vie 08:00–18:00, sáb 08:00–12:00, nunca en festivos');
  await own.getByRole('button', { name: /^Quitar la regla/ }).click();
  await expect(own).toHaveCount(0);

  const desk = await browser.newPage({ locale: 'es-CO' });
  await signInAs(desk, DESK.agent, '/desk');
  await desk.getByRole('link', { name: new RegExp(DESK.debtors.second) }).click();
  const task = desk.getByRole('region', { name: 'Llamada' });
  await task.getByRole('button', { name: 'Tomar la tarea' }).click();
  const call = task.getByRole('button', { name: 'Empezar la llamada' });
  await expect(call).toHaveAttribute('aria-disabled', 'true');
  await expect(call).toHaveAccessibleDescription(/regla «.*07:00–09:00.*» \(Ley 2300\/2023 art\. 3\)/);
  await expect(call).toHaveAccessibleDescription(/Vuelve a poderse el sábado 21 de noviembre.*, 08:00/);
  const key = new URL(desk.url()).searchParams.get('task');
  const refused = await desk.request.post(`/api/v1/tasks/${key}`, { data: { deed: 'start' } });
  expect(await refused.json()).toMatchObject({ code: 'contact-not-allowed' });
  await desk.close();
});

test('a test case that does not hold keeps a journey from being published; accounts under way move to the place that is chosen', async ({
  page,
}) => {
  await signInAs(page, DESK.manager, '/journeys/llamadas');
  await page.getByRole('button', { name: 'Casos de prueba' }).click();
  const dock = page.getByRole('region', { name: 'Casos de prueba' });
  const add = dock.locator('input[type=file]');
  await add.setInputFiles({ name: 'roto.json', mimeType: 'application/json', buffer: Buffer.from('{') });
  await expect(dock.getByText('El archivo no es un JSON que se pueda leer.')).toBeVisible();
  const { revision, document } = await (await page.request.get('/api/v1/journeys/llamadas')).json();
  await add.setInputFiles({
    name: 'sin-saldo.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(scenario(document))),
  });
  await expect(dock.getByRole('listitem')).toContainText('Nadie que no debe');
  await expect(dock.getByRole('listitem')).toContainText('No se cumple');

  // The step of the calls is drawn anew under another id: who stands at the old one needs a place.
  const anew = JSON.parse(JSON.stringify(document).replaceAll('"llama"', '"vuelve"').replaceAll('"Llamar"', '"Volver a llamar"'));
  expect((await page.request.put('/api/v1/journeys/llamadas', { data: { revision, document: anew } })).status()).toBe(200);
  await page.reload();
  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Publicar el recorrido' });
  await expect(dialog.getByText('Nadie que no debe')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Publicar v2' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cerrar' }).click();

  await page.getByRole('button', { name: 'Casos de prueba' }).click();
  await dock.getByRole('button', { name: /^Quitar el caso/ }).click();
  await expect(dock.getByRole('listitem')).toHaveCount(0);
  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  await dialog.getByRole('radio', { name: /^Pasan a la versión 2/ }).check();
  await expect(dialog.getByText('1 cuenta terminará su recorrido sin seguir en ningún paso.')).toBeVisible();
  await dialog.getByLabel(/«Llamar» ya no está: su cuenta/).selectOption({ label: 'Siguen en «Volver a llamar»' });
  await dialog.getByRole('button', { name: 'Publicar v2' }).click();
  await expect(page.getByText('La versión 2 está en vivo')).toBeVisible();
  expect(await (await page.request.get('/api/v1/journeys/llamadas/counts')).json()).toMatchObject({
    version: 2,
    nodes: { vuelve: { here: 1 } },
  });
});

test('a manager writes a test case from what a debtor lived through, by keyboard, changes what it expects, and takes it away', async ({
  page,
}) => {
  await signInAs(page, DESK.manager, '/journeys/llamadas');
  await page.getByRole('button', { name: 'Casos de prueba' }).click();
  const dock = page.getByRole('region', { name: 'Casos de prueba' });
  await dock.getByRole('button', { name: 'Nuevo caso' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Nuevo caso de prueba' });
  await form.getByRole('button', { name: 'Guardar el caso' }).click();
  await expect(form.getByText('Ponle un nombre al caso.')).toBeVisible();
  await form.getByLabel('Empezar con la historia de un deudor').fill('CLI-second');
  await form.getByLabel('Empezar con la historia de un deudor').press('Enter');
  await expect(form.getByLabel('Al final')).toHaveValue(/^live /);
  await form.getByLabel('Nombre', { exact: true }).fill('Nadie contesta');
  await form.getByLabel('Nombre', { exact: true }).press('Enter');
  const line = dock.getByRole('listitem');
  await expect(line).toContainText('Nadie contesta');
  await expect(line).toContainText('Se cumple');

  const again = page.getByRole('dialog', { name: 'Caso de prueba', exact: true });
  await dock.getByRole('button', { name: 'Cambiar el caso «Nadie contesta»' }).click();
  await again.getByLabel('Nombre', { exact: true }).fill('Sale avisado');
  await again.getByLabel('Al final').selectOption('ended told');
  await again.getByRole('button', { name: 'Guardar el caso' }).click();
  await expect(line).toContainText('No se cumple');
  await dock.getByRole('button', { name: 'Cambiar el caso «Sale avisado»' }).click();
  await again.getByRole('button', { name: 'Usar lo que pasa hoy' }).click();
  await expect(again.getByLabel('Al final')).toHaveValue(/^live /);
  await again.getByRole('button', { name: 'Guardar el caso' }).click();
  await expect(line).toContainText('Se cumple');
  await dock.getByRole('button', { name: /^Quitar el caso/ }).click();
  await expect(line).toHaveCount(0);
});

/** Somebody without a balance, of whom it is said, wrongly, that the journey asks for a call. */
function scenario(journey: object) {
  return {
    name: 'Nadie que no debe',
    workspace: { timezone: 'America/Bogota', country: 'CO', policy: null },
    from: '2026-11-20T15:00:00Z',
    to: '2026-11-22T15:00:00Z',
    debtors: [{ id: 'd', country: 'CO', phone: '+573001112233' }],
    accounts: [{ id: 'a', debtor: 'd', balance: 0, currency: 'COP', dueDate: '2026-11-10', status: 'overdue' }],
    journey,
    events: [],
    expect: { contacts: [], notSent: [], enrollments: [{ account: 'a', status: 'live', node: 'llama' }] },
  };
}
