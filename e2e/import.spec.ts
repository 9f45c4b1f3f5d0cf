import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import ExcelJS from 'exceljs';
import { inputPath } from '#lib/testing/inputs.ts';
import { invoiceFile } from '#lib/testing/invoice-file.ts';
import { IMPORTER, IMPORTERS_MARKETER } from './people.ts';
import { signInAs } from './sign-in-as.ts';

const IBM = inputPath('1-portfolios/ibm-accounts-receivable.mdY.csv');
const HEAD = 'customer,name,invoice,issued,due,amount,disputed,settled';

async function bring(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.goto('/import');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Elegir archivo' }).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

async function review(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Revisar el archivo' }).click();
  await expect(page.getByRole('heading', { name: 'Esto es lo que pasaría' })).toBeVisible();
}

/** The four tiles: new, changed, unchanged, refused. */
async function counts(page: Page): Promise<readonly string[]> {
  const figures = await Promise.all(
    ['Nuevas', 'Cambian', 'Iguales', 'Rechazadas'].map((name) =>
      page.getByRole('term').filter({ hasText: name }).locator('+ dd').innerText(),
    ),
  );
  return figures.map((figure) => figure.replace(/\D/g, ''));
}

const fieldOf = (page: Page, heading: string) => page.getByRole('combobox', { name: `Campo para «${heading}»` });

test('a manager maps invoices, sees a wrong order of dates and mends it, imports, and is known again the second time', async ({ page }) => {
  await signInAs(page, IMPORTER);
  await bring(page, 'facturas.csv', invoiceFile(5));
  await expect(fieldOf(page, 'due')).toHaveValue('Fecha de vencimiento');
  await expect(fieldOf(page, 'settled')).toHaveValue('Fecha de pago');
  await expect(page.getByText('solo existe como mes/día/año')).toBeVisible();
  await page.getByRole('button', { name: 'Valores de «disputed»' }).click();
  await page.getByRole('combobox', { name: '«Yes» de «disputed» se lee como' }).selectOption('verdadero');
  await page.getByLabel('Correo por defecto').fill('accounts@example.com');
  await expect(page.getByRole('cell', { name: /^accounts@example.com|^C-0/ }).first()).toBeVisible();

  await page.getByRole('radio', { name: 'día/mes/año' }).check();
  await expect(page.getByText('no es una fecha.').first()).toBeVisible();
  await expect(page.getByText('Se rechazaría:').first()).toBeVisible();
  await page.getByRole('button', { name: 'Revisar el archivo' }).click();
  await expect(page.getByRole('heading', { name: 'El archivo no se puede tomar' })).toBeVisible();
  await expect(page.getByText('Cambia el orden de las fechas a mes/día/año.')).toBeVisible();
  await page.getByRole('button', { name: 'Cambiar la correspondencia' }).click();
  await page.getByRole('radio', { name: 'mes/día/año' }).check();
  await review(page);
  expect(await counts(page)).toEqual(['240', '0', '0', '0']);
  await expect(page.getByText('2.686,80')).toBeVisible();

  await page.getByLabel('Recordar la correspondencia como').fill('Facturas del mes');
  await page.getByRole('button', { name: 'Importar 240 filas' }).dblclick();
  await expect(page.getByRole('heading', { name: 'Importación terminada' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ver los deudores' })).toBeVisible();
  await page.reload();
  expect(await counts(page)).toEqual(['240', '0', '0', '0']);

  await bring(page, 'facturas-otra-vez.csv', invoiceFile(6));
  await expect(page.getByText('Reconocimos «Facturas del mes»')).toBeVisible();
  await review(page);
  expect(await counts(page)).toEqual(['0', '0', '240', '0']);
  await page.getByRole('link', { name: 'Todas las importaciones' }).click();
  await expect(page.getByRole('list', { name: 'Historial' }).getByRole('listitem').filter({ hasText: 'Importado' })).toHaveCount(1);
});

test('dates that could be either are asked for; refused rows come back defused, with their reasons', async ({ page }) => {
  await signInAs(page, IMPORTER);
  const rows = ['C-1,=HYPERLINK(1),R-1,1/2/2013,3/4/2013,10.50,No,', 'C-2,Ana,R-2,1/2/2013,3/4/2013,diez,No,'];
  await bring(page, 'dudosas.csv', [HEAD, ...rows, ''].join('\n'));
  const startOver = page.getByRole('button', { name: 'Empezar de cero' });
  if (await startOver.isVisible()) await startOver.click();
  const check = page.getByRole('button', { name: 'Revisar el archivo' });
  await expect(check).toBeDisabled();
  await expect(page.getByText('Decide el orden de las fechas.')).toBeVisible();
  await expect(page.getByText('2 ene 2013')).toBeVisible();
  await expect(page.getByText('1 feb 2013')).toBeVisible();
  await page.getByRole('radio', { name: 'día/mes/año' }).check();
  // The keyboard alone gives a column another field, found without its accents.
  await fieldOf(page, 'name').click();
  await page.keyboard.type('direccion');
  await page.keyboard.press('Enter');
  await expect(fieldOf(page, 'name')).toHaveValue('Dirección postal');
  await review(page);
  expect(await counts(page)).toEqual(['1', '0', '0', '1']);
  await expect(page.getByText('Columna «amount»: «diez» no es un monto.')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Descargar las filas rechazadas' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file).toBe(`\ufeff${HEAD},Fila,Motivo\r\n${rows[1]},3,Columna «amount»: «diez» no es un monto.\r\n`);
});

test('a workbook is read like a table; what is no table, or too large, is told before anything is sent', async ({ page }, info) => {
  await signInAs(page, IMPORTER);
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Portada').addRows([['nota'], ['ver la otra hoja']]);
  const sheet = book.addWorksheet('Cartera');
  sheet.addRow(['Cédula', 'Número de crédito', 'Fecha de vencimiento', 'Saldo']);
  sheet.addRow(['1020', 'X-1', new Date(Date.UTC(2013, 3, 30)), 1234.5]);
  await bring(page, 'cartera.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
  await page.getByRole('combobox', { name: 'Hoja' }).selectOption('Cartera');
  await expect(fieldOf(page, 'Cédula')).toHaveValue('Identificador del deudor');
  await expect(page.getByText('El libro guarda fechas de verdad')).toBeVisible();
  await expect(page.getByRole('cell', { name: '2013-04-30' }).first()).toBeVisible();
  await review(page);
  expect(await counts(page)).toEqual(['1', '0', '0', '0']);
  await expect(page.getByText('1.234,50', { exact: false })).toBeVisible();

  await page.goto('/import');
  const large = info.outputPath('enorme.csv');
  writeFileSync(large, HEAD);
  truncateSync(large, 51_000_000);
  const sent: string[] = [];
  page.on('request', (request) => void (request.method() === 'POST' && sent.push(request.url())));
  await page.getByLabel('Archivo', { exact: true }).setInputFiles(large);
  await expect(page.getByText('npm run --silent cadenza -- import enorme.csv --map MAPPING')).toBeVisible();
  await page.getByLabel('Archivo', { exact: true }).setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await expect(page.getByText('«foto.png» no es CSV ni XLSX.')).toBeVisible();
  expect(sent).toEqual([]);
  await page
    .getByLabel('Archivo', { exact: true })
    .setInputFiles({ name: 'zip.xlsx', mimeType: 'x/y', buffer: Buffer.from('PK\x03\x04 y nada más') });
  await expect(page.getByText('El libro está dañado o no es XLSX')).toBeVisible();
});

test('an import that is stopped half-way leaves nothing', async ({ page }) => {
  await signInAs(page, IMPORTER);
  const rows = Array.from({ length: 30_000 }, (_, i) => `P-${i % 4_000},Persona ${i % 4_000},S-${i},1/15/2013,3/15/2013,10.50,No,`);
  await bring(page, 'larga.csv', [HEAD, ...rows, ''].join('\n'));
  await review(page);
  await page.getByRole('button', { name: 'Importar 30.000 filas' }).click();
  await page.getByRole('button', { name: 'Detener' }).click();
  await expect(page.getByRole('heading', { name: 'Detuviste la importación' })).toBeVisible();
  await page.getByRole('button', { name: 'Cambiar la correspondencia' }).click();
  await review(page);
  expect(await counts(page)).toEqual(['30000', '0', '0', '0']);
});

test('only who may import sees the page', async ({ page }) => {
  await signInAs(page, IMPORTERS_MARKETER);
  expect((await page.goto('/import'))?.status()).toBe(403);
  expect((await page.request.get('/api/v1/imports')).status()).toBe(403);
  expect((await page.request.post('/api/v1/imports?name=a.csv', { data: 'a,b\n1,2\n' })).status()).toBe(403);
});

if (existsSync(IBM)) {
  test('the public file of invoices is mapped as it comes', async ({ page }) => {
    await signInAs(page, IMPORTER);
    await bring(page, 'ibm-accounts-receivable.csv', readFileSync(IBM));
    await expect(fieldOf(page, 'SettledDate')).toHaveValue('Fecha de pago');
    await expect(fieldOf(page, 'Disputed')).toHaveValue('Atributo de la cuenta: Disputed');
    await page.getByLabel('Correo por defecto').fill('accounts@example.com');
    await page.getByLabel('Teléfono por defecto').fill('+12025550123');
    await review(page);
    expect(await counts(page)).toEqual(['2466', '0', '0', '0']);
    await expect(page.getByText('147.703,18')).toBeVisible();
    await page.getByRole('button', { name: /^Importar 2\.?466 filas$/ }).click();
    await expect(page.getByRole('heading', { name: 'Importación terminada' })).toBeVisible();
  });
}

test('a file with titles above its heading is read, and accounts that a whole file lacks are closed on consent', async ({ page }) => {
  await signInAs(page, IMPORTER);
  const table = (rows: readonly string[]) => ['cliente;factura;saldo;vence', ...rows, ''].join('\n');
  const row = (n: number) => `T-${n};TF-${n};${n}00,00;15/03/2013`;
  await bring(page, 'titulos.csv', `FINANZAS DEL SUR S.A.\nCartera al 31/03/2013;;;\n\n${table([1, 2, 3].map(row))}`);
  const heading = page.getByRole('combobox', { name: 'Fila de los encabezados' });
  await expect(heading).toHaveValue('');
  await expect(heading.getByRole('option', { name: 'Detectado: fila 4' })).toHaveCount(1);
  await expect(fieldOf(page, 'factura')).toHaveValue('Número de cuenta o factura');
  await heading.selectOption({ label: 'sin encabezados' });
  await expect(fieldOf(page, 'A')).toBeVisible();
  await heading.selectOption({ label: 'fila 4: cliente · factura · saldo' });
  await expect(fieldOf(page, 'factura')).toHaveValue('Número de cuenta o factura');
  await review(page);
  expect((await counts(page))[3]).toBe('0');
  await page.getByRole('button', { name: 'Importar 3 filas', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Importación terminada' })).toBeVisible();

  await bring(page, 'una.csv', table([row(1)]));
  await review(page);
  const absent = page.getByRole('region', { name: 'Cuentas que este archivo no trae' });
  await absent.getByText('Cuentas ausentes').click();
  const count = Number((await absent.getByText(/no está/).innerText()).replace(/\./g, '').match(/; (\d+)/)?.[1]);
  await absent.getByLabel('Este archivo es toda la cartera').check();
  await expect(page.getByRole('button', { name: /^Importar/ })).toBeDisabled();
  await absent.getByLabel(/^Para confirmar/).fill(String(count));
  await page.getByRole('button', { name: /^Importar 1 fila y cerrar / }).click();
  await expect(page.getByRole('heading', { name: 'Importación terminada' })).toBeVisible();
  await expect(page.getByText(/cuentas que el archivo no traía/)).toBeVisible();
  await page.goto('/debtors/T-2');
  await expect(page.getByText('Se cerró la cuenta: no venía en una.csv')).toBeVisible();
});
