import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** A column of a table of figures; numbers stand at the right, with digits of one width. */
export interface DataColumn {
  readonly id: string;
  readonly label: string;
  readonly isNumber?: boolean;
  /** True where a phone does without it. */
  readonly isMinor?: boolean;
}

interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly DataColumn[];
  /** A cell for each column, by its id; the first one names the row. */
  readonly rows: readonly { readonly key: string; readonly cells: Readonly<Record<string, ReactNode>>; readonly isTotal?: boolean }[];
  readonly className?: string;
}

/** What scrolls is reached by keyboard, so that its end can be read without a mouse. */
const SCROLLS = { tabIndex: 0 };

/** A table of figures; what is too wide for its place is scrolled in it, by keyboard too. */
export function DataTable({ caption, columns, rows, className }: DataTableProps) {
  return (
    <div {...SCROLLS} className={classes('thin-scroll overflow-x-auto rounded-md', className)}>
      <table className="w-full border-collapse text-sm max-sm:text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b">
            {columns.map(({ id, label, isNumber, isMinor }) => (
              <th
                key={id}
                scope="col"
                className={classes(
                  'whitespace-nowrap px-2 py-2 max-sm:px-1 font-medium text-ink-3 text-xs',
                  isNumber ? 'text-right' : 'text-left',
                  isMinor && 'max-sm:hidden',
                )}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, isTotal }) => (
            <tr key={key} className={classes('border-b last:border-b-0', isTotal && 'font-semibold')}>
              {columns.map(({ id, isNumber, isMinor }, index) =>
                index === 0 ? (
                  <th
                    key={id}
                    scope="row"
                    className={classes('whitespace-nowrap px-2 py-2 max-sm:px-1 text-left', isTotal ? 'font-semibold' : 'font-medium')}
                  >
                    {cells[id]}
                  </th>
                ) : (
                  <td
                    key={id}
                    className={classes(
                      'whitespace-nowrap px-2 py-2 max-sm:px-1',
                      isNumber && 'text-right tabular-nums',
                      isMinor && 'max-sm:hidden',
                    )}
                  >
                    {cells[id]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
