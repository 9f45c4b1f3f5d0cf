import { expect, test } from '@playwright/test';
import { LINGUIST, PEOPLE, READER } from './people.ts';
import { giveCredentials, signInAs } from './sign-in-as.ts';

test('the language is switched from the first page on, and follows the person to another browser', async ({ page, browser }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(page.getByRole('heading', { name: 'Hola de nuevo' })).toBeVisible();
  await signInAs(page, LINGUIST);
  await page.getByRole('button', { name: `Menú de ${LINGUIST.name}` }).click();
  await page.getByRole('button', { name: 'Português' }).click();
  await expect(page.getByRole('heading', { name: 'Jornadas' })).toBeVisible();

  const other = await browser.newPage({ locale: 'es-CO' });
  await other.goto('/sign-in');
  await giveCredentials(other, LINGUIST.email, 'cadenza-de-prueba');
  await expect(other.getByRole('heading', { name: 'Jornadas' })).toBeVisible();
  await other.getByRole('button', { name: `Menu de ${LINGUIST.name}` }).click();
  await other.getByRole('button', { name: 'Español' }).click();
  await expect(other.getByRole('heading', { name: 'Recorridos' })).toBeVisible();
  await other.close();
});

test('a browser that asks for Portuguese is answered in it, and errors of the API too', async ({ browser }) => {
  const page = await browser.newPage({ locale: 'pt-BR' });
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { name: 'Que bom ver você' })).toBeVisible();
  const refused = await page.request.get('/api/v1/contacts', { headers: { 'Accept-Language': 'pt-BR' } });
  expect(await refused.json()).toMatchObject({ title: 'Sua sessão terminou. Entre de novo para continuar.' });
  await page.close();
});

test('dark is dark from the first paint, by the system or by choice', async ({ page }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'dark' });
  await signInAs(page, PEOPLE.agent);
  const dark = await paper();
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await paper()).not.toBe(dark);
  await page.getByRole('button', { name: `Menú de ${PEOPLE.agent.name}` }).click();
  await page.getByRole('button', { name: 'Oscura' }).click();
  await expect.poll(paper).toBe(dark);
  // The choice comes with the page itself: no script sets it afterwards.
  expect(await (await page.request.get('/inbox')).text()).toContain('data-theme="dark"');
  await page.getByRole('button', { name: 'Sistema' }).click();
  await expect.poll(paper).not.toBe(dark);
});

test('charts have their colours for who asks for no motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInAs(page, READER, '/insights');
  const paths = page.getByRole('region', { name: 'Antigüedad de saldos' }).locator('svg path[fill]');
  /** Ink, paper and grey lines have channels close to one another; heat and brand have not. */
  const isColoured = (fill: string | null) => {
    const channels = (fill?.match(/\d+(\.\d+)?/g) ?? []).slice(0, 3).map(Number);
    return channels.length === 3 && Math.max(...channels) - Math.min(...channels) > 60;
  };
  await expect
    .poll(async () => (await paths.evaluateAll((all) => all.map((path) => path.getAttribute('fill')))).some(isColoured))
    .toBe(true);
});
