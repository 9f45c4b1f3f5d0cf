'use client';

import { RotateCcw } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import { useChannelName } from '#components/contact/words.ts';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { SimulationSetting } from '#lib/api/simulations.ts';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import { minorDigits } from '#lib/base/money.ts';
import { BUCKETS, type Bucket } from '#lib/facts/catalogue.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';
import type { Behaviour } from '#lib/simulation/behaviour.ts';
import type { MeasuredShare } from '#lib/simulation/measured-behaviour.ts';
import { useStudio } from './studio-context.tsx';

interface SimulationAssumptionsProps {
  readonly setting: SimulationSetting;
  readonly model: Behaviour;
  readonly onChange: (model: Behaviour) => void;
}

const WAYS = ['email', 'sms', 'whatsapp', 'push', 'voice', 'letter', 'call', 'visit'] as const;
type Way = (typeof WAYS)[number];
const ANSWERS = ['pays', 'promises', 'replies'] as const;

/** What is assumed of people, with where each figure comes from; every one can be changed. */
export function SimulationAssumptions({ setting, model, onChange }: SimulationAssumptionsProps) {
  const t = useTranslations('simulation');
  const [way, setWay] = useState<Way | 'untold'>('untold');
  const channelName = useChannelName();
  const ways = useWaysDrawn();
  const isChanged = canonicalJson({ ...model, costs: {} }) !== canonicalJson({ ...setting.measured.behaviour, costs: {} });
  return (
    <details className="group rounded-md border">
      <summary className="cursor-pointer px-3 py-2 font-medium text-sm">{t(isChanged ? 'assumptionsChanged' : 'assumptions')}</summary>
      <div className="flex flex-col gap-3 border-t p-3">
        <p className="text-ink-3 text-xs">{t('assumptionsText')}</p>
        <Costs setting={setting} ways={ways} model={model} onChange={onChange} />
        <Select
          label={t('whose')}
          value={way}
          options={[{ value: 'untold', label: t('untold') }, ...ways.map((one) => ({ value: one, label: channelName(one) }))]}
          onChange={({ target }) => setWay(ways.find((one) => one === target.value) ?? 'untold')}
        />
        <ul className="flex flex-col gap-2.5">
          {BUCKETS.map((bucket) =>
            way === 'untold' ? (
              <Untold key={bucket} bucket={bucket} setting={setting} model={model} onChange={onChange} />
            ) : (
              <Answers key={`${way} ${bucket}`} way={way} bucket={bucket} setting={setting} model={model} onChange={onChange} />
            ),
          )}
        </ul>
        <ShareInput
          label={t('kept')}
          share={model.promise.kept}
          source={<Source measured={setting.measured.kept} what="promises" />}
          onChange={(kept) => onChange({ ...model, promise: { ...model.promise, kept } })}
        />
        {isChanged ? (
          <Button size="small" onClick={() => onChange({ ...setting.measured.behaviour, costs: model.costs })}>
            <RotateCcw aria-hidden className="size-3.5" />
            {t('measuredAgain')}
          </Button>
        ) : null}
      </div>
    </details>
  );
}

/** The channels and kinds of tasks that the drawing uses. */
function useWaysDrawn(): readonly Way[] {
  const nodes = useStudio(({ history }) => history.document.nodes);
  const telling = JSON.stringify(nodes.filter((node) => bindNode(node).tells).map(({ config }) => config));
  const used = WAYS.filter((way) => telling.includes(`"${way}"`));
  return used.length > 0 ? used : WAYS;
}

interface BucketProps extends SimulationAssumptionsProps {
  readonly bucket: Bucket;
}

function Untold({ bucket, setting, model, onChange }: BucketProps) {
  const t = useTranslations('simulation');
  const buckets = useTranslations('bucket');
  return (
    <li data-heat={bucket} className="border-heat border-l-2 pl-2.5">
      <ShareInput
        label={t('paysUntold', { bucket: buckets(bucket) })}
        share={model.pays[bucket] ?? 0}
        source={<Source measured={setting.measured.untold[bucket]} what="days" />}
        onChange={(share) => onChange({ ...model, pays: { ...model.pays, [bucket]: share } })}
      />
    </li>
  );
}

