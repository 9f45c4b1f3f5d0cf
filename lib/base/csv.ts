/**
 * One line of CSV, with its end. Texts that a spreadsheet would run as a formula (they begin with `= + - @`, a tab or a
 * return) get an apostrophe before them; numbers are left as they are. Null is an empty cell.
 */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map((cell) => (typeof cell === 'string' ? quoted(defused(cell)) : String(cell ?? ''))).join(',')}\r\n`;
}

function defused(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
