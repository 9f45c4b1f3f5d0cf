import { expect, type Page, test } from '@playwright/test';
import { ANSWERING, PEOPLE } from './people.ts';
import { signInAs } from './sign-in-as.ts';

const { debtors } = ANSWERING;

/** Opens the message that this debtor was sent, with the panel to answer it. */
async function open(page: Page, debtor: string) {
  await page.goto(`/inbox?search=${encodeURIComponent(debtor)}`);
  await expect(page.getByRole('article').getByRole('heading', { name: debtor })).toBeVisible();
  return page.getByRole('region', { name: 'Responder como deudor' });
}

/** By which channel and at which step the debtor was told, newest first. */
async function told(page: Page, debtor: string): Promise<string[]> {
  const answer = await (await page.request.get(`/api/v1/contacts?search=${encodeURIComponent(debtor)}`)).json();
  return answer.contacts.map((contact: { channel: string; node: { id: string } }) => `${contact.node.id} ${contact.channel}`);
}

test('each answer changes what happens next', async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, ANSWERING);

  await test.step('pays in full: leaves the journey at once', async () => {
    const panel = await open(page, debtors.all);
    await panel.getByText('Pagar todo').click();
    await panel.getByRole('button', { name: 'Registrar el pago' }).dblclick();
    await expect(panel.getByText('CR-all salió de «Avisos»: curada.')).toBeVisible();
    await expect(page.getByRole('article').getByText('Leído')).toBeVisible();
  });

  await test.step('pays a part: bad amounts are refused in place, more than is owed is said', async () => {
    const panel = await open(page, debtors.part);
    await panel.getByText('Pagar una parte').click();
    const amount = panel.getByLabel('Importe en COP');
    const send = panel.getByRole('button', { name: 'Registrar el pago' });
    for (const [typed, fault] of [
      ['', 'Escribe un importe.'],
      ['0', 'El importe debe ser mayor que cero.'],
      ['-5', 'El importe debe ser mayor que cero.'],
      ['<b>mucho</b>', 'Esto no es un importe.'],
    ] as const) {
      await amount.fill(typed);
      await send.click();
      await expect(panel.getByText(fault)).toBeVisible();
    }
    await amount.fill('200.000');
    await expect(panel.getByText('15.100 más de lo que debe')).toBeVisible();
    await amount.fill('50.000');
    await send.click();
    await expect(panel.getByText('CR-part sigue en «Vence hoy» de «Avisos».')).toBeVisible();
    await expect(page.getByText('134.900')).toBeVisible();
  });

  await test.step('promises: not in the past, and the journey waits', async () => {
    const panel = await open(page, debtors.promise);
    await panel.getByText('Prometer un pago').click();
    const date = panel.getByLabel('Fecha prometida');
    await date.fill('2026-11-01');
    await panel.getByRole('button', { name: 'Registrar la promesa' }).click();
    await expect(panel.getByText('Esa fecha ya pasó')).toBeVisible();
    await date.fill('2026-11-28');
    await panel.getByRole('button', { name: 'Registrar la promesa' }).click();
    await expect(panel.getByText('«Avisos» queda en pausa para CR-promise')).toBeVisible();
  });

  await test.step('asks to stop by keyboard: the channel is denied at once', async () => {
    const panel = await open(page, debtors.stop);
    await panel.getByRole('radio', { name: 'Pagar todo' }).focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0);
    await panel.getByLabel('Lo que contesta').fill('ALTO por favor');
    await panel.getByRole('button', { name: 'Enviar respuesta' }).press('Enter');
    await expect(panel.getByText('Correo queda negado desde ahora.')).toBeVisible();
    await expect(page.getByRole('article').getByText('Respondido')).toBeVisible();
  });

  await test.step('prefers another channel between two hours', async () => {
    const panel = await open(page, debtors.prefer);
    await panel.getByText('Preferir un canal').click();
    await panel.getByLabel('Canal', { exact: true }).selectOption('sms');
    await panel.getByLabel('Desde las').fill('12:00');
    await panel.getByLabel('Hasta las').fill('08:00');
    await panel.getByRole('button', { name: 'Registrar la preferencia' }).click();
    await expect(panel.getByText('Debe ser después de la primera hora.')).toBeVisible();
    await panel.getByLabel('Desde las').fill('08:00');
    await panel.getByLabel('Hasta las').fill('12:00');
    await panel.getByRole('button', { name: 'Registrar la preferencia' }).click();
    await expect(panel.getByText('Respuesta recibida.')).toBeVisible();
  });

  await test.step('disputes: leaves the journey', async () => {
    const panel = await open(page, debtors.dispute);
    await panel.getByText('Disputar').click();
    await panel.getByLabel('Motivo').fill('No es mía');
    await panel.getByRole('button', { name: 'Abrir la disputa' }).click();
    await expect(panel.getByText('CR-dispute salió de «Avisos»: detenida.')).toBeVisible();
  });

  await test.step('on the due date only those are told who still owe and may be told, by what they prefer', async () => {
    const moved = await page.request.post('/api/v1/clock', { data: { to: '2026-11-25T15:00:00Z' } });
    expect(moved.ok()).toBe(true);
    await expect.poll(() => told(page, debtors.silent), { timeout: 30_000 }).toEqual(['vence email', 'aviso email']);
    expect(await told(page, debtors.prefer)).toEqual(['vence sms', 'aviso email']);
    expect(await told(page, debtors.part)).toEqual(['vence email', 'aviso email']);
    for (const gone of [debtors.all, debtors.promise, debtors.stop, debtors.dispute])
      expect(await told(page, gone)).toEqual(['aviso email']);
    await open(page, debtors.prefer);
    await expect(page.getByRole('article').getByText('es el canal que la persona prefiere desde el 20 nov 2026')).toBeVisible();
  });
});

test('whoever may not answer sees no panel, and the server answers 403', async ({ page }) => {
  await signInAs(page, PEOPLE.agent, '/inbox');
  await expect(page.getByRole('article')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Responder como deudor' })).toHaveCount(0);
  const { contacts } = await (await page.request.get('/api/v1/contacts?limit=1')).json();
  const refused = await page.request.post(`/api/v1/contacts/${contacts[0].key}/answers`, {
    data: { kind: 'optOut' },
    headers: { 'Idempotency-Key': 'un-agente-no' },
  });
  expect(refused.status()).toBe(403);
});
