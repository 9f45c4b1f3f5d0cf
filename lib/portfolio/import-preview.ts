import type { FileSight } from './file-sight.ts';
import { headingKey, type Mapping } from './mapping.ts';
import { type ReadRow, rowReader } from './read-row.ts';

/** A row as it would be taken, or why it would not be. */
export type PreviewRow = { readonly line: number } & (
  | { readonly ok: true; readonly value: ReadRow }
  | { readonly ok: false; readonly reason: string }
);

/** Reads the first rows that were seen of a file by a mapping whose columns the file has; of a column that is missing says so in its rows. */
export function previewRows(sight: FileSight, mapping: Mapping): readonly PreviewRow[] {
  const headings = sight.columns.map(({ heading }) => headingKey(heading));
  const read = rowReader(
    mapping,
    mapping.columns.map(({ heading }) => headings.indexOf(heading)),
  );
  return sight.rows.map(({ line, cells }) => {
    const row = read(cells);
    return row.ok ? { line, ok: true, value: row.value } : { line, ok: false, reason: row.reason };
  });
}
