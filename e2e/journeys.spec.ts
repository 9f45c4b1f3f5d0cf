import { expect, type Page, test } from '@playwright/test';
import { card } from './drawing.ts';
import { moveClock } from './move-clock.ts';
import { COLLEAGUE, PUBLISHER, WRITER } from './people.ts';
import { signInAs } from './sign-in-as.ts';

/** Each story goes on where the one before left the workshop. */
test.describe.configure({ mode: 'serial' });

const KEY = 'aviso-de-la-semana';
const NAME = 'Aviso de la semana';
const URL = `/api/v1/journeys/${KEY}`;

/** On the first day of the story nobody is in it: who enters the day after enters the version that is live then. */
const near = { combinator: 'and', rules: [{ field: 'account.daysPastDue', operator: '>=', value: -6 }] };

/** A journey that writes six days before the due date, up to four days late, with the message of this key. */
const drawing = (template: string) => ({
  format: 'cadenza.journey/1',
  key: KEY,
  name: NAME,
  stages: [{ id: 'pre', name: 'Preventiva', fromDay: -10, toDay: -1 }],
  nodes: [
    {
      id: 'entra',
      type: 'entry',
      stage: 'pre',
      label: 'Quien vence pronto',
      position: { x: 0, y: 0 },
      config: { trigger: { kind: 'segment', where: near } },
    },
    {
      id: 'avisa',
      type: 'message',
      stage: 'pre',
      label: 'Primer aviso',
      position: { x: 0, y: 200 },
      config: { when: { kind: 'due', days: -6, at: '09:00' }, graceDays: 4, channel: { mode: 'fixed', channel: 'email' }, template },
    },
    { id: 'sale', type: 'exit', stage: 'pre', position: { x: 0, y: 400 }, config: { outcome: 'avisado' } },
  ],
  edges: [
    { id: 'e1', source: 'entra', sourceHandle: 'next', target: 'avisa' },
    { id: 'e2', source: 'avisa', sourceHandle: 'sent', target: 'sale' },
  ],
});

async function save(page: Page, template: string, more: object = {}) {
  const { revision } = await (await page.request.get(URL)).json();
  return page.request.put(URL, { data: { revision, document: { ...drawing(template), ...more } } });
}

const line = async (page: Page) => (await (await page.request.get('/api/v1/journeys')).json()).journeys[0];