function Answers({ way, bucket, setting, model, onChange }: BucketProps & { readonly way: Way }) {
  const t = useTranslations('simulation');
  const buckets = useTranslations('bucket');
  const rates = model.answers[way]?.[bucket] ?? { pays: 0, promises: 0, replies: 0 };
  const measured = setting.measured.answers[way]?.[bucket];
  return (
    <li data-heat={bucket} className="border-heat border-l-2 pl-2.5">
      <p className="mb-1 font-medium text-xs">{buckets(bucket)}</p>
      <div className="flex flex-col gap-1.5">
        {ANSWERS.map((answer) => (
          <ShareInput
            key={answer}
            label={t(`answer.${answer}`)}
            share={rates[answer]}
            source={measured ? <Source measured={measured[answer]} what="contacts" /> : null}
            onChange={(share) =>
              onChange({
                ...model,
                answers: { ...model.answers, [way]: { ...model.answers[way], [bucket]: { ...rates, [answer]: share } } },
              })
            }
          />
        ))}
      </div>
    </li>
  );
}

/** Where a figure comes from. */
function Source({ measured, what }: { readonly measured: MeasuredShare; readonly what: 'days' | 'contacts' | 'promises' }) {
  const t = useTranslations('simulation');
  const locale = useLocale();
  const { cases, hits, usual, weight } = measured;
  if (cases === 0) return t('sourceNone');
  const said = t(`source.${what}`, { hits: Math.round(hits), cases });
  // What is seen often enough speaks for itself.
  return cases >= weight * 5 ? said : `${said} ${t('sourceDrawn', { usual: percentOf(usual, locale) })}`;
}

function percentOf(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(share);
}

interface ShareInputProps {
  readonly label: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly source: ReactNode;
  readonly onChange: (share: number) => void;
}

/** A share as a percentage. What is no share is marked, and is what it was before when one leaves. */
function ShareInput({ label, share, source, onChange }: ShareInputProps) {
  const locale = useLocale();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: false }).format(share * 100);
  return (
    <div className="grid grid-cols-3 items-center gap-x-2">
      <label htmlFor={id} className="col-span-2 text-sm">
        {label}
      </label>
      <span className="relative">
        <input
          id={id}
          inputMode="decimal"
          aria-invalid={typed !== null && percentIn(typed) === null ? true : undefined}
          aria-describedby={`${id}-source`}
          className={classes(control, 'h-8 pr-6 pl-2 text-right text-sm tabular-nums')}
          value={typed ?? shown}
          onChange={({ target }) => {
            setTyped(target.value);
            const read = percentIn(target.value);
            if (read !== null) onChange(read);
          }}
          onBlur={() => setTyped(null)}
        />
        <span aria-hidden className="absolute inset-y-0 right-2 grid place-items-center text-ink-3 text-xs">
          {'%'}
        </span>
      </span>
      <p id={`${id}-source`} className="col-span-3 text-ink-3 text-2xs">
        {source}
      </p>
    </div>
  );
}

function percentIn(text: string): number | null {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(number) || number < 0 || number > 100 ? null : Math.round(number * 100) / 10_000;
}

interface CostsProps extends SimulationAssumptionsProps {
  readonly ways: readonly Way[];
}

/** What one contact of each kind costs; nobody knows it but the company. */
function Costs({ setting, ways, model, onChange }: CostsProps) {
  const t = useTranslations('simulation');
  const channelName = useChannelName();
  const digits = minorDigits(setting.currency);
  const scale = 10 ** digits;
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium text-xs">{t('costs', { currency: setting.currency })}</legend>
      {ways.map((way) => (
        <CostInput
          key={way}
          label={channelName(way)}
          cost={model.costs[way] === undefined ? null : model.costs[way] / scale}
          onChange={(cost) => {
            const { [way]: _, ...others } = model.costs;
            onChange({ ...model, costs: cost === null ? others : { ...others, [way]: cost * scale } });
          }}
        />
      ))}
    </fieldset>
  );
}

interface CostInputProps {
  readonly label: string;
  /** In whole units of the currency; null where nobody said. */
  readonly cost: number | null;
  readonly onChange: (cost: number | null) => void;
}

function CostInput({ label, cost, onChange }: CostInputProps) {
  const locale = useLocale();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string) => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')));
  const isWrong = (value: number | null) => value !== null && (!Number.isFinite(value) || value < 0);
  return (
    <div className="grid grid-cols-3 items-center gap-x-2 text-sm">
      <label htmlFor={id} className="col-span-2">
        {label}
      </label>
      <input
        id={id}
        inputMode="decimal"
        aria-invalid={typed !== null && isWrong(read(typed)) ? true : undefined}
        className={classes(control, 'h-8 px-2 text-right text-sm tabular-nums')}
        value={typed ?? (cost === null ? '' : new Intl.NumberFormat(locale, { maximumFractionDigits: 4, useGrouping: false }).format(cost))}
        onChange={({ target }) => {
          setTyped(target.value);
          const value = read(target.value);
          if (!isWrong(value)) onChange(value);
        }}
        onBlur={() => setTyped(null)}
      />
    </div>
  );
}
