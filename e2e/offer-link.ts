import type { Page } from '@playwright/test';

/** The way to an offer, as its message to this debtor has it, for whoever is signed in and reads messages. */
export async function offerLink(page: Page, debtor: string): Promise<string> {
  const { contacts } = await (await page.request.get('/api/v1/contacts')).json();
  const { key } = contacts.find((one: { readonly debtor: { readonly name: string } }) => one.debtor.name === debtor);
  const { message } = await (await page.request.get(`/api/v1/contacts/${key}`)).json();
  const [path] = /\/o\/[\w-]+/.exec(message.body) ?? [];
  if (!path) throw new Error(`no link in: ${message.body}`);
  return path;
}
