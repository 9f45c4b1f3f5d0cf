'use client';

import { Check, Inbox, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { BlankState } from '#components/ui/blank-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';

/** What a workspace already has of what a first message needs. */
export interface SetUp {
  readonly hasPortfolio: boolean;
  readonly hasLiveJourney: boolean;
}

/** Nothing was ever sent: the three things that lead to a first message, and which of them are there. */
export function Empty({ mode, setUp }: { readonly mode: 'test' | 'live'; readonly setUp: SetUp }) {
  const t = useTranslations('inbox');
  const steps = [
    {
      key: 'portfolio',
      isDone: setUp.hasPortfolio,
      name: t('stepPortfolio'),
      text: t(setUp.hasPortfolio ? 'stepPortfolioDone' : 'stepPortfolioTodo'),
      way: { href: '/import', name: t('stepPortfolioGo') },
    },
    {
      key: 'journey',
      isDone: setUp.hasLiveJourney,
      name: t('stepJourney'),
      text: t(setUp.hasLiveJourney ? 'stepJourneyDone' : 'stepJourneyTodo'),
      way: { href: '/journeys', name: t('stepJourneyGo') },
    },
    { key: 'time', isDone: false, name: t('stepTime'), text: t(mode === 'test' ? 'stepTimeTest' : 'stepTimeLive'), way: null },
  ];
  return (
    <div className="thin-scroll min-h-0 flex-1 overflow-y-auto">
      <BlankState picture={Inbox} title={t('emptyTitle')} className="pb-4">
        {t('emptyText')}
      </BlankState>
      <ol className="mx-auto flex max-w-sm flex-col gap-1 px-6 pb-10">
        {steps.map(({ key, isDone, name, text, way }, index) => (
          <li key={key} className="flex gap-3 py-2">
            <span
              className={classes(
                'grid size-6 shrink-0 place-items-center rounded-2xl font-semibold text-xs',
                isDone ? 'bg-ok/15 text-ok-text' : 'border text-ink-2',
              )}
            >
              {isDone ? <Check aria-hidden className="size-3.5" /> : index + 1}
              <span className="sr-only">{t(isDone ? 'done' : 'todo')}</span>
            </span>
            <span className="flex min-w-0 flex-col gap-0.5">
              <span className="font-medium">{name}</span>
              <span className="text-ink-2 text-sm">{text}</span>
              {way && !isDone ? (
                <Link href={way.href} className="self-start py-0.5 font-medium text-brand-strong text-sm underline underline-offset-2">
                  {way.name}
                </Link>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** There are contacts, but none like this. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const t = useTranslations('inbox');
  return (
    <BlankState picture={SearchX} title={t('noMatchTitle')} actions={<Button onClick={onClear}>{t('clear')}</Button>}>
      {t('noMatchText')}
    </BlankState>
  );
}
