'use client';

import { useTranslations } from 'next-intl';
import { Notice } from '#components/ui/notice.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import type { FileSight, MappingDraft, Preview } from '#lib/api/imports.ts';
import { fieldLabel } from './field-words.ts';
import type { Draft } from './mapping-draft.ts';
import { StepFailed } from './step-failed.tsx';
import { usePreview } from './use-import.ts';

interface PreviewTableProps {
  readonly id: number;
  readonly sight: FileSight;
  readonly document: MappingDraft | null;
  readonly draft: Draft;
}

/** The first rows before and after: what would be taken, above what the file says. */
export function PreviewTable({ id, sight, document, draft }: PreviewTableProps) {
  const t = useTranslations('importing');
  const preview = usePreview(id, document);
  const { data } = preview;
  return (
    <section aria-labelledby="preview" className="flex min-w-0 flex-col rounded-xl border bg-surface shadow-1">
      <div className="border-b px-4 py-3">
        <h2 id="preview" className="font-semibold text-lg">
          {t('preview')}
        </h2>
        <p className="text-ink-2 text-sm">{t('previewLead')}</p>
      </div>
      {data && data.problems.length > 0 ? (
        <div className="p-4">
          <Notice tone="bad">
            <p className="font-medium">{t('mappingFaults')}</p>
            {data.problems.map(({ path, message }) => (
              <p key={path + message}>{message}</p>
            ))}
          </Notice>
        </div>
      ) : null}
      {preview.error ? (
        <div className="p-4">
          <StepFailed error={preview.error} />
        </div>
      ) : null}
      {data && data.rows.length > 0 ? <Rows sight={sight} draft={draft} rows={data.rows} /> : null}
      {data || preview.error ? null : (
        <p className="px-4 py-6 text-center text-ink-3">{document ? t('previewWait') : t('mappingFaults')}</p>
      )}
    </section>
  );
}

function Rows({ sight, draft, rows }: { readonly sight: FileSight; readonly draft: Draft; readonly rows: Preview['rows'] }) {
  const t = useTranslations('importing');
  const columns = sight.columns.flatMap(({ heading }, place) => {
    const field = draft.columns.get(heading)?.field;
    return field === undefined ? [] : [{ heading, field, place }];
  });
  const before = new Map(sight.rows.map(({ line, cells }) => [line, cells]));
  return (
    <ScrollRegion label={t('previewRows')}>
      <table className="w-full border-collapse text-left text-sm">
        <thead>
          <tr className="border-b">
            <th scope="col" className="px-4 py-2 font-medium text-ink-2">
              {t('previewRow')}
            </th>
            {columns.map(({ heading, field }) => (
              <th key={heading} scope="col" className="whitespace-nowrap px-3 py-2 font-medium">
                {fieldLabel(t, field)}
                <span className="block font-normal text-ink-3 text-xs">{heading}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y">
          {rows.map(({ line, reason, after }) => (
            <tr key={line}>
              <th scope="row" className="px-4 py-2 align-top font-normal text-ink-3">
                {line}
              </th>
              {reason === null ? (
                columns.map(({ heading, field, place }) => (
                  <td key={heading} className="whitespace-nowrap px-3 py-2 align-top">
                    <span className="block font-medium">{after[field] ?? '–'}</span>
                    <span className="block text-ink-3 text-xs">{before.get(line)?.[place] || '–'}</span>
                  </td>
                ))
              ) : (
                <td colSpan={Math.max(1, columns.length)} className="px-3 py-2 align-top text-bad-text">
                  {t('previewRefused', { reason })}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
