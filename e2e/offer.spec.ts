import { expect, test } from '@playwright/test';
import { offerLink } from './offer-link.ts';
import { OFFERING } from './people.ts';
import { signInAs } from './sign-in-as.ts';

test('a debtor opens an offer by its link alone, accepts the plan once, and the journey hears of it', async ({ page, browser }) => {
  await signInAs(page, OFFERING, '/inbox');
  const link = await offerLink(page, OFFERING.debtors.plan);
  const context = await browser.newContext({ locale: 'es-CO', javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const theirs = await context.newPage();
  await theirs.goto(link);
  await expect(theirs.getByRole('heading', { name: 'Un plan de pagos para ti' })).toBeVisible();
  await expect(theirs.getByRole('list', { name: 'Condiciones' })).toContainText('En 3 cuotas');
  const second = await context.newPage();
  await second.goto(link);
  await theirs.getByRole('button', { name: 'Aceptar el plan' }).click();
  await expect(theirs.getByRole('heading', { name: 'Listo, quedó anotado' })).toBeVisible();
  await second.getByRole('button', { name: 'No, gracias' }).click();
  await expect(second.getByRole('heading', { name: 'Listo, quedó anotado' })).toBeVisible();
  expect((await theirs.goto('/o/no-es-un-enlace'))?.status()).toBe(404);
  await context.close();
  const counts = await (await page.request.get('/api/v1/journeys/planes/counts')).json();
  expect(counts.nodes).toMatchObject({ ofrece: { arrived: 2, here: 1 }, accepted: { arrived: 1 } });
});
