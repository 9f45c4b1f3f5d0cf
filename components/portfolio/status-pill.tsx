import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import type { ImportStatus } from '#lib/api/imports.ts';

const LOOKS: Readonly<Record<ImportStatus, string>> = {
  uploaded: 'border-line bg-sunken text-ink-2',
  checking: 'border-transparent bg-brand-soft text-brand-strong',
  checked: 'border-warn/40 bg-warn/10 text-warn-text',
  running: 'border-transparent bg-brand-soft text-brand-strong',
  done: 'border-ok/30 bg-ok/10 text-ok-text',
  cancelled: 'border-line bg-sunken text-ink-2',
  failed: 'border-bad/30 bg-bad/8 text-bad-text',
};

/** Where an import stands, in a word. */
export function StatusPill({ status }: { readonly status: ImportStatus }) {
  const t = useTranslations('importing.status');
  return (
    <span
      className={classes(
        'inline-flex h-6 shrink-0 items-center whitespace-nowrap rounded-2xl border px-2 font-medium text-xs',
        LOOKS[status],
      )}
    >
      {t(status)}
    </span>
  );
}
