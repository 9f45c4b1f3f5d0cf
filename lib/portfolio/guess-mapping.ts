import { readCell } from './cells.ts';
import { type FileField, fileField } from './file-fields.ts';
import { DERIVED_HEADINGS, SYNONYMS } from './heading-synonyms.ts';
import { headingWords } from './heading-words.ts';

/** What is known of a column before anyone said what it holds: its heading and some of its cells, none of them empty. */
export interface GuessedColumn {
  readonly heading: string;
  readonly examples: readonly string[];
}

interface Candidate {
  readonly heading: string;
  readonly field: string;
  readonly score: number;
}

/** Each way to say a field, with how many words it has. */
const PHRASES = Object.entries(SYNONYMS).flatMap(([field, lines]) =>
  phrasesOf(lines).map((phrase) => ({ field, phrase, words: phrase.split(' ') })),
);
const DERIVED = new Set(phrasesOf(DERIVED_HEADINGS));

/** An exact name beats one that only holds a known one (`Total balance USD`); of those the longer known one is taken. */
const EXACT = 100;

/**
 * Which field each column seems to hold, by heading; a column that nobody recognises is left out. A field is given once, to
 * the heading that says it best. Where the cells cannot be read as the field's kind (`Paper` is neither yes nor no) the
 * column becomes an attribute of the debtor or account instead. It is a proposal: nothing is read by it unseen.
 */
export function guessMapping(columns: readonly GuessedColumn[]): ReadonlyMap<string, string> {
  const candidates = columns.flatMap(candidatesOf).sort((a, b) => b.score - a.score);
  const guessed = new Map<string, string>();
  const taken = new Set<string>();
  for (const { heading, field } of candidates) {
    if (guessed.has(heading)) continue;
    const column = columns.find((one) => one.heading === heading);
    const name = column && fitting(field, column);
    if (!name || taken.has(name)) continue;
    guessed.set(heading, name);
    taken.add(name);
  }
  return inOrderOf(columns, withIdentity(guessed, taken));
}

function candidatesOf({ heading }: GuessedColumn): readonly Candidate[] {
  const words = headingWords(heading);
  const said = words.join(' ');
  if (said === '' || DERIVED.has(said)) return [];
  return PHRASES.flatMap(({ field, phrase, words: wanted }) => {
    if (phrase === said) return [{ heading, field, score: EXACT + wanted.length }];
    const isInside = wanted.length > 1 && ` ${said} `.includes(` ${phrase} `);
    return isInside ? [{ heading, field, score: wanted.length }] : [];
  });
}

/** The field where the cells can be read as it, else an attribute of its owner by the name of the heading. */
function fitting(field: string, column: GuessedColumn): string | null {
  if (field.endsWith('.attributes')) return `${field}.${column.heading.trim()}`;
  const read = fileField(field);
  if ('reason' in read) return null;
  // A few cells that are wrong are for the check to tell; a column most of which is wrong is another.
  if (column.examples.filter((cell) => fits(read, cell)).length * 2 >= column.examples.length) return field;
  if (read.of !== 'debtor' && read.of !== 'account') return null;
  return read.kind === 'date' || read.kind === 'instant' || read.kind === 'money' ? null : `${read.of}.attributes.${column.heading.trim()}`;
}

const STATUSES = /^(current|overdue|paid|cancelled|disputed|legal|written_off)$/i;
const CHANNELS = /^(email|sms|whatsapp|push|voice|letter)$/i;

function fits(field: FileField, cell: string): boolean {
  if (field.name === 'debtor.country') return /^[A-Za-z]{2}$/.test(cell);
  if (field.name === 'debtor.language') return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(cell);
  if (field.name === 'account.currency') return /^[A-Za-z]{3}$/.test(cell);
  if (field.name === 'account.status') return STATUSES.test(cell);
  if (field.name === 'debtor.preferredChannel') return CHANNELS.test(cell);
  const setting = { currency: 'CLF', zone: 'UTC' };
  const ways = (['dmy', 'mdy', 'ymd'] as const).flatMap((dates) =>
    (['.', ','] as const).map((decimal) => ({ ...setting, dates, decimal })),
  );
  return ways.some((way) => readCell(field.kind, cell, way).ok);
}

/** A file of loans may call what is owed the principal; and one of debtors alone has no account. */
function withIdentity(guessed: Map<string, string>, taken: ReadonlySet<string>): Map<string, string> {
  for (const [heading, field] of guessed) {
    if (field === 'account.principal' && !taken.has('account.balance')) guessed.set(heading, 'account.balance');
    if (field === 'payment.amount' && !taken.has('payment.at')) guessed.delete(heading);
  }
  if (taken.has('account.id')) return guessed;
  for (const [heading, field] of guessed) if (!field.startsWith('debtor.')) guessed.delete(heading);
  return guessed;
}

function inOrderOf(columns: readonly GuessedColumn[], guessed: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const place = new Map(columns.map(({ heading }, i) => [heading, i]));
  return new Map([...guessed].sort(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0)));
}

function phrasesOf(lines: readonly string[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => line.split('|')).filter((phrase) => phrase !== ''))];
}
