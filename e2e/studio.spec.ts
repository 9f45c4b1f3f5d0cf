import { expect, type Locator, type Page, test } from '@playwright/test';
import { card, dragTo, drop, line, middle, palette, pointOn, setting, settings } from './drawing.ts';
import { PASSWORD, PEOPLE } from './people.ts';
import { giveCredentials, signInAs } from './sign-in-as.ts';

const edges = (page: Page) => page.locator('.react-flow__edge');
const saved = (page: Page) => expect(page.getByRole('status').filter({ hasText: 'Guardado' })).toBeVisible();

test('by mouse: steps from the palette, lines between them, one led elsewhere, undone and redone; a reload keeps it', async ({ page }) => {
  await openNew(page, PEOPLE.manager, 'Dibujado con el ratón');
  await drop(page, 'Mensaje', -60, 190);
  await expect(settings(page).getByText('Mensaje · etapa Preventiva')).toBeVisible();
  await drop(page, 'Esperar evento', 240, 60);
  await drop(page, 'Salida', 520, 60);
  await drop(page, 'Salida', 520, 220);
  await setting(page, 'Resultado').fill('tarde');

  await line(page, 'Salida «sigue» de Entran', card(page, 'Mensaje: Canal preferido'));
  await line(page, 'Salida «enviado» de Canal preferido', card(page, 'Esperar evento: Esperar evento'));
  await line(page, 'Salida «vence el plazo» de Esperar evento', card(page, 'Salida: Salida').first());
  await expect(edges(page)).toHaveCount(3);
  await expect(page.getByRole('group', { name: 'De Esperar evento por «vence el plazo» a Salida' })).toHaveCount(1);

  await page.getByRole('group', { name: 'De Esperar evento por «vence el plazo» a Salida' }).press('Enter');
  const end = await page.locator('.react-flow__edge.selected .react-flow__edgeupdater-target').boundingBox();
  await dragTo(page, middle(end), await pointOn(card(page, 'Salida: Salida').last()));
  await settings(page).getByLabel('Lleva a').waitFor();
  await expect(edges(page)).toHaveCount(3);
  await saved(page);
  const drawn = await document(page);
  const late = drawn.nodes.find(({ config }) => config.outcome === 'tarde');
  expect(drawn.edges.map(({ sourceHandle }) => sourceHandle)).toEqual(['next', 'sent', 'timeout']);
  expect(drawn.edges[2]?.target).toBe(late?.id);
  expect(drawn.nodes.map(({ stage }) => stage)).toEqual(['pre', 'pre', 'due', 'early', 'early']);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(edges(page)).toHaveCount(2);
  await page.keyboard.press('Control+Shift+z');
  await page.keyboard.press('Control+y');
  await expect(edges(page)).toHaveCount(3);
  await saved(page);
  await page.reload();
  await expect(edges(page)).toHaveCount(3);
  expect(await document(page)).toEqual(drawn);
});

