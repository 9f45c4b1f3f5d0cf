'use client';

import { Check, Copy } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { shellCommand } from '#lib/api/imports-route.ts';
import { sizeText } from './size-text.ts';

/** A file that a browser may not bring, and the command that reads it. */
export function TooLarge({ name, size, limit }: { readonly name: string; readonly size: number; readonly limit: number }) {
  const t = useTranslations('importing');
  const locale = useLocale();
  const [isCopied, setIsCopied] = useState(false);
  const command = shellCommand(name);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    setIsCopied(true);
  };
  return (
    <Notice tone="warn">
      <p className="font-semibold">{t('tooLargeTitle', { name, size: sizeText(size, locale), limit: sizeText(limit, locale) })}</p>
      <p className="mt-1 text-ink-2">{t('tooLargeText')}</p>
      <div className="mt-2 flex items-center gap-1 rounded-md border bg-surface py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 break-all font-mono text-ink text-sm">{command}</code>
        <IconButton label={isCopied ? t('copied') : t('copy')} onClick={copy}>
          {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        </IconButton>
      </div>
    </Notice>
  );
}
