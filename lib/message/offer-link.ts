import type { MessageTemplate } from './template.ts';

const NAMED = /offer\s*\.\s*link/;

/** The message of an offer leads to its terms: where its words name `offer.link` nowhere, the address stands below them. */
export function withOfferLink(template: MessageTemplate): MessageTemplate {
  const { body, extras } = template;
  return NAMED.test(body) || NAMED.test(JSON.stringify(extras ?? {})) ? template : { ...template, body: `${body}\n\n{{ offer.link }}` };
}
