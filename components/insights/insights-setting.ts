'use client';

import { useLocale, useTranslations } from 'next-intl';
import { createContext, useContext, useMemo } from 'react';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { civilDate } from '#messages/civil-date.ts';
import { type Numbers, numbersIn } from './numbers.ts';

/** What figures can be narrowed to, as the workspace has it. */
export interface InsightsChoices {
  readonly journeys: readonly { readonly key: string; readonly name: string; readonly versions: number }[];
  readonly stages: readonly { readonly id: string; readonly name: string }[];
  readonly currencies: readonly string[];
  readonly segments: readonly string[];
  readonly products: readonly string[];
}

/** What the screens of figures know of their workspace. */
export interface InsightsSetting {
  readonly country: string;
  /** The currency in which amounts are shown where several are there and none was chosen. */
  readonly currency: string;
  /** The workspace's local date. */
  readonly today: string;
  readonly choices: InsightsChoices;
}

/** Given by the screen to all its parts. */
export const InsightsSettingContext = createContext<InsightsSetting | null>(null);

/** The setting of the screen in hand. */
export function useInsightsSetting(): InsightsSetting {
  const setting = useContext(InsightsSettingContext);
  if (!setting) throw new Error('a part of the insights stands outside their screen');
  return setting;
}

/** How numbers, dates and channels are said to the reader. */
export function useSaying(): {
  readonly numbers: Numbers;
  readonly day: (date: string) => string;
  readonly month: (date: string) => string;
  readonly channel: (channel: string) => string;
} {
  const { country } = useInsightsSetting();
  const locale = useLocale();
  const dates = useTranslations('date');
  const channels = useTranslations('channel');
  return useMemo(
    () => ({
      numbers: numbersIn(`${locale}-${country}`),
      day: (date: string) => civilDate(dates, date, 'day'),
      month: (date: string) => civilDate(dates, date, 'day').replace(/^\d+ /, ''),
      channel: (channel: string) => {
        const known = CHANNELS.find((one) => one === channel);
        return known ? channels(known) : channel;
      },
    }),
    [locale, country, dates, channels],
  );
}

/** The currency in which amounts are shown: the one chosen, else the workspace's, else the first there is. */
export function useCurrency(chosen: string | undefined): string {
  const { currency, choices } = useInsightsSetting();
  if (chosen) return chosen;
  return choices.currencies.includes(currency) ? currency : (choices.currencies[0] ?? currency);
}
