'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

interface FreshTextProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Says that it is told this once. */
  readonly once: string;
}

/** What is told once, to be copied: it is kept nowhere that a person sees again. */
export function FreshText({ id, label, value, once }: FreshTextProps) {
  const t = useTranslations('settings');
  const [copied, setCopied] = useState<string | null>(null);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(value);
    } catch {
      // Browsers lend the clipboard to secure pages alone: the text is chosen, and the person copies it.
      const field = document.getElementById(id);
      if (field instanceof HTMLInputElement) field.select();
    }
  }

  return (
    <div className="flex flex-col gap-2 rounded-lg bg-brand-soft p-3">
      <div className="flex flex-wrap items-end gap-2">
        <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5">
          <label htmlFor={id} className="font-medium text-brand-strong text-sm">
            {label}
          </label>
          <input
            id={id}
            readOnly
            value={value}
            onFocus={(event) => event.target.select()}
            className="h-10 w-full truncate rounded-md border border-edge bg-surface px-3 font-mono text-ink text-sm"
          />
        </div>
        <Button onClick={() => void copy()} className="h-10">
          <Copy aria-hidden className="size-4" />
          {t(copied === value ? 'copied' : 'copy')}
        </Button>
      </div>
      <p className="text-brand-strong text-sm">{once}</p>
    </div>
  );
}
