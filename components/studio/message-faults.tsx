'use client';

import { useTranslations } from 'next-intl';
import { TEXT_LENGTH } from '#lib/api/message-templates.ts';
import type { TextProblem } from '#lib/message/check.ts';

/** What is wrong with a part of a message, each with its line. */
export function Faults({ problems, id }: { readonly problems: readonly TextProblem[]; readonly id?: string }) {
  return (
    <ul id={id} className="flex flex-col gap-1 text-bad-text text-sm">
      {problems.map((problem) => (
        <li key={`${problem.fault} ${problem.line} ${problem.column} ${problem.name}`}>
          <Fault problem={problem} />
        </li>
      ))}
    </ul>
  );
}

/** One fault in a sentence. */
export function Fault({ problem: { fault, name, line, meant } }: { readonly problem: TextProblem }) {
  const t = useTranslations('messageEditor');
  const sentence = t(`fault.${fault}`, { name, most: TEXT_LENGTH });
  const place = fault === 'empty' || fault === 'too-long' || fault === 'unstorable' ? null : t('line', { line });
  return (
    <>
      {place === null ? null : <span className="text-ink-2">{`${place} `}</span>}
      {sentence}
      {meant === null ? null : ` ${t('meant', { name: meant })}`}
    </>
  );
}
