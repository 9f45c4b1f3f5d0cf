import { existsSync, readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { inputPath } from '#lib/testing/inputs.ts';
import { card, drop, line, setting, settings } from './drawing.ts';
import { FOUNDER } from './people.ts';
import { giveCredentials } from './sign-in-as.ts';

/*
 * The whole of a manager's first day, on the public file of invoices: two years and two months pass in it. The figures are
 * those of `expected-ibm.json`: 1,261 accounts still owe five days before the due date, 877 on the day, 700 three days after.
 */
const IBM = inputPath('1-portfolios/ibm-accounts-receivable.mdY.csv');
const TOLD = { 'D−5 · 09:00': 1_261, 'D0 · 10:00': 877, 'D+3 · 09:00': 700 };

if (existsSync(IBM)) {
  test('a manager makes a workspace, imports invoices, draws the cadence, publishes it, lets two years pass, and sees who was told and why', async ({
    page,
  }) => {
    test.setTimeout(300_000);
    await page.goto('/sign-in');
    await giveCredentials(page, FOUNDER.email, 'cadenza-de-prueba');
    await makeWorkspace(page);
    await importInvoices(page);
    const key = await drawCadence(page);
    await publish(page);
    await letTimePass(page);
    await seeCounts(page, key);
    await readInbox(page, key);
    await seeSilenceAfterPayment(page);
    await readWhy(page);
    await readAging(page);
  });
}

async function makeWorkspace(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Crear un espacio' }).first().click();
  await page.getByLabel('Nombre').fill('Facturas de Prueba');
  await page.getByLabel('País').selectOption('CO');
  await page.getByLabel('Moneda').selectOption('USD');
  await page.getByLabel('Primer día del reloj').fill('2012-01-01');
  // Invoices of long ago, told at hours and on days of their own: under no country's policy, which is said plainly.
  await page.getByRole('checkbox', { name: 'Aplicar la política de contacto de Colombia' }).uncheck();
  await expect(page.getByText(/^Sin política: ninguna regla/)).toBeVisible();
  await page.getByRole('button', { name: 'Crear el espacio' }).click();
  await expect(page.getByText('0 de 4 listos')).toBeVisible();
}

async function importInvoices(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Importar', exact: true }).first().click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Elegir archivo' }).click();
  await (await chooser).setFiles({ name: 'facturas.csv', mimeType: 'text/csv', buffer: readFileSync(IBM) });
  await expect(page.getByText('solo existe como mes/día/año')).toBeVisible();
  await page.getByLabel('Correo por defecto').fill('accounts@example.com');
  await page.getByLabel('Teléfono por defecto').fill('+12025550123');
  await page.getByRole('button', { name: 'Revisar el archivo' }).click();
  await page.getByRole('button', { name: /^Importar 2\.?466 filas$/ }).click();
  await expect(page.getByRole('heading', { name: 'Importación terminada' })).toBeVisible();
}

/** The three messages between entry and exit: each dragged from the palette, given its time, channel and words, and joined by a line. */
async function drawCadence(page: Page): Promise<string> {
  await page.goto('/journeys');
  await page.getByRole('button', { name: 'Nuevo recorrido' }).first().click();
  await page.getByLabel('Nombre').fill('Cadencia de los artículos');
  await page.getByRole('button', { name: 'Crear en blanco' }).click();
  await expect(card(page, 'Entrada: Entran')).toBeVisible();
  await addMessage(page, 'Correo antes', -70, 190, { when: 'before', days: ['Días antes', '5'], time: '09:00', channel: 'email' });
  await addMessage(page, 'SMS del día', 240, 90, { when: 'on', days: null, time: '10:00', channel: 'sms' });
  await addMessage(page, 'Correo después', 520, 90, { when: 'past', days: ['Días después', '3'], time: '09:00', channel: 'email' });
  await drop(page, 'Salida', 520, 260);
  await line(page, 'Salida «sigue» de Entran', card(page, 'Mensaje: Correo antes'));
  await line(page, 'Salida «enviado» de Correo antes', card(page, 'Mensaje: SMS del día'));
  await line(page, 'Salida «enviado» de SMS del día', card(page, 'Mensaje: Correo después'));
  await line(page, 'Salida «enviado» de Correo después', card(page, 'Salida: Salida'));
  await expect(page.locator('.react-flow__edge')).toHaveCount(4);
  await expect(page.getByRole('status').filter({ hasText: 'Guardado' })).toBeVisible();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

interface Plan {
  readonly when: string;
  readonly days: readonly [string, string] | null;
  readonly time: string;
  readonly channel: 'email' | 'sms';
}

async function addMessage(page: Page, name: string, right: number, down: number, plan: Plan): Promise<void> {
  await drop(page, 'Mensaje', right, down);
  await setting(page, 'Nombre del paso').fill(name);
  await setting(page, 'Cuándo').selectOption(plan.when);
  if (plan.days) await setting(page, plan.days[0]).fill(plan.days[1]);
  await setting(page, 'Hora').fill(plan.time);
  await setting(page, 'Elección del canal').selectOption('fixed');
  await setting(page, 'Canal').selectOption(plan.channel);
  await settings(page).getByRole('button', { name: 'Escribir un mensaje nuevo' }).click();
  const editor = page.getByRole('dialog', { name: /^Mensaje/ });
  if (plan.channel === 'email') await editor.getByLabel('Asunto').fill('Tu factura {{ account.id }}');
  await editor
    .getByLabel('Texto')
    .fill('Factura {{ account.id }}: debes {{ account.balance | money }}, vence el {{ account.dueDate | date }}.');
  await editor.getByRole('button', { name: 'Guardar versión 1' }).click();
  await expect(editor.getByText('Versión 1 guardada.')).toBeVisible();
  await editor.getByRole('button', { name: 'Cerrar' }).last().click();
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publicar', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Publicar el recorrido' });
  await dialog.getByRole('button', { name: 'Publicar v1' }).dblclick();
  await expect(page.getByText('La versión 1 está en vivo')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cerrar' }).last().click();
}

