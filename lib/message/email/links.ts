import { unescapeHtml } from './escape.ts';

const SAFE = /^(?:https?:\/\/|mailto:|tel:|#)/i;
const ADDRESS = /\s(?:href|src|background|action)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/** True for an address that a mail may lead to: the web, an address, a telephone number. */
export function isSafeLink(link: string): boolean {
  return SAFE.test(link) && !/[\s\\]/.test(link);
}

/** The first address in HTML that a mail may not lead to (`javascript:`, a file, nothing at all); null where all are sound. */
export function unsafeLink(html: string): string | null {
  for (const [, inDouble, inSingle] of html.matchAll(ADDRESS)) {
    const link = unescapeHtml(inDouble ?? inSingle ?? '').trim();
    if (!isSafeLink(link)) return link;
  }
  return null;
}
