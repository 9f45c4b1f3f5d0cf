/** How a text travels as SMS: `units` are septets of GSM-7, an extension letter being two, or UTF-16 units of UCS-2. */
export interface Segments {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly units: number;
  /** Parts that are sent and paid for; 0 for an empty text, which is not sent. */
  readonly segments: number;
}

/** A letter that is not in GSM-7, and what could stand in its place; null where nothing reads alike. */
export interface DearLetter {
  readonly letter: string;
  readonly replacement: string | null;
}

/** What one SMS holds, alone and as a part of several: a part gives up seven bytes to say which one it is. */
export const SEGMENT_UNITS = { 'GSM-7': { alone: 160, part: 153 }, 'UCS-2': { alone: 70, part: 67 } } as const;

/** GSM 03.38, the basic alphabet and the letters that take an escape before them. */
const BASIC = new Set(
  '\n\r !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΓΔΘΛΞΠΣΦΨΩ',
);
const EXTENSION = new Set('\f[\\]^{|}~€');

/**
 * The SMS that a text takes. One letter outside GSM-7 turns the whole text to UCS-2, which holds less than half. A letter
 * of two units, a surrogate pair or an emoji of several code points are never cut in two: the rest of the part stays empty.
 */
export function countSegments(text: string): Segments {
  const septets = septetsOf(text);
  const encoding = septets ? 'GSM-7' : 'UCS-2';
  const sizes = septets ?? unitsOf(text);
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, part } = SEGMENT_UNITS[encoding];
  if (units <= alone) return { encoding, units, segments: units === 0 ? 0 : 1 };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    used += size;
    if (used <= part) continue;
    segments++;
    used = size;
  }
  return { encoding, units, segments };
}

/** The septets of each letter; null where one is not in GSM-7. */
function septetsOf(text: string): readonly number[] | null {
  const sizes: number[] = [];
  for (const letter of text) {
    if (BASIC.has(letter)) sizes.push(1);
    else if (EXTENSION.has(letter)) sizes.push(2);
    else return null;
  }
  return sizes;
}

/** The UTF-16 units of each letter as people see letters; one that no part could hold is cut between its code points. */
function unitsOf(text: string): readonly number[] {
  const sizes: number[] = [];
  for (const letter of letters(text)) {
    if (letter.length <= SEGMENT_UNITS['UCS-2'].part) sizes.push(letter.length);
    else for (const point of letter) sizes.push(point.length);
  }
  return sizes;
}

function* letters(text: string): Iterable<string> {
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    if (segment === '\r\n') yield* segment;
    else yield segment;
  }
}

/** The letters of a text that keep it out of GSM-7, each once, in the order in which they occur. */
export function dearLetters(text: string): readonly DearLetter[] {
  if (septetsOf(text)) return [];
  const dear = [...new Set(letters(text))].filter((letter) => !septetsOf(letter));
  return dear.map((letter) => ({ letter, replacement: plainLetter(letter) }));
}

/** The text with each dear letter that has a replacement replaced: `á` by `a`, “ by ". What has none stays. */
export function inPlainLetters(text: string): string {
  if (septetsOf(text)) return text;
  return Array.from(letters(text), (letter) => (septetsOf(letter) ? letter : (plainLetter(letter) ?? letter))).join('');
}

/** What Unicode does not take apart by itself: quotes, dashes, spaces that nobody sees. */
const PLAIN: ReadonlyMap<string, string> = new Map(
  (
    [
      ['“”„‟«»″❝❞〝〞ʺˮ', '"'],
      ['‘’‛′´`ʻʼʽʹˈˊˋ❛❜', "'"],
      ['‐‑‒–—―−•⁃·', '-'],
      ['÷⁄∕', '/'],
      ['‗', '_'],
      ['‚', ','],
      ['‹', '<'],
      ['›', '>'],
      ['×', 'x'],
      ['Œ', 'OE'],
      ['œ', 'oe'],
      ['ðĐđ', 'd'],
      ['Łł', 'l'],
      ['\u00ad\u200b\u200c\u200d\u2060\ufeff', ''],
      ['\t\u2028\u2029', ' '],
    ] as const
  ).flatMap(([from, to]) => Array.from(from, (letter): [string, string] => [letter, to])),
);

/** A letter without its accent, or the sign that reads like it; a ready letter of GSM-7 (é of e and ´) before anything else. */
function plainLetter(letter: string): string | null {
  const whole = letter.normalize('NFC');
  if (septetsOf(whole)) return whole;
  const listed = PLAIN.get(whole);
  if (listed !== undefined) return listed;
  const apart = whole.normalize('NFKD').replace(/\p{M}/gu, '');
  const plain = Array.from(apart, (one) => PLAIN.get(one) ?? one).join('');
  return plain !== '' && plain !== whole && septetsOf(plain) ? plain : null;
}

/** What stands between the instructions of a template is the author's own; the odd pieces are instructions. */
const INSTRUCTION = /(\{\{.*?\}\}|\{%.*?%\})/s;

/** A template without its instructions: the words that every reader gets. */
export function ownWords(template: string): string {
  return template
    .split(INSTRUCTION)
    .filter((_, index) => index % 2 === 0)
    .join('');
}

/** A template with its own words in letters of GSM-7; its instructions are left as they are. */
export function plainTemplate(template: string): string {
  return template
    .split(INSTRUCTION)
    .map((piece, index) => (index % 2 === 0 ? inPlainLetters(piece) : piece))
    .join('');
}
