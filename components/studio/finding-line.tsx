'use client';

import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import { type FindingGroup, useFindingWords } from './finding-words.ts';

/** A finding: how bad it is, its sentence, and how many more there are of its kind. */
export function FindingLine({ group: { first, more } }: { readonly group: FindingGroup }) {
  const t = useTranslations('studio');
  const words = useFindingWords();
  const isError = first.severity === 'error';
  const Sign = isError ? CircleAlert : TriangleAlert;
  return (
    <span className={classes('flex items-start gap-2 text-sm', isError ? 'text-bad-text' : 'text-warn-text')}>
      <Sign aria-label={t(isError ? 'badgeError' : 'badgeWarning')} className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">
        {words(first)}
        {more > 0 ? <span className="text-ink-3"> {t('moreAlike', { count: more })}</span> : null}
      </span>
    </span>
  );
}
