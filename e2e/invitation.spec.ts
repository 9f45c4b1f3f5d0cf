import { expect, type Page, test } from '@playwright/test';
import { PASSWORD, PEOPLE } from './people.ts';
import { signInAs } from './sign-in-as.ts';

const NINA = { name: 'Nina Robles', email: 'nina@andino.test' };

async function linkFor(page: Page, role: string, note: string): Promise<string> {
  await page.getByLabel('Rol', { exact: true }).selectOption({ label: role });
  await page.getByLabel('¿Para quién? (opcional)').fill(note);
  await page.getByRole('button', { name: 'Crear enlace' }).click();
  await expect(page.getByRole('list', { name: 'Enlaces sin usar' }).getByText(note)).toBeVisible();
  return page.getByLabel('Enlace de invitación').inputValue();
}

test('an admin invites by a link, a newcomer joins with it once, gets another role, and is removed', async ({ page, browser }) => {
  await signInAs(page, PEOPLE.admin);
  await page.getByRole('link', { name: 'Ajustes' }).click();
  const link = await linkFor(page, 'Redactor', 'Nina, de mercadeo');

  const nina = await (await browser.newContext()).newPage();
  await nina.goto(link);
  await expect(nina.getByRole('heading', { name: 'Únete a Crédito Andino' })).toBeVisible();
  await expect(nina.getByText('Redactor', { exact: true })).toBeVisible();
  await nina.getByLabel('Nombre').fill(NINA.name);
  await nina.getByLabel('Correo').fill(NINA.email);
  await nina.getByLabel('Contraseña').fill('corta');
  await nina.getByRole('button', { name: 'Crear cuenta y unirme' }).click();
  await expect(nina.getByLabel('Contraseña')).toHaveAccessibleDescription('La contraseña lleva de 10 a 128 caracteres.');
  await nina.getByLabel('Contraseña').fill(PASSWORD);
  await nina.getByRole('button', { name: 'Crear cuenta y unirme' }).click();
  await expect(nina.getByRole('button', { name: `Menú de ${NINA.name}` })).toBeVisible();
  await nina.goto(link);
  await expect(nina.getByRole('heading', { name: 'Ya estás en Crédito Andino' })).toBeVisible();

  const late = await (await browser.newContext()).newPage();
  await late.goto(link);
  await expect(late.getByRole('heading', { name: 'Este enlace ya se usó' })).toBeVisible();
  const again = { token: link.split('/').at(-1), account: { name: 'Otra', email: 'otra@andino.test', password: PASSWORD } };
  expect((await late.request.post('/api/v1/join', { data: again })).status()).toBe(409);
  await late.context().close();

  expect((await nina.goto('/settings'))?.status()).toBe(403);
  await expect(nina.getByRole('heading', { name: 'Esta página no es para tu rol' })).toBeVisible();
  for (const call of [nina.request.get('/api/v1/people'), nina.request.post('/api/v1/invitations', { data: { role: 'admin' } })]) {
    expect((await call).status()).toBe(403);
  }

  await page.reload();
  await page.getByLabel(`Rol de ${NINA.name}`).selectOption({ label: 'Directivo' });
  await expect(page.getByText(`${NINA.name} ahora tiene el rol Directivo.`)).toBeAttached();
  expect((await nina.goto('/inbox'))?.status()).toBe(403);
  await page.getByRole('button', { name: `Quitar a ${NINA.name}` }).click();
  await page.getByRole('button', { name: 'Sí, quitar' }).click();
  await expect(page.getByText(NINA.email)).toHaveCount(0);
  await nina.goto('/');
  await expect(nina.getByRole('link', { name: 'Crear un espacio' })).toBeVisible();
  await nina.context().close();
});

test('a link that is revoked or copied in part says so, and the last admin stays', async ({ page, browser }) => {
  await signInAs(page, PEOPLE.admin, '/settings');
  const link = await linkFor(page, 'Agente', 'Para nadie');
  await page.getByRole('button', { name: 'Anular el enlace: Para nadie' }).click();
  await expect(page.getByText('Para nadie')).toHaveCount(0);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { name: 'Este enlace fue anulado' })).toBeVisible();
  await stranger.goto(link.slice(0, -3));
  await expect(stranger.getByRole('heading', { name: 'Este enlace no existe' })).toBeVisible();
  await stranger.context().close();

  const mine = page.getByLabel(`Rol de ${PEOPLE.admin.name}`);
  await mine.selectOption({ label: 'Gestor de cobranza' });
  await expect(page.getByText('Es la única persona que administra este espacio.')).toBeVisible();
  await expect(mine).toHaveValue('admin');
});