test('a journey is made once, however often one clicks, and one with errors is not published', async ({ page }) => {
  await signInAs(page, PUBLISHER);
  await expect(page.getByRole('heading', { name: 'Todavía no hay recorridos' })).toBeVisible();
  await page.getByRole('button', { name: 'Nuevo recorrido' }).click();
  await page.getByRole('button', { name: 'Crear en blanco' }).click();
  await expect(page.getByText('Escribe un nombre: así lo verá tu equipo.')).toBeVisible();
  await page.getByLabel('Nombre').fill(NAME);
  await page.getByRole('button', { name: 'Crear en blanco' }).dblclick();
  await expect(page).toHaveURL(new RegExp(`/journeys/${KEY}$`));
  expect((await (await page.request.get('/api/v1/journeys')).json()).journeys).toHaveLength(1);

  expect((await save(page, 'no-existe')).status()).toBe(200);
  await page.reload();
  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Publicar el recorrido' });
  await expect(dialog.getByText('Un error impide publicar')).toBeVisible();
  await expect(dialog.getByText(/«no-existe»/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Publicar v1' })).toBeDisabled();
  const refused = await page.request.post(`${URL}/publish`, { data: { revision: 2 } });
  expect(refused.status()).toBe(422);
  expect(await refused.json()).toMatchObject({ code: 'journey-has-errors', findings: [{ code: 'unknown-template', node: 'avisa' }] });
  expect(await line(page)).toMatchObject({ status: 'draft', liveVersion: null });
});

test('what is too large, unreadable or of another key is refused in words, and nothing of it is stored', async ({ page }) => {
  await signInAs(page, PUBLISHER);
  const huge = await save(page, 'aviso', { description: 'x'.repeat(5_000_000) });
  expect(huge.status()).toBe(413);
  expect(await huge.json()).toMatchObject({ code: 'too-large', title: expect.stringContaining('1 MiB') });
  const strange = await save(page, 'aviso', { colour: 'red', key: KEY });
  expect(strange.status()).toBe(422);
  expect(await strange.json()).toMatchObject({ problems: [{ path: '$.colour' }] });
  expect(await (await save(page, 'aviso', { key: 'otro' })).json()).toMatchObject({ problems: [{ path: '$.key' }] });
  expect((await line(page)).revision).toBe(2);
});

test('of two who save at once one is told who was first, and nobody publishes what they have not seen', async ({ page, browser }) => {
  await signInAs(page, PUBLISHER, `/journeys/${KEY}`);
  await expect(page.getByRole('button', { name: 'Publicar', exact: true })).toBeVisible();
  const other = await browser.newPage();
  await signInAs(other, COLLEAGUE);
  expect((await save(other, 'aviso')).status()).toBe(200);
  await other.close();
  const late = await page.request.put(URL, { data: { revision: 2, document: { ...drawing('aviso'), name: 'Tarde' } } });
  expect(late.status()).toBe(409);
  expect(await late.json()).toMatchObject({ code: 'revision-conflict', conflict: { revision: 3, by: COLLEAGUE.name, mine: false } });
  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  await expect(page.getByRole('dialog').getByText('Alguien guardó este recorrido después de que lo abriste.')).toBeVisible();
  expect((await page.request.post(`${URL}/publish`, { data: { revision: 2 } })).status()).toBe(409);
});

test('a marketer sees what publishing would do and who may, and the server refuses it too', async ({ page }) => {
  await signInAs(page, WRITER, `/journeys/${KEY}`);
  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Publicar el recorrido' });
  await expect(dialog.getByText('0 cuentas', { exact: true })).toBeVisible();
  await expect(dialog.getByText('publicarlos queda a cargo de un gestor')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Publicar v1' })).toBeDisabled();
  for (const call of ['publish', 'pause', 'resume'])
    expect((await page.request.post(`${URL}/${call}`, { data: { revision: 3 } })).status()).toBe(403);
});

test('a double click publishes one version, and paused it tells nobody', async ({ page }) => {
  await signInAs(page, PUBLISHER, `/journeys/${KEY}`);
  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Publicar el recorrido' });
  await expect(dialog.getByText('Hoy están en «Quien vence pronto»')).toBeVisible();
  await dialog.getByRole('button', { name: 'Publicar v1' }).dblclick();
  await expect(page.getByText('La versión 1 está en vivo')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cerrar' }).last().click();
  expect(await (await page.request.post(`${URL}/publish`, { data: { revision: 3 } })).json()).toMatchObject({ version: 1, wasLive: true });
  expect(await line(page)).toMatchObject({ status: 'live', liveVersion: 1, hasChanges: false });

  await page.getByRole('button', { name: 'Pausar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pausar' }).click();
  await expect(page.getByRole('button', { name: 'Reanudar' })).toBeVisible();
  await moveClock(page, { advance: 'day' });
  await page.goto('/journeys');
  await expect(page.getByRole('row', { name: new RegExp(NAME) })).toContainText('En pausa');
  expect((await (await page.request.get('/api/v1/contacts')).json()).contacts).toEqual([]);
});

test('a message is refused in place where it names what is not there, and is told in its new words once it is published and goes on', async ({
  page,
}) => {
  await signInAs(page, PUBLISHER, `/journeys/${KEY}`);
  await card(page, 'Mensaje: Primer aviso').click();
  await page.getByRole('button', { name: 'Editar el mensaje' }).click();
  const editor = page.getByRole('dialog', { name: 'Mensaje «aviso»' });
  const mail = editor.frameLocator('iframe');
  await expect(mail.getByText('Hola Olga: tu cuota vence')).toBeVisible();
  const body = editor.getByLabel('Texto');
  await body.fill('Hola {{ debtor.nmae }}');
  await expect(editor.getByText('el dato debtor.nmae no existe.')).toBeVisible();
  await expect(editor.getByText('¿Quisiste decir debtor.name?')).toBeVisible();
  await expect(editor.getByRole('button', { name: 'Guardar versión 2' })).toBeDisabled();
  await body.evaluate((box) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'x'.repeat(5_000_000));
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(editor.getByText('No se pegó nada.')).toBeVisible();
  await expect(body).toHaveValue('Hola {{ debtor.nmae }}');
  await body.fill('Olga, te esperamos hasta el {{ account.dueDate | date }}.');
  await expect(mail.getByText(/Olga, te esperamos hasta el .*26/)).toBeVisible();
  await editor.getByRole('button', { name: 'Guardar versión 2' }).dblclick();
  await expect(editor.getByText('Versión 2 guardada.')).toBeVisible();
  await editor.getByRole('button', { name: 'Cerrar' }).last().click();

  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publicar v2' }).click();
  await expect(page.getByText('La versión 2 está lista')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cerrar' }).last().click();
  await page.getByRole('button', { name: 'Reanudar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reanudar' }).click();
  await expect(page.getByRole('button', { name: 'Pausar' })).toBeVisible();
  await moveClock(page, { advance: 'day' });
  await page.goto('/inbox');
  await expect(
    page
      .getByRole('article')
      .frameLocator('iframe')
      .getByText(/Olga, te esperamos hasta el/),
  ).toBeVisible();
  expect(await (await page.request.get(`${URL}/counts`)).json()).toMatchObject({
    version: 2,
    nodes: { avisa: { arrived: 1, sent: 1 }, sale: { arrived: 1, here: 0 } },
    edges: { e1: 1, e2: 1 },
  });
});

test('going back to a version brings its words to the draft, shows what would change, and is published as a new one', async ({ page }) => {
  await signInAs(page, PUBLISHER, `/journeys/${KEY}`);
  await page.getByRole('button', { name: 'Versiones' }).click();
  const dialog = page.getByRole('dialog', { name: 'Versiones publicadas' });
  await expect(dialog.getByRole('list', { name: 'Versiones publicadas' }).getByRole('listitem')).toHaveCount(2);
  await dialog.getByText('Qué cambiaría al volver a la versión 1').click();
  await expect(dialog.getByRole('list', { name: 'Qué cambiaría al volver a la versión 1' })).toContainText('Cambió el texto de «aviso»');
  await dialog.getByRole('button', { name: 'Volver a la versión 1' }).click();
  const publish = page.getByRole('dialog', { name: 'Publicar el recorrido' });
  await publish.getByRole('button', { name: 'Publicar v3' }).click();
  await expect(page.getByText('La versión 3 está en vivo')).toBeVisible();
  const versions = `${URL}/versions`;
  const read = async (number: number) => (await (await page.request.get(`${versions}/${number}`)).json()).document;
  expect(await read(3)).toEqual(await read(1));
  expect((await page.request.get(`${versions}/9`)).status()).toBe(404);
});
