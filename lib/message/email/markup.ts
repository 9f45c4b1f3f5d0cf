/** What is wrong with MJML before it is made HTML. */
export type MarkupFault =
  | 'mjml-not-closed'
  | 'mjml-unknown-tag'
  | 'mjml-attribute'
  | 'mjml-place'
  | 'mjml-forbidden'
  | 'mjml-lost'
  | 'mjml-broken'
  | 'mjml-too-big';

/** One fault: what it is about, and the line and column, from 1. */
export interface MarkupProblem {
  readonly fault: MarkupFault;
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** MJML with each instruction of Liquid as a mark that MJML leaves alone, and the instructions by the numbers of their marks. */
export interface ReadMarkup {
  readonly problems: readonly MarkupProblem[];
  readonly marked: string;
  readonly instructions: readonly { readonly text: string; readonly at: number }[];
}

/** More tags than this, or one in another this deep, is no e-mail. */
const MOST_TAGS = 400;
const MOST_DEEP = 24;

const CONTAINERS = new Set('mjml mj-body mj-wrapper mj-section mj-group mj-column mj-hero mj-navbar mj-social mj-accordion'.split(' '));
const KNOWN = new Set([
  ...CONTAINERS,
  ...'mj-head mj-attributes mj-all mj-class mj-breakpoint mj-html-attributes mj-selector mj-html-attribute mj-preview mj-style mj-title'.split(
    ' ',
  ),
  ...'mj-accordion-element mj-accordion-title mj-accordion-text mj-button mj-carousel mj-carousel-image mj-divider mj-image'.split(' '),
  ...'mj-navbar-link mj-raw mj-social-element mj-spacer mj-table mj-text'.split(' '),
]);
/** What fetches from elsewhere, runs, or asks for something to be typed in. */
const FORBIDDEN = new Set(
  'mj-include mj-font script iframe object embed applet form input textarea select button link base meta svg math video audio'.split(' '),
);

const INSTRUCTION = /\{\{.*?\}\}|\{%.*?%\}/gs;
const TAG = /<!--.*?-->|<(\/?)([a-z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gis;
/** Letters that nobody writes: they stand around the number of an instruction. */
const MARK = /\ue000(\d+)\ue001/g;

/**
 * Reads an e-mail in MJML without making anything of it: what is not closed, not known, or may not stand in a mail. An instruction
 * that stands between elements is put where MJML keeps it. Pure, linear in the text's length.
 */
export function readMarkup(source: string): ReadMarkup {
  const instructions: { text: string; at: number }[] = [];
  const clean = source.replace(/[\ue000\ue001]/g, ' ');
  const bare = clean.replace(INSTRUCTION, (text, at: number) => {
    instructions.push({ text, at });
    // As many lines as before: what MJML says of a line is true of the author's.
    return `\ue000${instructions.length - 1}\ue001${'\n'.repeat(text.split('\n').length - 1)}`;
  });
  const scan = scanTags(bare);
  const problems = [...scan.problems, ...instructions.flatMap(({ text, at }) => echoProblem(text, placeIn(clean, at)))];
  return { problems, marked: scan.marked, instructions };
}

/** True for a whole document; else elements that the house's layout is put around. */
export function isWhole(source: string): boolean {
  return /^\s*(?:<!--.*?-->\s*)*<mjml[\s>]/is.test(source);
}

/** The HTML with its instructions again, and those that MJML dropped since nothing is shown where they stood. */
export function unmark(html: string, { instructions }: ReadMarkup): { readonly html: string; readonly lost: readonly number[] } {
  const seen = new Set<number>();
  const whole = html.replace(MARK, (_, number: string) => {
    seen.add(Number(number));
    return instructions[Number(number)]?.text ?? '';
  });
  return { html: whole, lost: instructions.flatMap((_, index) => (seen.has(index) ? [] : [index])) };
}

/** The line and column of a place in a text, from 1. */
export function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}

/** `echo` would write past the escaping of HTML. */
function echoProblem(text: string, place: { line: number; column: number }): readonly MarkupProblem[] {
  return /^\{%-?\s*echo\b/.test(text) ? [{ fault: 'mjml-forbidden', name: 'echo', ...place }] : [];
}

interface Scan {
  readonly problems: readonly MarkupProblem[];
  readonly marked: string;
}

function scanTags(bare: string): Scan {
  const problems: MarkupProblem[] = [];
  const note = (fault: MarkupFault, name: string, at: number) => problems.push({ fault, name, ...placeIn(bare, at) });
  const open: { name: string; at: number }[] = [];
  let [marked, from, tags] = ['', 0, 0];
  const between = (to: number) => {
    const text = bare.slice(from, to);
    const inside = open.at(-1)?.name ?? '';
    if (/<\/?mj/i.test(text))
      note('mjml-broken', text.slice(text.search(/<\/?mj/i)).split(/\s/, 1)[0] ?? '', from + text.search(/<\/?mj/i));
    if (inside === 'mj-style' && /\ue000/.test(text)) note('mjml-forbidden', 'mj-style', from);
    const isBetween = CONTAINERS.has(inside) || (inside === '' && !isWhole(bare));
    const dropped = isBetween ? text.replace(MARK, '').trim() : '';
    if (dropped !== '') note('mjml-lost', dropped.slice(0, 40), from + text.search(/[^\s\ue000-\ue001\d]/));
    marked += isBetween && inside !== 'mjml' ? text.replace(MARK, '<mj-raw>$&</mj-raw>') : text;
  };
  for (const match of bare.matchAll(TAG)) {
    const [whole, slash, raw, attributes = ''] = match;
    between(match.index);
    from = match.index + whole.length;
    marked += whole;
    if (raw === undefined) continue;
    const name = raw.toLowerCase();
    if (FORBIDDEN.has(name)) note('mjml-forbidden', name, match.index);
    const handler = /(?:^|\s)(on\w+)\s*=/i.exec(attributes)?.[1];
    if (handler) note('mjml-forbidden', handler, match.index);
    if (!name.startsWith('mj')) continue;
    if (!KNOWN.has(name) && !FORBIDDEN.has(name)) note('mjml-unknown-tag', name, match.index);
    if (++tags > MOST_TAGS || open.length > MOST_DEEP) {
      note('mjml-too-big', name, match.index);
      break;
    }
    if (slash) {
      const last = open.pop();
      if (last?.name === name) continue;
      note('mjml-not-closed', last?.name ?? name, last?.at ?? match.index);
      break;
    } else if (!attributes.trimEnd().endsWith('/')) open.push({ name, at: match.index });
  }
  if (problems.length === 0) {
    between(bare.length);
    const left = open.at(-1);
    if (left) note('mjml-not-closed', left.name, left.at);
  }
  return { problems, marked };
}
