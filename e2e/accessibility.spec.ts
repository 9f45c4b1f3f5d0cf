import AxeBuilder from '@axe-core/playwright';
import { type Cookie, expect, type Locator, type Page, test } from '@playwright/test';
import { offerLink } from './offer-link.ts';
import { ANSWERING, IMPORTER, NEWCOMER, OFFERING, ONLOOKER, PEOPLE, READER } from './people.ts';
import { beginSession } from './sign-in-as.ts';

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

interface Screen {
  readonly name: string;
  readonly as: { readonly email: string } | null;
  /** Opens the screen in its state, and answers what shows that it stands in it. */
  readonly open: (page: Page) => Promise<Locator>;
}

const SCREENS: readonly Screen[] = [
  { name: 'sign-in', as: null, open: (page) => at(page, '/sign-in') },
  {
    name: 'sign-in with a fault',
    as: null,
    open: async (page) => {
      await page.goto('/sign-in?problem=held&minutes=15');
      return page.getByText('15 minutos');
    },
  },
  { name: 'journeys', as: PEOPLE.manager, open: (page) => at(page, '/journeys') },
  { name: 'no journeys', as: NEWCOMER, open: (page) => at(page, '/journeys') },
  {
    name: 'publishing',
    as: PEOPLE.marketer,
    open: async (page) => {
      await page.goto('/journeys/preventiva-y-mora');
      await page.getByRole('button', { name: 'Publicar', exact: true }).click();
      return page
        .getByRole('dialog')
        .getByText(/impide/)
        .first();
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
      return page.getByText(/borrador es igual|^Se /).first();
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
      return page.getByRole('dialog').frameLocator('iframe').getByText('Crédito Andino').first();
    },
  },
  {
    name: 'a new journey',
    as: PEOPLE.manager,
    open: async (page) => {
      await page.goto('/journeys');
      await page.getByRole('button', { name: 'Nuevo recorrido' }).click();
      return page.getByRole('dialog');
    },
  },
  { name: 'inbox', as: PEOPLE.manager, open: (page) => at(page, '/inbox') },
  ...['email', 'sms', 'whatsapp', 'push', 'voice', 'letter'].map((channel) => ({
    name: `${channel} message`,
    as: PEOPLE.manager,
    open: async (page: Page) => {
      await page.goto(`/inbox?channel=${channel}`);
      const listed = page.getByRole('list', { name: 'Contactos' }).getByRole('link');
      // One that was sent: an e-mail of its own is shown in a frame.
      await listed.filter({ hasNotText: 'Cancelado' }).first().click();
      return page.getByRole('article');
    },
  })),
  {
    name: 'cancelled contact',
    as: PEOPLE.manager,
    open: async (page) => {
      await page.goto('/inbox?status=cancelled');
      await page.getByRole('list', { name: 'Contactos' }).getByRole('link').first().click();
      return page.getByRole('article');
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
      return page.getByLabel('Nombre del paso').last();
    },
  },
  { name: 'no match', as: PEOPLE.manager, open: (page) => at(page, '/inbox?search=zzz') },
  { name: 'empty inbox', as: NEWCOMER, open: (page) => at(page, '/inbox') },
  { name: 'refused', as: PEOPLE.executive, open: (page) => at(page, '/inbox') },
  {
    name: 'profile with the menu open',
    as: PEOPLE.executive,
    open: async (page) => {
      await page.goto('/profile');
      await page.getByRole('button', { name: /Menú de/ }).click();
      return page.getByRole('button', { name: 'Salir' });
    },
  },
  {
    name: 'settings with a fresh link',
    as: PEOPLE.admin,
    open: async (page) => {
      await page.goto('/settings');
      await page.getByRole('button', { name: 'Crear enlace' }).click();
      return page.getByLabel('Enlace de invitación');
    },
  },
  {
    name: 'new workspace with a fault',
    as: PEOPLE.executive,
    open: async (page) => {
      await page.goto('/workspaces/new');
      await page.getByRole('button', { name: 'Crear el espacio' }).click();
      return page.getByText('Escribe un nombre');
    },
  },
  {
    name: 'first steps with the clock open',
    as: PEOPLE.manager,
    open: async (page) => {
      await page.goto('/first-steps');
      await page.getByRole('button', { name: /^Reloj:/ }).click();
      return page.getByRole('button', { name: 'Avanzar una semana' });
    },
  },
  { name: 'wrong invitation', as: null, open: (page) => at(page, '/invite/no-such-link') },
  {
    name: 'insights with a definition and a table',
    as: READER,
    open: async (page) => {
      await page.goto('/insights');
      await page.getByRole('button', { name: 'Cómo se calcula: Tasa de recupero' }).click();
      await page.getByRole('region', { name: 'Qué canal funciona' }).getByRole('button', { name: 'Ver tabla' }).click();
      return page.locator('svg path').first();
    },
  },
  {
    name: 'a figure with its rows',
    as: READER,
    open: async (page) => {
      await page.goto('/insights/aging');
      return page.getByRole('rowheader', { name: 'F-1' });
    },
  },
  { name: 'debtors', as: ANSWERING, open: (page) => at(page, '/debtors') },
  {
    name: 'debtor with an answer at fault',
    as: ANSWERING,
    open: async (page) => {
      await page.goto('/debtors/CLI-silent');
      await page.getByRole('button', { name: 'Responder como deudor' }).first().click();
      await page.getByText('Prometer un pago').click();
      await page.getByRole('button', { name: 'Registrar la promesa' }).click();
      return page.getByText('Elige una fecha.');
    },
  },
  { name: 'templates', as: PEOPLE.marketer, open: (page) => at(page, '/templates') },
  { name: 'a template', as: PEOPLE.executive, open: (page) => at(page, '/templates/mid-delinquency') },
  { name: 'imports', as: IMPORTER, open: (page) => at(page, '/import') },
  {
    name: 'columns of a file',
    as: IMPORTER,
    open: async (page) => {
      const buffer = Buffer.from('cliente,factura,vencimiento,saldo,disputada\nC-1,F-1,3/4/2013,10.50,No\nC-2,F-2,3/5/2013,x,Yes\n');
      const answer = await page.request.post('/api/v1/imports?name=accesible.csv', { data: buffer });
      await page.goto(`/import/${(await answer.json()).id}`);
      await page.getByRole('button', { name: 'Valores de «disputada»' }).click();
      await page.getByRole('radio', { name: 'día/mes/año' }).check();
      return page.getByText('Se rechazaría:');
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
      return page.getByRole('heading', { name: 'Esto es lo que pasaría' });
    },
  },
  {
    name: 'a template about to be cloned',
    as: PEOPLE.marketer,
    open: async (page) => {
      await page.goto('/templates');
      await page.getByRole('button', { name: 'Usar la plantilla «Promesa de pago»' }).click();
      return page.getByRole('dialog');
    },
  },
  {
    name: 'debtors that could not be fetched',
    as: ANSWERING,
    open: async (page) => {
      await page.route('**/api/v1/debtors?*', (route) => route.abort());
      await page.goto('/debtors');
      await page.getByRole('searchbox').fill('ana');
      return page.getByRole('heading', { name: 'No pudimos traer esto' });
    },
  },
  {
    name: 'contact policy',
    as: PEOPLE.admin,
    open: async (page) => {
      await page.goto('/policy');
      return page.getByRole('heading', { name: 'Política de contacto' });
    },
  },
  {
    name: 'desk',
    as: PEOPLE.agent,
    open: async (page) => {
      await page.goto('/desk');
      return page.getByRole('heading', { name: 'Mi trabajo' });
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
      return dock.getByRole('img').locator('svg').first();
    },
  },
  {
    name: 'a test case that is being written',
    as: ONLOOKER,
    open: async (page) => {
      await page.goto('/journeys/articles-cadence');
      await page.getByRole('button', { name: 'Casos de prueba' }).click();
      await page.getByRole('button', { name: 'Nuevo caso' }).click();
      return page.getByRole('dialog').getByLabel('Al final').first();
    },
  },
  {
    name: 'an offer behind its link',
    as: OFFERING,
    open: async (page) => at(page, await offerLink(page, OFFERING.debtors.other)),
  },
  { name: 'missing', as: PEOPLE.executive, open: (page) => at(page, '/no-existe') },
];

