/*
 * The rooms below speak English, to a shell as to a log. What they say of a refused row or file is known here by its words,
 * so that a reader of another language is told the same; what nobody knows is passed on as it stands. The test has each
 * of these sentences said by the room that says it.
 */

const SENTENCES = {
  notWhole: /^"(?<value>.*)" is not a whole number$/s,
  notNumber: /^"(?<value>.*)" is not a number with the decimal sign "(?<sign>.)"$/s,
  notYesNo: /^"(?<value>.*)" is neither yes nor no/s,
  notTime: /^"(?<value>.*)" is not a time of day/s,
  notJson: /^"(?<value>.*)" is not JSON$/s,
  negative: /^"(?<value>.*)" is negative/s,
  manyDecimals: /^"(?<value>.*)" has (?<count>\d+) decimals and (?<currency>\w+) has (?<places>\d+)/s,
  hugeAmount: /^"(?<value>.*)" is too large an amount$/s,
  otherDecimal: /^"(?<value>.*)" is not an amount with the decimal sign "(?<sign>.)"/s,
  notAmount: /^"(?<value>.*)" is not an amount$/s,
  notDate: /^"(?<value>.*)" is not a date$/s,
  noClock: /^"(?<value>.*)" does not end in a time of day$/s,
  shortYear: /^"(?<value>.*)": write the year with four digits$/s,
  noSuchDate: /^"(?<value>.*)" is no date of the calendar in the order /s,
  otherOrder: /^"(?<value>.*)" is no date in the order .*; if the file writes /s,
  noAccount: /^is empty; every row needs its account$/,
  noDebtor: /^is empty; every row needs its debtor$/,
  noBalance: /^is empty; an account needs its balance$/,
  notLanguage: /^"(?<value>.*)" is not a language/s,
  notCountry: /^"(?<value>.*)" is not a country/s,
  notZone: /^"(?<value>.*)" is not a time zone/s,
  notCurrency: /^"(?<value>.*)" is not a currency/s,
  notOneOf: /^"(?<value>.*)" must be one of (?<list>.*)$/s,
  tooLong: /is longer than (?<count>[\d,]+) characters$/,
  unstorable: /hold(?:s)? a character that cannot be stored$/,
  spaces: /begins or ends with a space$/,
  moreCells: /^the row has (?<count>\d+) cells and the heading (?<width>\d+); a value/,
  fewerCells: /^the row has (?<count>\d+) cells and the heading (?<width>\d+); the row/,
  saidBefore: /^account (?<account>.*) stands on an earlier row/s,
  newNeedsBalance: /^account (?<account>.*) is new and needs a balance/s,
  otherDebtor: /^account (?<account>.*) belongs to another debtor/s,
  future: /^[\w.-]+: is dated (?<at>\d{4}-\d\d-\d\d)\S*, which is in the future/,
  empty: /^the file is empty$/,
  emptySheet: /^the sheet is empty$/,
  noHeading: /^line (?<line>\d+) holds no heading/,
  noRows: /^the file has a heading and no rows below it$/,
  wholeOrder: /^(?<count>\d+) of (?<rows>\d+) rows hold dates that exist only in the order (?<order>\w+)/,
  missingColumn: /^column "(?<heading>.*?)" is missing; the file has/s,
  doubleColumn: /^column "(?<heading>.*?)" stands twice/s,
  openQuote: /^a quote \("\) that opens on or before line (?<line>\d+) is never closed/,
  badLine: /^line (?<line>\d+) cannot be read/,
  notText: /^the file is not text in UTF-8/,
  notUtf8: /^line (?<line>\d+) holds bytes that are not UTF-8/,
  isUtf8: /^line (?<line>\d+) is written in UTF-8/,
  oldWorkbook: /^the file is an old workbook/,
  pdf: /^the file is a PDF/,
  damaged: /^the workbook is damaged/,
  archive: /^the file is a ZIP archive/,
  locked: /^the archive is locked/,
  bomb: /^the workbook unpacks to far more|^the workbook holds too many parts/,
  manyTexts: /^the workbook holds more text/,
  longCell: /^row (?<row>\d+) holds a cell of more than/,
  noSheet: /^the workbook has no sheet "(?<sheet>.*?)"/,
  noSheets: /^the workbook has no sheet that can be seen/,
  manyColumns: /^the heading has (?<count>\d+) columns/,
  absentOthers: /^the accounts that the file does not name are others/,
  absentNothing: /^no row of the file could be taken, so that no account is closed/,
  absentUnnamed: /^(?<count>\d+) rows do not say their account/,
  cancelled: /^the import was cancelled/,
  stopped: /^the server was stopped/,
  crashed: /^the server ended in the middle/,
} as const;

export type RefusalCode = keyof typeof SENTENCES;

/** A reason that is known: its code, what it names, and the column that it speaks of. */
export interface RefusalWords {
  readonly code: RefusalCode;
  readonly facts: Readonly<Record<string, string>>;
  readonly column: string | null;
}

const CODES: readonly RefusalCode[] = Object.keys(SENTENCES).filter((code): code is RefusalCode => code in SENTENCES);

/** What a reason says; null where its words are not known here. */
export function readRefusal(reason: string): RefusalWords | null {
  const whole = find(reason);
  if (whole) return { ...whole, column: null };
  const [, column, rest = ''] = /^column "(.*?)":? (.*)$/s.exec(reason) ?? [];
  const inside = column === undefined ? null : find(rest);
  return inside && column !== undefined ? { ...inside, column } : null;
}

function find(text: string): Pick<RefusalWords, 'code' | 'facts'> | null {
  for (const code of CODES) {
    const found = SENTENCES[code].exec(text);
    if (found) return { code, facts: { ...found.groups } };
  }
  return null;
}
