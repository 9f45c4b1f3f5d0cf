'use client';

import { ListFilter, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { INSIGHT_NAMES, type InsightsAsk } from '#lib/api/insights-route.ts';
import { addDays } from '#lib/base/civil.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { DEBT_BUCKETS } from '#lib/kpi/bucket.ts';
import { COMPARISONS, PERIOD_PRESETS, presetPeriod } from '#lib/kpi/period.ts';
import { useInsightsSetting } from './insights-setting.ts';

interface FiltersProps {
  readonly ask: InsightsAsk;
  readonly onChange: (patch: InsightsAsk) => void;
}

const MORE = ['stage', 'version', 'segment', 'product'] as const;
/** The period of an address that names none. */
const USUAL_PERIOD = '90d';

/** What narrows all figures of the screen; it stands in the address. */
export function Filters({ ask, onChange }: FiltersProps) {
  const t = useTranslations('insights');
  const channels = useTranslations('channel');
  const { choices } = useInsightsSetting();
  const [isWide, setWide] = useState(() => MORE.some((name) => ask[name]));
  const isNarrowed = INSIGHT_NAMES.some((name) => ask[name]);
  const pick = (name: string, all: string, options: readonly { readonly value: string; readonly label: string }[]) => (
    <Pick name={name} all={all} options={options} ask={ask} onChange={onChange} />
  );
  const versions = choices.journeys.find(({ key }) => key === ask.journey)?.versions ?? 0;
  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{t('filters')}</legend>
      <PeriodFilter ask={ask} onChange={onChange} />
      <Select
        label={t('filter.compare')}
        className="max-sm:w-full"
        value={ask.compare ?? 'previous'}
        isActive={ask.compare !== undefined && ask.compare !== 'previous'}
        options={COMPARISONS.map((value) => ({ value, label: t(`compare.${value}`) }))}
        onChange={({ target }) =>
          onChange({ compare: target.value === 'previous' ? undefined : target.value, compareFrom: undefined, compareTo: undefined })
        }
      />
      {pick(
        'journey',
        t('allJourneys'),
        choices.journeys.map(({ key, name }) => ({ value: key, label: name })),
      )}
      {pick(
        'bucket',
        t('allBuckets'),
        DEBT_BUCKETS.map((value) => ({ value, label: t(`bucket.${value}`) })),
      )}
      {pick(
        'channel',
        t('allChannels'),
        CHANNELS.map((value) => ({ value, label: channels(value) })),
      )}
      {choices.currencies.length > 1
        ? pick(
            'currency',
            t('allCurrencies'),
            choices.currencies.map((value) => ({ value, label: value })),
          )
        : null}
      {isWide ? (
        <>
          {pick(
            'stage',
            t('allStages'),
            choices.stages.map(({ id, name }) => ({ value: id, label: name })),
          )}
          {versions > 0
            ? pick(
                'version',
                t('allVersions'),
                Array.from({ length: versions }, (_, i) => ({
                  value: String(versions - i),
                  label: t('versionNumber', { number: versions - i }),
                })),
              )
            : null}
          {pick(
            'segment',
            t('allSegments'),
            choices.segments.map((value) => ({ value, label: value })),
          )}
          {pick(
            'product',
            t('allProducts'),
            choices.products.map((value) => ({ value, label: value })),
          )}
        </>
      ) : null}
      <Button size="small" look="quiet" aria-expanded={isWide} onClick={() => setWide(!isWide)} className="max-lg:h-10">
        <ListFilter aria-hidden className="size-3.5" />
        {t(isWide ? 'less' : 'more')}
      </Button>
      {isNarrowed ? (
        <Button
          size="small"
          look="quiet"
          className="max-lg:h-10"
          onClick={() => onChange(Object.fromEntries(INSIGHT_NAMES.map((name) => [name, undefined])))}
        >
          <X aria-hidden className="size-3.5" />
          {t('clear')}
        </Button>
      ) : null}
    </fieldset>
  );
}

interface PickProps extends FiltersProps {
  readonly name: string;
  readonly all: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One choice of a filter, or all. A journey that is changed forgets its version. */
function Pick({ name, all, options, ask, onChange }: PickProps) {
  const value = ask[name] ?? '';
  if (options.length === 0 && !value) return null;
  const known = value === '' || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];
  return (
    <Select
      label={all}
      className="max-sm:flex-1 max-sm:basis-2/5 sm:max-w-52"
      value={value}
      isActive={value !== ''}
      options={[{ value: '', label: all }, ...known]}
      onChange={({ target }) => onChange({ [name]: target.value || undefined, ...(name === 'journey' ? { version: undefined } : {}) })}
    />
  );
}

/** A period by its name, or between two dates: people mean the last date to count, addresses do not. */
function PeriodFilter({ ask, onChange }: FiltersProps) {
  const t = useTranslations('insights');
  const { today } = useInsightsSetting();
  const isCustom = ask.from !== undefined && ask.to !== undefined;
  const value = isCustom ? 'custom' : (ask.period ?? USUAL_PERIOD);
  const choose = (chosen: string) => {
    const preset = PERIOD_PRESETS.find((one) => one === chosen);
    if (preset) onChange({ period: preset === USUAL_PERIOD ? undefined : preset, from: undefined, to: undefined });
    else onChange({ period: undefined, ...presetPeriod(PERIOD_PRESETS.find((one) => one === ask.period) ?? USUAL_PERIOD, today) });
  };
  return (
    <>
      <Select
        label={t('filter.period')}
        className="max-sm:w-full"
        value={value}
        isActive={value !== USUAL_PERIOD}
        options={[...PERIOD_PRESETS, 'custom' as const].map((option) => ({ value: option, label: t(`period.${option}`) }))}
        onChange={({ target }) => choose(target.value)}
      />
      {ask.from && ask.to ? <Dates key={`${ask.from} ${ask.to}`} from={ask.from} last={addDays(ask.to, -1)} onChange={onChange} /> : null}
    </>
  );
}

/** Both dates; they are taken over once they make sense together. */
function Dates({ from, last, onChange }: { readonly from: string; readonly last: string; readonly onChange: FiltersProps['onChange'] }) {
  const t = useTranslations('insights');
  const [dates, setDates] = useState({ from, last });
  const isBad = dates.from === '' || dates.last === '' || dates.last < dates.from;
  const take = (next: typeof dates) => {
    setDates(next);
    if (next.from && next.last && next.from <= next.last) onChange({ from: next.from, to: addDays(next.last, 1) });
  };
  return (
    <span className="flex flex-wrap items-center gap-2">
      {(['from', 'last'] as const).map((end) => (
        <input
          key={end}
          type="date"
          aria-label={t(end === 'from' ? 'filter.from' : 'filter.to')}
          aria-invalid={isBad || undefined}
          value={dates[end]}
          onChange={({ target }) => take({ ...dates, [end]: target.value })}
          className={classes(control, 'h-8 w-auto px-2 text-sm max-lg:h-10')}
        />
      ))}
      {isBad ? (
        <span role="alert" className="text-bad-text text-sm">
          {t('badDates')}
        </span>
      ) : null}
    </span>
  );
}