// Each screen stands for itself: whichever process has time takes the next.
test.describe.configure({ mode: 'parallel' });

for (const { name, as, open } of SCREENS) {
  test(`axe finds nothing on the screen “${name}”, light and dark, on a desk and on a phone`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    if (as) await enter(page, as);
    let shown: Locator | null = null;
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: 'light' });
      shown ??= await open(page);
      await expect(shown).toBeVisible();
      expect(await violations(axeOn(page)), `${size}, light`).toEqual([]);
      // Only colours differ in the dark.
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(axeOn(page).withRules(['color-contrast'])), `${size}, dark`).toEqual([]);
    }
  });
}

/** Goes there; a page that has come has its heading. */
async function at(page: Page, path: string): Promise<Locator> {
  await page.goto(path);
  return page.getByRole('heading').first();
}

/** The sessions that this process has begun, by person: none of these screens ends one. */
const begun = new Map<string, Cookie[]>();

async function enter(page: Page, person: { readonly email: string }): Promise<void> {
  const context = page.context();
  const cookies = begun.get(person.email);
  if (cookies) return context.addCookies(cookies);
  await beginSession(page, person);
  begun.set(person.email, await context.cookies());
}

/** What passes is not asked for: naming each element that passes takes longer than looking. */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
}

/** What axe finds, one line each. No page holds a frame of another origin, so axe needs no second page to put its answer together. */
async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const found = await axe.setLegacyMode().analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}
