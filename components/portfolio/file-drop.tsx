'use client';

import { FileSpreadsheet, Upload as UploadPicture } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { Notice } from '#components/ui/notice.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import type { ImportDetail } from '#lib/api/imports.ts';
import { sizeText } from './size-text.ts';
import { TooLarge } from './too-large.tsx';
import { useDropAnywhere } from './use-drop-anywhere.ts';
import { type Upload, useUpload } from './use-upload.ts';

/** Why a file was not even sent. */
type Turned = { readonly why: 'severalFiles' | 'wrongKind' | 'emptyFile' | 'tooLarge'; readonly name: string; readonly size: number };

/** Where a file is dropped or chosen; what is too large, empty or of another kind is turned away before it is sent. */
export function FileDrop({ limit }: { readonly limit: number }) {
  const t = useTranslations('importing');
  const locale = useLocale();
  const router = useRouter();
  const id = useId();
  const inputRef = useRef<HTMLInputElement>(null);
  const [turned, setTurned] = useState<Turned | null>(null);
  const onArrived = useCallback((detail: ImportDetail) => router.push(`/import/${detail.id}`), [router]);
  const { upload, send, cancel } = useUpload(onArrived);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!files || !file || upload.state === 'sending') return;
    const why = turnedAway(files, file, limit);
    setTurned(why);
    if (!why) send(file);
    if (inputRef.current) inputRef.current.value = '';
  };
  const isOver = useDropAnywhere(take);
  // A file that was chosen before the page came alive is not lost.
  const takeEarly = useEffectEvent(() => take(inputRef.current?.files ?? null));
  useEffect(() => takeEarly(), []);
  return (
    <div className="flex flex-col gap-3">
      <div
        className={classes(
          'flex flex-col items-center gap-3 rounded-xl border border-dashed px-6 py-10 text-center transition-colors',
          isOver ? 'border-brand bg-brand-soft' : 'border-edge bg-surface',
        )}
      >
        <span className="grid size-12 place-items-center rounded-xl border bg-paper text-brand shadow-1">
          <FileSpreadsheet aria-hidden className="size-5.5" strokeWidth={1.75} />
        </span>
        {upload.state === 'sending' ? (
          <Sending upload={upload} onCancel={cancel} />
        ) : (
          <>
            <p className="font-semibold text-lg">{isOver ? t('dropNow') : t('drop')}</p>
            <Button look="primary" size="large" onClick={() => inputRef.current?.click()}>
              <UploadPicture aria-hidden className="size-4" />
              {t('choose')}
            </Button>
            <p className="max-w-md text-balance text-ink-2 text-sm">{t('limit', { size: sizeText(limit, locale) })}</p>
          </>
        )}
        <label htmlFor={id} className="sr-only">
          {t('file')}
        </label>
        <input
          ref={inputRef}
          id={id}
          type="file"
          accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => take(event.target.files)}
        />
      </div>
      {turned?.why === 'tooLarge' ? <TooLarge name={turned.name} size={turned.size} limit={limit} /> : null}
      {turned && turned.why !== 'tooLarge' ? <Notice tone="bad">{t(turned.why, { name: turned.name })}</Notice> : null}
      {upload.state === 'refused' ? <NotTaken upload={upload} /> : null}
    </div>
  );
}

function turnedAway(files: FileList, file: File, limit: number): Turned | null {
  const say = (why: Turned['why']): Turned => ({ why, name: file.name, size: file.size });
  if (files.length > 1) return say('severalFiles');
  if (!/\.(csv|tsv|txt|xlsx)$/i.test(file.name)) return say('wrongKind');
  if (file.size === 0) return say('emptyFile');
  return file.size > limit ? say('tooLarge') : null;
}

function Sending({ upload, onCancel }: { readonly upload: Extract<Upload, { state: 'sending' }>; readonly onCancel: () => void }) {
  const t = useTranslations('importing');
  return (
    <div className="flex w-full max-w-sm flex-col items-center gap-3">
      <p className="max-w-full truncate font-medium">{t('uploading', { name: upload.fileName })}</p>
      <ProgressBar label={t('uploading', { name: upload.fileName })} share={upload.share} />
      <Button size="small" onClick={onCancel}>
        {t('uploadCancel')}
      </Button>
    </div>
  );
}

function NotTaken({ upload }: { readonly upload: Extract<Upload, { state: 'refused' }> }) {
  const sentences = useTranslations('problem');
  const { problem, fileName } = upload;
  return (
    <Notice tone="bad">
      <p className="font-medium">{fileName}</p>
      <p>{problem?.problems?.[0]?.message ?? problem?.title ?? sentences('offline')}</p>
    </Notice>
  );
}
