import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { offerLink } from './offer-link.ts';
import { ANSWERING, IMPORTER, NEWCOMER, OFFERING, ONLOOKER, PEOPLE, READER } from './people.ts';
import { signInAs } from './sign-in-as.ts';

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

const SCREENS: readonly { readonly name: string; readonly as: { email: string } | null; readonly open: (page: Page) => Promise<void> }[] = [
  { name: 'sign-in', as: null, open: async (page) => void (await page.goto('/sign-in')) },
  {
    name: 'sign-in with a fault',
    as: null,
    open: async (page) => {
      await page.goto('/sign-in?problem=held&minutes=15');
      await expect(page.getByText('15 minutos')).toBeVisible();
    },
  },
  { name: 'journeys', as: PEOPLE.manager, open: async (page) => void (await page.goto('/journeys')) },
  { name: 'no journeys', as: NEWCOMER, open: async (page) => void (await page.goto('/journeys')) },
  {
    name: 'publishing',
    as: PEOPLE.marketer,
    open: async (page) => {
      await page.goto('/journeys/preventiva-y-mora');
      await page.getByRole('button', { name: 'Publicar', exact: true }).click();
      await expect(
        page
          .getByRole('dialog')
          .getByText(/impide/)
          .first(),
      ).toBeVisible();
    },
  },
  {
    name: 'versions of a journey',
    as: PEOPLE.manager,
    open: async (page) => {
      await page.goto('/journeys/preventiva-y-mora');
      await page.getByRole('button', { name: 'Versiones' }).click();
      await page
        .getByText(/^Qué cambiaría/)
        .first()
        .click();
      await expect(page.getByText(/borrador es igual|^Se /).first()).toBeVisible();
    },
  },
  {
    name: 'an email and what it must say',
    as: PEOPLE.marketer,
    open: async (page) => {
      await page.request.post('/api/v1/journeys', {
        headers: { 'Idempotency-Key': 'axe-email' },
        data: { name: 'Correo accesible', from: { template: 'mid-delinquency' } },
      });
      await page.goto('/journeys/correo-accesible');
      await page
        .getByRole('group', { name: /^Mensaje:/ })
        .first()
        .press('Enter');
      await page.getByRole('button', { name: 'Editar el mensaje' }).click();
      await page.getByRole('dialog').getByLabel('Canal').selectOption('email');
      await expect(page.getByRole('dialog').frameLocator('iframe').getByText('Crédito Andino').first()).toBeVisible();
    },
  },
  {
    name: 'a new journey',
    as: PEOPLE.manager,
    open: async (page) => {
      await page.goto('/journeys');
      await page.getByRole('button', { name: 'Nuevo recorrido' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  { name: 'inbox', as: PEOPLE.manager, open: async (page) => void (await page.goto('/inbox')) },
  ...['email', 'sms', 'whatsapp', 'push', 'voice', 'letter'].map((channel) => ({
    name: `${channel} message`,
    as: PEOPLE.manager,
    open: async (page: Page) => {
      await page.goto(`/inbox?channel=${channel}`);
      const listed = page.getByRole('list', { name: 'Contactos' }).getByRole('link');
      // One that was sent: an e-mail of its own is shown in a frame.
      await listed.filter({ hasNotText: 'Cancelado' }).first().click();
      await expect(page.getByRole('article')).toBeVisible();
    },
  })),
  {
    name: 'cancelled contact',
    as: PEOPLE.manager,
    open: async (page) => {
      await page.goto('/inbox?status=cancelled');
      await page.getByRole('list', { name: 'Contactos' }).getByRole('link').first().click();
      await expect(page.getByRole('article')).toBeVisible();
    },
  },
  {
    name: 'studio with a step chosen and its findings open',
    as: PEOPLE.manager,
    open: async (page) => {
      await page.goto('/journeys/preventiva-y-mora');
      await page.getByRole('button', { name: /Hallazgos/ }).click();
      await page
        .getByRole('group', { name: /^Mensaje: / })
        .first()
        .press('Enter');
      await expect(page.getByLabel('Nombre del paso').last()).toBeVisible();
    },
  },
  { name: 'no match', as: PEOPLE.manager, open: async (page) => void (await page.goto('/inbox?search=zzz')) },
  { name: 'empty inbox', as: NEWCOMER, open: async (page) => void (await page.goto('/inbox')) },
  { name: 'refused', as: PEOPLE.executive, open: async (page) => void (await page.goto('/inbox')) },
  {
    name: 'profile with the menu open',
    as: PEOPLE.executive,
    open: async (page) => {
      await page.goto('/profile');
      await page.getByRole('button', { name: /Menú de/ }).click();
      await expect(page.getByRole('button', { name: 'Salir' })).toBeVisible();
    },
  },
  {
    name: 'settings with a fresh link',
    as: PEOPLE.admin,
    open: async (page) => {
      await page.goto('/settings');
      await page.getByRole('button', { name: 'Crear enlace' }).click();
      await expect(page.getByLabel('Enlace de invitación')).toBeVisible();
    },
  },
  {
    name: 'new workspace with a fault',
    as: PEOPLE.executive,
    open: async (page) => {
      await page.goto('/workspaces/new');
      await page.getByRole('button', { name: 'Crear el espacio' }).click();
      await expect(page.getByText('Escribe un nombre')).toBeVisible();
    },
  },
  {
    name: 'first steps with the clock open',
    as: PEOPLE.manager,
    open: async (page) => {
      await page.goto('/first-steps');
      await page.getByRole('button', { name: /^Reloj:/ }).click();
      await expect(page.getByRole('button', { name: 'Avanzar una semana' })).toBeVisible();
    },
  },
  { name: 'wrong invitation', as: null, open: async (page) => void (await page.goto('/invite/no-such-link')) },
  {
    name: 'insights with a definition and a table',
    as: READER,
    open: async (page) => {
      await page.goto('/insights');
      await page.getByRole('button', { name: 'Cómo se calcula: Tasa de recupero' }).click();
      await page.getByRole('region', { name: 'Qué canal funciona' }).getByRole('button', { name: 'Ver tabla' }).click();
      await expect(page.locator('svg path').first()).toBeVisible();
    },
  },
  {
    name: 'a figure with its rows',
    as: READER,
    open: async (page) => {
      await page.goto('/insights/aging');
      await expect(page.getByRole('rowheader', { name: 'F-1' })).toBeVisible();
    },
  },
  { name: 'debtors', as: ANSWERING, open: async (page) => void (await page.goto('/debtors')) },
  {
    name: 'debtor with an answer at fault',
    as: ANSWERING,
    open: async (page) => {
      await page.goto('/debtors/CLI-silent');
      await page.getByRole('button', { name: 'Responder como deudor' }).first().click();
      await page.getByText('Prometer un pago').click();
      await page.getByRole('button', { name: 'Registrar la promesa' }).click();
      await expect(page.getByText('Elige una fecha.')).toBeVisible();
    },
  },
  { name: 'templates', as: PEOPLE.marketer, open: async (page) => void (await page.goto('/templates')) },
  { name: 'a template', as: PEOPLE.executive, open: async (page) => void (await page.goto('/templates/mid-delinquency')) },
  { name: 'imports', as: IMPORTER, open: async (page) => void (await page.goto('/import')) },
  {
    name: 'columns of a file',
    as: IMPORTER,
    open: async (page) => {
      const buffer = Buffer.from('cliente,factura,vencimiento,saldo,disputada\nC-1,F-1,3/4/2013,10.50,No\nC-2,F-2,3/5/2013,x,Yes\n');
      const answer = await page.request.post('/api/v1/imports?name=accesible.csv', { data: buffer });
      await page.goto(`/import/${(await answer.json()).id}`);
      await page.getByRole('button', { name: 'Valores de «disputada»' }).click();
      await page.getByRole('radio', { name: 'día/mes/año' }).check();
      await expect(page.getByText('Se rechazaría:')).toBeVisible();
    },
  },
  {
    name: 'rows of a file that are refused',
    as: IMPORTER,
    open: async (page) => {
      const buffer = Buffer.from('cliente,factura,vencimiento,saldo\nC-8,F-8,30/4/2013,10.50\nC-9,F-9,31/5/2013,x\n');
      const answer = await page.request.post('/api/v1/imports?name=rechazadas.csv', { data: buffer });
      await page.goto(`/import/${(await answer.json()).id}`);
      await page.getByRole('button', { name: 'Revisar el archivo' }).click();
      await expect(page.getByRole('heading', { name: 'Esto es lo que pasaría' })).toBeVisible();
    },
  },
  {
    name: 'a template about to be cloned',
    as: PEOPLE.marketer,
    open: async (page) => {
      await page.goto('/templates');
      await page.getByRole('button', { name: 'Usar la plantilla «Promesa de pago»' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'debtors that could not be fetched',
    as: ANSWERING,
    open: async (page) => {
      await page.route('**/api/v1/debtors?*', (route) => route.abort());
      await page.goto('/debtors');
      await page.getByRole('searchbox').fill('ana');
      await expect(page.getByRole('heading', { name: 'No pudimos traer esto' })).toBeVisible();
    },
  },
  {
    name: 'contact policy',
    as: PEOPLE.admin,
    open: async (page) => {
      await page.goto('/policy');
      await expect(page.getByRole('heading', { name: 'Política de contacto' })).toBeVisible();
    },
  },
  {
    name: 'desk',
    as: PEOPLE.agent,
    open: async (page) => {
      await page.goto('/desk');
      await expect(page.getByRole('heading', { name: 'Mi trabajo' })).toBeVisible();
    },
  },
  {
    name: 'studio with a simulation and its assumptions open',
    as: ONLOOKER,
    open: async (page) => {
      await page.goto('/journeys/articles-cadence');
      await page.getByRole('button', { name: 'Simular', exact: true }).first().click();
      const dock = page.getByRole('region', { name: 'Simulación', exact: true });
      await dock.locator('button[type=submit]').click();
      await dock.locator('summary').click();
      await expect(dock.getByRole('heading', { name: 'Cifras' })).toBeVisible();
      await expect(dock.getByRole('img').locator('svg').first()).toBeVisible();
    },
  },
  {
    name: 'an offer behind its link',
    as: OFFERING,
    open: async (page) => void (await page.goto(await offerLink(page, OFFERING.debtors.other))),
  },
  { name: 'missing', as: PEOPLE.executive, open: async (page) => void (await page.goto('/no-existe')) },
];

for (const { name, as, open } of SCREENS) {
  test(`axe finds nothing on the screen “${name}”, light and dark, on a desk and on a phone`, async ({ page }) => {
    test.setTimeout(120_000);
    if (as) await signInAs(page, as);
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await open(page);
      expect(await violations(new AxeBuilder({ page })), `${size}, light`).toEqual([]);
      // Only colours differ in the dark.
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      expect(await violations(new AxeBuilder({ page }).withRules(['color-contrast'])), `${size}, dark`).toEqual([]);
    }
  });
}

/** What axe finds, one line each. No page holds a frame of another origin, so axe needs no second page to put its answer together. */
async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const found = await axe.setLegacyMode().analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}
