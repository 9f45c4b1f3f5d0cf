'use client';

import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';

const STEPS = ['file', 'columns', 'check', 'import'] as const;

/** How far one is of the four steps; `at` counts from 0, and 4 is all done. */
export function StepLine({ at }: { readonly at: number }) {
  const t = useTranslations('importing');
  return (
    <ol aria-label={t('steps')} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      {STEPS.map((step, i) => (
        <li key={step} aria-current={i === at ? 'step' : undefined} className="flex items-center gap-2">
          {i > 0 ? <span aria-hidden className="h-px w-4 bg-edge lg:w-8" /> : null}
          <span
            aria-hidden
            className={classes(
              'grid size-5.5 place-items-center rounded-2xl border font-semibold text-2xs',
              i < at ? 'border-brand bg-brand text-brand-ink' : i === at ? 'border-brand text-brand-strong' : 'border-line text-ink-3',
            )}
          >
            {i < at ? <Check className="size-3.5" strokeWidth={2.5} /> : i + 1}
          </span>
          <span className={i === at ? 'font-semibold' : 'text-ink-2 max-sm:sr-only'}>{t(`step.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