test('each type of step refuses a bad value in place, with a sentence, and keeps the last good one', async ({ page }) => {
  await openNew(page, PEOPLE.manager, 'Valores');
  const refuses = async (field: Locator, bad: string, sentence: string) => {
    await field.fill(bad);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(settings(page).getByText(sentence)).toBeVisible();
    await expect(field).toHaveValue(bad);
  };
  await card(page, 'Entrada: Entran').click();
  await setting(page, 'Volver a entrar').selectOption('yes');
  await refuses(setting(page, 'Días desde que salió'), '1,5', 'Escribe un número entero.');
  await settings(page).getByRole('button', { name: 'Regla', exact: true }).click();
  await refuses(setting(page, 'Valor'), 'mucho', 'Escribe un importe en COP, como 1500.');
  await setting(page, 'Valor').fill('1500,50');
  await expect(card(page, 'Entrada: Entran')).toContainText('Saldo > 1');

  await add(page, 'Mensaje');
  await setting(page, 'Cuándo').selectOption('before');
  await refuses(setting(page, 'Hora'), '25:00', 'Escribe una hora como 09:00.');
  await setting(page, 'Hora').fill('09:30');
  await refuses(setting(page, 'Días antes'), '-3', 'Escribe un número de 1 a 3650.');
  await expect(page.getByText('D−3 · 09:30')).toBeVisible();
  await refuses(setting(page, 'Campo'), '¿cuál?', 'Un campo lleva letras');
  await setting(page, 'Campo').fill('factura');
  await setting(page, 'Campo').press('Enter');
  await expect(settings(page).getByRole('button', { name: 'Quitar factura' })).toBeVisible();
  await refuses(setting(page, 'Campo'), 'factura', 'Ese adjunto ya está en la lista.');
  await add(page, 'Gestión humana');
  await refuses(setting(page, 'Vence a los días'), '0', 'Escribe un número de 1 a 3650.');
  await add(page, 'Esperar');
  await refuses(setting(page, 'Cuánto'), 'dos', 'Escribe un número entero.');
  await add(page, 'Esperar evento');
  await refuses(setting(page, 'Evento propio'), 'con espacios', 'Un evento propio lleva letras');
  await add(page, 'Condición');
  await setting(page, 'Rama 1').fill('Con saldo');
  await refuses(setting(page, 'Rama 1'), '', 'Ponle un nombre a la rama.');
  await add(page, 'Salida');
  await refuses(setting(page, 'Resultado'), '', 'Di cómo se llama el resultado.');
  await saved(page);
  const configs = (await document(page)).nodes.map(({ config }) => config);
  expect(configs[0]).toMatchObject({ reentry: { allow: true, afterDays: 30 }, trigger: { where: { rules: [{ value: 150050 }] } } });
  expect(configs[1]).toMatchObject({ when: { kind: 'due', days: -3, at: '09:30' }, attachments: ['account.attributes.factura'] });
  expect(configs.at(-1)).toEqual({ outcome: 'done' });
});

test('steps that offer, try, learn, ration, note, call out and hand over refuse a bad value in place too', async ({ page }) => {
  await openNew(page, PEOPLE.manager, 'Más valores');
  const refuses = async (name: string, bad: string, sentence: string) => {
    const field = setting(page, name);
    await field.fill(bad);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await expect(settings(page).getByText(sentence).first()).toBeVisible();
  };
  await add(page, 'Oferta');
  await refuses('Vale por días', '0', 'Escribe un número de 1 a 3650.');
  await setting(page, 'Vale por días').fill('9');
  await add(page, 'Experimento');
  await refuses('Clave del experimento', '', 'Ponle una clave al experimento.');
  await add(page, 'Mejor acción');
  await refuses('Clave del aprendizaje', '', 'Ponle una clave al aprendizaje.');
  await add(page, 'Cupo del día');
  await refuses('Lugares al día', '0', 'Escribe un número de 1 a');
  await add(page, 'Anotar');
  await refuses('Nombre del atributo', '', '«Anotar» no puede escribir');
  await add(page, 'Webhook');
  await refuses('Segundos de espera', '0', 'Escribe un número de 1 a');
  await setting(page, 'Dirección').fill('http://localhost/x');
  await expect(
    settings(page)
      .getByText(/dirección interna/)
      .first(),
  ).toBeVisible();
  await add(page, 'Otro recorrido');
  await expect(setting(page, 'El otro recorrido')).toHaveAttribute('aria-invalid', 'true');
  await setting(page, 'El otro recorrido').selectOption('preventiva-y-mora');
  await expect(setting(page, 'El otro recorrido')).not.toHaveAttribute('aria-invalid', 'true');
  await saved(page);
  const configs = Object.fromEntries((await document(page)).nodes.flatMap(({ config }) => Object.entries(config)));
  expect(configs).toMatchObject({ validDays: 9, perDay: expect.any(Number), timeoutSeconds: 10, url: 'http://localhost/x' });
});

