import { unescapeHtml } from './escape.ts';

const HEAD = /<mj-(head|style|raw)\b.*?<\/mj-\1\s*>/gis;
const COMMENT = /<!--.*?-->/gs;
const LINK = /<(mj-button|mj-navbar-link|mj-social-element|a)\b((?:[^<>"']|"[^"]*"|'[^']*')*)>(.*?)<\/\1\s*>/gis;
const IMAGE = /<(?:mj-image|img)\b((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi;
const BREAK = /<br\s*\/?>/gi;
const BLOCK = /<\/?(?:p|div|h[1-6]|ul|ol|table|tr|blockquote|mj-[\w-]+)\b(?:[^<>"']|"[^"]*"|'[^']*')*>/gi;
const ITEM = /<li\b[^>]*>/gi;
const ANY = /<\/?[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>/gi;

/**
 * The plain-text twin of an e-mail in MJML, with its instructions of Liquid as they are: what is said, links behind their words,
 * pictures by what they show. Pure.
 */
export function twinOf(source: string): string {
  const instructions: string[] = [];
  const bare = source.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (text) => `\ue000${instructions.push(text) - 1}\ue001`);
  const text = bare
    .replace(COMMENT, '')
    .replace(HEAD, (raw, name: string) => (name.toLowerCase() === 'raw' ? (raw.match(/\ue000\d+\ue001/g) ?? []).join('') : ''))
    .replace(/\s*\n\s*/g, ' ')
    .replace(LINK, (_, name: string, attributes: string, label: string) => {
      const link = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
      const said = label.replace(ANY, '').trim();
      const address = link?.[1] ?? link?.[2] ?? '';
      const whole = address === '' || address === said ? said || address : `${said}: ${address}`;
      return name.toLowerCase() === 'a' ? whole : `\n\n${whole}\n\n`;
    })
    .replace(IMAGE, (_, attributes: string) => /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes)?.[1] ?? '')
    .replace(BREAK, '\n')
    .replace(ITEM, '\n- ')
    .replace(BLOCK, '\n\n')
    .replace(ANY, '');
  return unescapeHtml(text)
    .replace(/[ \t]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .replace(/\ue000(\d+)\ue001/g, (_, number: string) => instructions[Number(number)] ?? '');
}
