import { escapeHtml } from './escape.ts';
import house from './house-frame.json' with { type: 'json' };
import { houseLayout } from './house-layout.ts';

/** What an e-mail in plain words says: the texts as the debtor reads them, not HTML. */
export interface PlainEmail {
  readonly language: string;
  readonly subject: string | null;
  readonly creditor: string;
  readonly words: string;
  readonly button: { readonly label: string; readonly link: string } | null;
}

const BUTTON = ['[[button]]', '[[end]]'] as const;

/** The layout for plain words, with a mark where each part goes; `house-frame.json` is what MJML makes of it. */
export function wordsLayout(): string {
  return houseLayout({
    language: '[[language]]',
    title: '[[title]]',
    creditor: '[[creditor]]',
    inside: `<mj-text css-class="words">[[words]]</mj-text>
      <mj-raw>${BUTTON[0]}</mj-raw><mj-button href="[[link]]">[[label]]</mj-button><mj-raw>${BUTTON[1]}</mj-raw>`,
    foot: '<mj-text css-class="foot" font-size="13px" color="#57534e">[[foot]]</mj-text>',
  });
}

/** A line of hyphens alone parts what is said from what stands below it in small letters. */
export const FOOT = /^-{3,}[ \t]*$/m;

/**
 * Plain words in the house's layout, as HTML. Every text is escaped: a debtor who is called `<script>` is called so. What stands
 * below the first line of three hyphens goes to the foot. Pure.
 */
export function plainEmail({ language, subject, creditor, words, button }: PlainEmail): string {
  const [said = '', ...below] = words.split(FOOT);
  const [before = '', rest = ''] = split(house.html, BUTTON[0]);
  const [inButton = '', after = ''] = split(rest, BUTTON[1]);
  const parts: Readonly<Record<string, string>> = {
    language: escapeHtml(language),
    title: escapeHtml(subject ?? creditor),
    creditor: escapeHtml(creditor),
    words: paragraphs(said),
    foot: below.length > 0 ? paragraphs(below.join('\n')) : escapeHtml(creditor),
    label: escapeHtml(button?.label ?? ''),
    link: escapeHtml(button?.link ?? ''),
  };
  const frame = button ? before + inButton + after : before + after;
  return frame.replace(/\[\[(\w+)\]\]/g, (mark, name: string) => parts[name] ?? mark);
}

/** The words without the line that parts the foot from them: the plain-text twin keeps an empty line there. */
export function plainTwin(words: string, button: PlainEmail['button']): string {
  const [said = '', ...below] = words.split(FOOT);
  const foot = below.join('\n').trim();
  const link = button ? `\n\n${button.label}: ${button.link}` : '';
  return `${said.trimEnd()}${link}${foot === '' ? '' : `\n\n${foot}`}`;
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

const LINK = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/;

/** Empty lines part paragraphs; a line stays a line; an address of the web is a link. */
function paragraphs(text: string): string {
  const blocks = text.trim().split(/\n\s*\n/);
  return blocks.map((block, index) => `<p style="margin:${index === 0 ? '0' : '16px 0 0'}">${lines(block)}</p>`).join('');
}

function lines(block: string): string {
  const linked = block.split(LINK).map((part, index) => {
    const text = escapeHtml(part);
    return index % 2 === 1 ? `<a href="${text}" style="color:#0f6e6a">${text}</a>` : text;
  });
  return linked.join('').replace(/\n/g, '<br>');
}
