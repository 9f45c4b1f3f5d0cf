import { expect, type Page } from '@playwright/test';
import { PASSWORD } from './people.ts';

/** Signs in by the call that the page makes, and is on the first screen of the role, or on the one that is named. The page itself has its own stories. */
export async function signInAs(page: Page, person: { readonly email: string }, path = '/'): Promise<void> {
  await beginSession(page, person);
  await page.goto(path);
}

/** Signs in by the call that the page makes, and goes nowhere. */
export async function beginSession(page: Page, person: { readonly email: string }): Promise<void> {
  const answer = await page.request.post('/api/v1/session', { data: { email: person.email, password: PASSWORD } });
  expect(answer.status()).toBe(200);
}

/** Fills the form of the sign-in page and sends it. */
export async function giveCredentials(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Correo').fill(email);
  await page.getByLabel('Contraseña', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}
