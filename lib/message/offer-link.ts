import { FOOT } from './email/frame.ts';
import type { MessageTemplate } from './template.ts';

const NAMED = /offer\s*\.\s*link/;
const LINK = '{{ offer.link }}';
const DRAWN = `<p style="margin:0;padding:0 32px 28px;text-align:center"><a href="${LINK}">${LINK}</a></p>`;

/**
 * The message of an offer leads to its terms: where its words name `offer.link` nowhere, the address stands below them and above
 * their foot. Of an e-mail in MJML what is drawn and its twin are looked at each for itself.
 */
export function withOfferLink(template: MessageTemplate): MessageTemplate {
  const { body, extras } = template;
  const { html, mjml: _, ...others } = extras ?? {};
  if (template.channel === 'email' && html !== undefined) {
    const drawn = NAMED.test(html) ? html : linkedHtml(html);
    return { ...template, body: NAMED.test(body) ? body : linked(body), extras: { ...extras, html: drawn } };
  }
  return NAMED.test(body) || NAMED.test(JSON.stringify(others)) ? template : { ...template, body: linked(body) };
}

function linked(body: string): string {
  const at = footOf(body);
  return at < 0 ? `${body}\n\n${LINK}` : `${body.slice(0, at).trimEnd()}\n\n${LINK}\n\n${body.slice(at)}`;
}

const TAG = /\{%-?\s*(?:(end)\w+|if|unless|case|for|comment|raw)\b/g;

/** Where the line begins that parts the foot, or the condition within which it stands; -1 without one. */
function footOf(body: string): number {
  const foot = FOOT.exec(body)?.index ?? -1;
  let depth = 0;
  let opened = foot;
  for (const tag of body.slice(0, Math.max(0, foot)).matchAll(TAG)) {
    if (tag[1]) depth -= 1;
    else if (depth++ === 0) opened = tag.index;
  }
  return depth > 0 ? opened : foot;
}

function linkedHtml(html: string): string {
  const end = html.lastIndexOf('</body>');
  return end < 0 ? html + DRAWN : html.slice(0, end) + DRAWN + html.slice(end);
}