test('by keyboard alone: search, add, connect, move, copy, paste, delete, undo', async ({ page }) => {
  await openNew(page, PEOPLE.manager, 'Con el teclado');
  await card(page, 'Entrada: Entran').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('/');
  await expect(palette(page).getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('condicion');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'De Entran por «sigue» a Condición' })).toHaveCount(1);
  await palette(page).getByRole('searchbox').fill('salida');
  await page.keyboard.press('Enter');
  await card(page, 'Condición: Condición').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.keyboard.press('c');
  await expect(settings(page).getByRole('region', { name: 'Conexiones' }).getByRole('combobox').first()).toBeFocused();
  await settings(page).getByLabel('si no', { exact: true }).selectOption({ label: 'Salida' });
  await expect(edges(page)).toHaveCount(3);

  await card(page, 'Condición: Condición').focus();
  const before = await card(page, 'Condición: Condición').boundingBox();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await card(page, 'Condición: Condición').boundingBox())?.y).toBeGreaterThan(before?.y ?? 0);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(page.locator('.react-flow__node')).toHaveCount(6);
  await expect(edges(page)).toHaveCount(6);
  await page.keyboard.press('Delete');
  await expect(page.locator('.react-flow__node')).toHaveCount(3);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  expect((await card(page, 'Condición: Condición').boundingBox())?.y).toBe(before?.y);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Atajos de teclado' })).toBeVisible();
});

test('a finding says what is wrong as one draws, leads to its place, and goes when it is mended', async ({ page }) => {
  await openNew(page, PEOPLE.manager, 'Hallazgos');
  await add(page, 'Mensaje');
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 400 } });
  await page.getByRole('button', { name: /Hallazgos/ }).click();
  await page.getByRole('button', { name: /Ningún camino lleva de una entrada a «Canal preferido»/ }).click();
  await expect(settings(page).getByRole('heading', { name: 'Canal preferido' })).toBeVisible();
  await expect(setting(page, 'Mensaje')).toHaveAttribute('aria-invalid', 'true');
  await card(page, 'Entrada: Entran').click();
  await setting(page, 'sigue').selectOption({ label: 'Canal preferido' });
  await expect(page.getByRole('button', { name: /Ningún camino/ })).toHaveCount(0);
});

test('two people at once: the second is told who saved when, and keeps hers as a copy', async ({ page, browser }) => {
  const key = await openNew(page, PEOPLE.manager, 'De dos');
  const other = await browser.newPage();
  await signInAs(other, PEOPLE.marketer, `/journeys/${key}`);
  await setting(other, 'Nombre').fill('De Sofía');
  await saved(other);
  await other.close();
  await setting(page, 'Nombre').fill('De Mateo');
  await expect(page.getByText(/Sofía Duarte guardó este recorrido el/)).toBeVisible();
  await page.getByRole('button', { name: 'Guardar lo mío como copia' }).click();
  await expect(page).not.toHaveURL(new RegExp(`${key}$`));
  await expect(page.getByRole('heading', { name: 'De Mateo (copia)', level: 1 })).toBeVisible();
  expect((await document(page, key)).name).toBe('De Sofía');
});

test('what the network kept from being saved is kept here, and saved when it is back; a new page brings it back', async ({ page }) => {
  const key = await openNew(page, PEOPLE.manager, 'Sin red');
  await page.route(`**/api/v1/journeys/${key}`, (route) => route.abort());
  await setting(page, 'Nombre').fill('Sin red, a salvo');
  await expect(page.getByText('Sin conexión: lo dibujado está a salvo')).toBeVisible();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('Recuperamos lo que habías dibujado')).toBeVisible();
  await expect(setting(page, 'Nombre')).toHaveValue('Sin red, a salvo');
  await page.unroute(`**/api/v1/journeys/${key}`);
  await saved(page);
  expect((await document(page)).name).toBe('Sin red, a salvo');
});

