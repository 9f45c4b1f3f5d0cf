import 'server-only';
import { getTranslations } from 'next-intl/server';
import { fileSightSchema } from '#lib/api/imports.ts';
import { csvLine } from '#lib/base/csv-line.ts';
import type { Sql } from '#lib/db/client.ts';
import { refusalsOf } from '#lib/db/queries/imports.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { streamOf } from './csv-stream.ts';
import { storedImport } from './imports.ts';
import { refusalSpeaker } from './refusal-sentences.ts';

const PAGE = 2_000;

/**
 * The refused rows of an import as a CSV file to be corrected and brought again: as they stood, with their row and the
 * reason at the end. UTF-8 with a byte order mark, for Excel; a cell that a spreadsheet would work out is defused.
 */
export async function refusedRows(db: Sql, workspace: WorkspaceStanding, id: number): Promise<Response> {
  const row = await storedImport(db, workspace, id);
  const [say, t] = [await refusalSpeaker(), await getTranslations('importing')];
  const sight = fileSightSchema.safeParse(row.sight).data;
  const headings = sight?.columns.map(({ heading }) => heading) ?? [];
  const delimiter = sight?.delimiter ?? ',';
  const line = (cells: readonly string[]) => csvLine(cells, delimiter);
  const lines = async function* () {
    yield `\ufeff${line([...headings, t('refusedRow'), t('refusedReason')])}`;
    for (let after = 0; ; ) {
      const page = await refusalsOf(db, id, after, PAGE);
      if (page.length > 0) {
        const padded = page.map(({ row: number, reason, cells }) => {
          const filled = [...cells, ...Array<string>(Math.max(0, headings.length - cells.length)).fill('')];
          return line([...filled, String(number), say(reason)]);
        });
        yield padded.join('');
      }
      if (page.length < PAGE) return;
      after = page[page.length - 1]?.row ?? after;
    }
  };
  const name = `${row.fileName.replace(/\.\w+$/, '')}-${t('refusedFile')}.csv`;
  return new Response(streamOf(lines()), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="refused.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
