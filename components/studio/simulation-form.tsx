'use client';

import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { FieldFrame } from '#components/ui/field-frame.tsx';
import {
  MOST_SIMULATED_DAYS,
  type SimulatedVersion,
  type SimulationJob,
  type SimulationOrder,
  type SimulationSetting,
} from '#lib/api/simulations.ts';
import { type Behaviour, readBehaviour } from '#lib/simulation/behaviour.ts';
import { SimulationAssumptions } from './simulation-assumptions.tsx';

interface SimulationFormProps {
  readonly setting: SimulationSetting;
  /** The newest simulation: the form begins as it was asked for. */
  readonly last: SimulationJob | null;
  readonly isRunning: boolean;
  readonly onStart: (order: SimulationOrder) => void;
}

const field = classes(control, 'h-9 px-2.5 text-base');

/** What is simulated: over the days to come or over the past, which version, against which, under what assumptions. */
export function SimulationForm({ setting, last, isRunning, onStart }: SimulationFormProps) {
  const t = useTranslations('simulation');
  const [asked] = useState(last?.order ?? null);
  const simulated = asked?.kind === 'simulation' ? asked : null;
  const lived = asked?.kind === 'backtest' ? asked : null;
  const [kind, setKind] = useState<SimulationOrder['kind']>(asked?.kind ?? 'simulation');
  const [of, setOf] = useState<SimulatedVersion>(asked?.of ?? 'draft');
  const [against, setAgainst] = useState<SimulatedVersion | null>(asked?.against ?? null);
  const [days, setDays] = useState(String(simulated?.days ?? 90));
  const [seed, setSeed] = useState(simulated?.seed ?? '1');
  const [from, setFrom] = useState(lived?.from ?? setting.past?.from ?? '');
  const [to, setTo] = useState(lived?.to ?? setting.past?.to ?? '');
  const [policy, setPolicy] = useState(lived?.policy ?? false);
  const [model, setModel] = useState<Behaviour>(() => modelOf(simulated?.behaviour) ?? setting.measured.behaviour);
  const number = Number(days);
  const daysFault =
    Number.isInteger(number) && number >= 1 && number <= MOST_SIMULATED_DAYS ? null : t('daysFault', { most: MOST_SIMULATED_DAYS });
  const datesFault = from !== '' && to !== '' && from <= to ? null : t('datesFault');
  const fault = kind === 'simulation' ? (daysFault ?? (seed.trim() === '' ? t('seedFault') : null)) : datesFault;
  const start = () => {
    if (fault !== null) return;
    if (kind === 'backtest') onStart({ kind, of, against, from, to, policy, sample: null });
    else onStart({ kind, of, against, days: number, seed: seed.trim(), sample: null, behaviour: model });
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <KindChoice kind={kind} hasPast={setting.past !== null} onChange={setKind} />
      <VersionField label={t('version')} setting={setting} value={of} onChange={(value) => setOf(value ?? 'draft')} />
      <VersionField label={t('against')} none={t('alone')} setting={setting} value={against} except={of} onChange={setAgainst} />
      {kind === 'simulation' ? (
        <div className="grid grid-cols-2 gap-3">
          <FieldFrame label={t('days')} fault={daysFault}>
            {(ids) => (
              <input {...ids} inputMode="numeric" className={field} value={days} onChange={(event) => setDays(event.target.value)} />
            )}
          </FieldFrame>
          <FieldFrame label={t('seed')} fault={seed.trim() === '' ? t('seedFault') : null}>
            {(ids) => <input {...ids} maxLength={100} className={field} value={seed} onChange={(event) => setSeed(event.target.value)} />}
          </FieldFrame>
        </div>
      ) : (
        <>
          <div className="grid grid-cols-2 gap-3">
            <FieldFrame label={t('from')} fault={datesFault}>
              {(ids) => <input {...ids} type="date" className={field} value={from} onChange={(event) => setFrom(event.target.value)} />}
            </FieldFrame>
            <FieldFrame label={t('to')}>
              {(ids) => <input {...ids} type="date" className={field} value={to} onChange={(event) => setTo(event.target.value)} />}
            </FieldFrame>
          </div>
          <label className="flex items-center gap-2 text-sm">
            <input type="checkbox" className="size-4 accent-brand" checked={policy} onChange={(event) => setPolicy(event.target.checked)} />
            {t('withPolicy')}
          </label>
        </>
      )}
      {kind === 'simulation' ? (
        <SimulationAssumptions setting={setting} model={model} onChange={setModel} />
      ) : (
        <p className="text-ink-3 text-xs">{t('pastText')}</p>
      )}
      <Button type="submit" look="primary" disabled={isRunning || fault !== null}>
        <Play aria-hidden className="size-3.5" />
        {t(kind === 'simulation' ? 'start' : 'startPast')}
      </Button>
    </form>
  );
}

/** The model that was last used; null where there was none. */
function modelOf(asked: unknown): Behaviour | null {
  const read = readBehaviour(asked);
  return read.ok ? read.value : null;
}

interface KindChoiceProps {
  readonly kind: SimulationOrder['kind'];
  readonly hasPast: boolean;
  readonly onChange: (kind: SimulationOrder['kind']) => void;
}

function KindChoice({ kind, hasPast, onChange }: KindChoiceProps) {
  const t = useTranslations('simulation');
  const name = useId();
  return (
    <fieldset className="grid grid-cols-2 rounded-md border bg-sunken p-0.5">
      <legend className="sr-only">{t('kind')}</legend>
      {(['simulation', 'backtest'] as const).map((one) => (
        <label
          key={one}
          className={classes(
            'cursor-pointer rounded-sm px-2 py-1.5 text-center text-sm has-focus-visible:outline-2 has-focus-visible:outline-focus',
            kind === one ? 'bg-raised font-medium shadow-1' : 'text-ink-2',
          )}
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={kind === one}
            disabled={one === 'backtest' && !hasPast}
            onChange={() => onChange(one)}
          />
          {t(`kinds.${one}`)}
        </label>
      ))}
    </fieldset>
  );
}

interface VersionFieldProps {
  readonly label: string;
  /** How no version is called, where there need be none. */
  readonly none?: string;
  readonly setting: SimulationSetting;
  readonly value: SimulatedVersion | null;
  readonly except?: SimulatedVersion;
  readonly onChange: (version: SimulatedVersion | null) => void;
}

function VersionField({ label, none, setting, value, except, onChange }: VersionFieldProps) {
  const t = useTranslations('simulation');
  const options = [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    { value: 'draft', label: t('draft') },
    ...setting.versions.map(({ number, isLive }) => ({
      value: String(number),
      label: t(isLive ? 'liveVersion' : 'oldVersion', { number }),
    })),
  ].filter((one) => except === undefined || one.value !== String(except));
  return (
    <FieldFrame label={label}>
      {(ids) => (
        <select
          {...ids}
          className={field}
          value={value === null ? '' : String(value)}
          onChange={({ target }) => onChange(target.value === '' ? null : target.value === 'draft' ? 'draft' : Number(target.value))}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value} className="bg-surface text-ink">
              {one.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