test('a session that ended is said, nothing drawn is lost, and it is saved after signing in again', async ({ page }) => {
  const key = await openNew(page, PEOPLE.manager, 'Sin sesión');
  await page.context().clearCookies();
  await setting(page, 'Nombre').fill('Sin sesión, a salvo');
  const told = page.getByRole('status').filter({ hasText: 'Tu sesión terminó' });
  await expect(told).toBeVisible();
  page.once('dialog', (dialog) => void dialog.accept());
  await told.getByRole('link').click();
  await giveCredentials(page, PEOPLE.manager.email, PASSWORD);
  await expect(page.getByText('Recuperamos lo que habías dibujado')).toBeVisible();
  await saved(page);
  expect((await document(page, key)).name).toBe('Sin sesión, a salvo');
});

test('a paste of 5 MB is refused in words, on the canvas and in a note, and what was drawn stays as it was', async ({ page }) => {
  await openNew(page, PEOPLE.manager, 'Cinco megas');
  const before = await document(page);
  await card(page, 'Entrada: Entran').click();
  const pasted = (box: Element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', `{"format":"cadenza.clip/1","nodes":"${'x'.repeat(5_000_000)}"}`);
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  };
  await page.locator('.react-flow__pane').evaluate(pasted);
  await expect(page.getByText('Lo que copiaste no es una parte de un recorrido que se pueda pegar.')).toBeVisible();
  const note = setting(page, 'Nota');
  await note.fill('x'.repeat(5_000_000));
  await expect(note).toHaveAttribute('aria-invalid', 'true');
  await expect(settings(page).getByText(/Es demasiado largo: 4.?000 caracteres como mucho/)).toBeVisible();
  await note.fill('Una nota breve');
  await saved(page);
  expect((await document(page)).nodes).toEqual(before.nodes.map((node) => ({ ...node, note: 'Una nota breve' })));
});

test('who only reads sees everything and changes nothing; on a phone a step opens its settings', async ({ page }) => {
  await signInAs(page, PEOPLE.executive, '/journeys/preventiva-y-mora');
  await expect(page.getByText('Solo lectura')).toBeVisible();
  await expect(palette(page)).toHaveCount(0);
  await page.locator('.react-flow__node').nth(1).click();
  await expect(setting(page, 'Nombre del paso')).toHaveAttribute('readonly', '');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(setting(page, 'Nombre del paso')).toBeVisible();
  await page.locator('.react-flow__node').nth(1).focus();
  await settings(page).focus();
  await page.keyboard.press('Escape');
  await expect(settings(page)).toBeHidden();
  expect(await page.evaluate(() => window.document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

interface Drawn {
  readonly name: string;
  readonly nodes: readonly { readonly id: string; readonly stage?: string; readonly config: Record<string, unknown> }[];
  readonly edges: readonly { readonly sourceHandle: string; readonly target: string }[];
}

/** A blank journey of this name, open on its canvas; answers its key. */
async function openNew(page: Page, person: { readonly email: string }, name: string): Promise<string> {
  await signInAs(page, person, '/icon.svg');
  const made = await page.request.post('/api/v1/journeys', { data: { name } });
  expect(made.ok()).toBe(true);
  const { key } = await made.json();
  await page.goto(`/journeys/${key}`);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  return key;
}

/** What the server has of the open journey. */
async function document(page: Page, key = new URL(page.url()).pathname.split('/').at(-1)): Promise<Drawn> {
  return (await (await page.request.get(`/api/v1/journeys/${key}`)).json()).document;
}

async function add(page: Page, type: string): Promise<void> {
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 420 } });
  await palette(page).getByRole('button', { name: type, exact: true }).press('Enter');
  await expect(
    settings(page)
      .getByText(new RegExp(`^${type}( ·|$)`))
      .first(),
  ).toBeVisible();
}
