import { expect, type Page } from '@playwright/test';
import { PASSWORD } from './people.ts';

/** Signs in through the page, and is on the first screen of the role. */
export async function signInAs(page: Page, person: { readonly email: string }): Promise<void> {
  await page.goto('/sign-in');
  await giveCredentials(page, person.email, PASSWORD);
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Fills the form of the sign-in page and sends it. */
export async function giveCredentials(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Correo').fill(email);
  await page.getByLabel('Contraseña', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}
