type Word = 'months' | 'monthsLong' | 'weekdays' | 'weekdaysLong';
type Pattern = 'short' | 'long' | 'day';

/** The translator of the catalogue's `date`, as next-intl gives it on the server and in the browser. */
export type DateWords = (key: Word | Pattern, values?: Record<string, string>) => string;

/**
 * A civil date `YYYY-MM-DD` in words: `short` “lun 2 mar 2026”, `long` “lunes 2 de marzo de 2026”, `day` “2 mar 2026”.
 * From the catalogues and not from Intl, whose abbreviations differ between a server and a browser of another age.
 */
export function civilDate(words: DateWords, date: string, pattern: Pattern): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const weekday = (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
  const isLong = pattern === 'long';
  return words(pattern, {
    weekday: words(isLong ? 'weekdaysLong' : 'weekdays').split(' ')[weekday] ?? '',
    day: String(Number(day)),
    month: words(isLong ? 'monthsLong' : 'months').split(' ')[Number(month) - 1] ?? '',
    year,
  });
}
