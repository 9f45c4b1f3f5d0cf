'use client';

import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classes } from '#components/ui/classes.ts';
import type { Finding } from '#lib/journey/finding.ts';
import { useFindingWords } from './finding-words.ts';

/** One finding: how bad it is, and its sentence. */
export function FindingLine({ finding }: { readonly finding: Finding }) {
  const t = useTranslations('studio');
  const words = useFindingWords();
  const isError = finding.severity === 'error';
  const Sign = isError ? CircleAlert : TriangleAlert;
  return (
    <span className={classes('flex items-start gap-2 text-sm', isError ? 'text-bad-text' : 'text-warn-text')}>
      <Sign aria-label={t(isError ? 'badgeError' : 'badgeWarning')} className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">{words(finding)}</span>
    </span>
  );
}