async function letTimePass(page: Page): Promise<void> {
  const clock = page.getByRole('button', { name: /^Reloj:/ });
  await clock.click();
  await page.getByLabel('Fecha', { exact: true }).fill('2014-02-28');
  await page.getByRole('button', { name: 'Avanzar', exact: true }).click();
  await expect(page.getByRole('progressbar', { name: 'Avance del reloj' })).toBeVisible();
  await expect(clock).toHaveAccessibleName(/28 feb 2014/, { timeout: 240_000 });
}

/** What the drawing itself says of each step. */
async function seeCounts(page: Page, key: string): Promise<void> {
  await page.goto(`/journeys/${key}`);
  for (const [time, told] of Object.entries(TOLD)) {
    const step = page.locator('.react-flow__node').filter({ hasText: time });
    await expect(step).toContainText(new RegExp(`${String(told).replace(/(\d)(\d{3})$/, '$1\\.?$2')}\\s*env\\.`));
  }
}

interface InboxRow {
  readonly node: { readonly label: string };
  readonly accounts: readonly { readonly externalId: string }[];
  readonly status: string;
}

/** Every contact that the inbox lists, page by page: accounts told by step, and none after its payment. */
async function readInbox(page: Page, key: string): Promise<void> {
  await page.goto(`/inbox?journey=${key}`);
  await expect(page.getByRole('listitem').first()).toBeVisible();
  const told = new Map<string, Set<string>>();
  for (const { node, accounts, status } of await pages<InboxRow>(page, `/api/v1/contacts?journey=${key}&limit=200`, 'contacts')) {
    expect(status).toBe('sent');
    const names = told.get(node.label) ?? new Set();
    for (const { externalId } of accounts) names.add(externalId);
    told.set(node.label, names);
  }
  expect([...told].map(([, names]) => names.size).sort((a, b) => b - a)).toEqual(Object.values(TOLD));
}

/** Every debtor's history, to its end: no account was told of at or after the instant of its payment. */
async function seeSilenceAfterPayment(page: Page): Promise<void> {
  const debtors = await pages<{ externalId: string }>(page, '/api/v1/debtors', 'debtors');
  expect(debtors.length).toBe(100);
  let told = 0;
  for (const { externalId } of debtors) {
    const history = await pages<HistoryEntry>(page, `/api/v1/debtors/${encodeURIComponent(externalId)}/timeline`, 'entries');
    const paid = new Map(history.flatMap((one) => (one.type === 'payment.received' ? [[one.account, one.when.at]] : [])));
    for (const { kind, when, accounts } of history) {
      if (kind !== 'contact') continue;
      const late = accounts?.filter((account) => when.at >= (paid.get(account.externalId) ?? '9999'));
      expect(late).toEqual([]);
      told++;
    }
  }
  expect(told).toBeGreaterThan(2_000);
}

interface HistoryEntry {
  readonly kind: string;
  readonly type?: string;
  readonly account?: string;
  readonly accounts?: readonly { readonly externalId: string }[];
  readonly when: { readonly at: string };
}

/** All that a list answers, page after page. */
async function pages<Row>(page: Page, address: string, name: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const url: URL = new URL(address, page.url());
    if (cursor !== null) url.searchParams.set('cursor', cursor);
    const read = await (await page.request.get(url.href)).json();
    rows.push(...read[name]);
    cursor = read.next;
  } while (cursor !== null);
  return rows;
}

/** A debtor who was told of one invoice and spared another: each has its sentence. */
async function readWhy(page: Page): Promise<void> {
  await page.goto('/debtors');
  await page.getByRole('rowheader').first().getByRole('link').click();
  const history = page.getByRole('region', { name: 'Historia' });
  await expect(history.getByText(/Se le escribió por Correo: tocaba «Correo antes», 5 días antes del vencimiento/).first()).toBeVisible();
  await expect(
    history.getByText(/No salió «.*», .* antes del vencimiento .*: el .* se recibió un pago y la cuenta salió del recorrido/).first(),
  ).toBeVisible();
}

/** The open balance at the end of a date, as worked out from the file. */
async function readAging(page: Page): Promise<void> {
  await page.goto('/insights?from=2013-03-01&to=2013-04-01');
  await expect(page.getByText('5.903,74').first()).toBeVisible();
}
