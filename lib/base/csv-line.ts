/** What a spreadsheet would take for a formula: it begins with `= + - @`, a tab or a return. A plain number is none. */
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d{1,15}([.,]\d+)?$/;

/**
 * One line of a CSV file with its line break. A cell that a spreadsheet would work out is defused with an apostrophe in
 * front; one with the delimiter, a quote or a line break stands in quotes.
 */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  return `${cells.map((cell) => quoted(defused(cell), delimiter)).join(delimiter)}\r\n`;
}

/** The text as a spreadsheet may safely hold it. */
export function defused(cell: string): string {
  return FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
