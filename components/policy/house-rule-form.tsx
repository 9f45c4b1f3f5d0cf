'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import { useRuleNames } from '#components/contact/rule-words.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import type { OwnPolicy } from '#lib/policy/own-policy.ts';
import type { ChangeOwn } from './country-rules.tsx';
import {
  COUNTED,
  EXEMPTING,
  type HouseRuleDraft,
  type HouseRuleFault,
  KINDS,
  NEW_HOUSE_RULE,
  NUMBERED,
  SCOPED,
  withHouseRule,
} from './house-rule.ts';
import { WeekFields } from './week-fields.tsx';

const SCOPES = ['debtor', 'debt'] as const;
const COUNTS = ['attempt', 'connected', 'conversation'] as const;
const PERIODS = ['day', 'week', 'rolling7d', 'month'] as const;
const EVENTS = ['conversation', 'promise', 'dispute', 'payment'] as const;
const CHANNELS = ['call', 'ivr', 'sms', 'whatsapp', 'email', 'push', 'letter', 'visit'] as const;

interface HouseRuleFormProps {
  readonly own: OwnPolicy;
  readonly onChange: ChangeOwn;
}

/** One more rule of the house: its kind, and what that kind asks. */
export function HouseRuleForm({ own, onChange }: HouseRuleFormProps) {
  const t = useTranslations('policy');
  const words = useTranslations('rule');
  const names = useRuleNames();
  const [draft, setDraft] = useState(NEW_HOUSE_RULE);
  const [fault, setFault] = useState<HouseRuleFault | null>(null);
  const change = (part: Partial<HouseRuleDraft>) => setDraft({ ...draft, ...part });
  const field = (name: TextName) => ({
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => setDraft({ ...draft, [name]: target.value }),
  });
  const said = (...faults: readonly HouseRuleFault['fault'][]) =>
    fault && faults.includes(fault.fault) ? t(`wrong-${fault.fault}`) : null;
  const { kind } = draft;

  function submit(event: FormEvent) {
    event.preventDefault();
    const made = withHouseRule(own, draft);
    setFault(made.ok ? null : made);
    if (!made.ok) return;
    setDraft(NEW_HOUSE_RULE);
    onChange(made.own);
  }

  return (
    <form noValidate aria-label={t('houseAdd')} onSubmit={submit} className="flex flex-col gap-4 rounded-xl border bg-surface p-5 shadow-1">
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label={t('kind')} {...field('kind')} options={KINDS.map((one) => ({ value: one, label: t(`kind-${one}`) }))} />
        {kind === 'singleChannel' ? null : (
          <SelectField
            label={t('channel')}
            {...field('channel')}
            options={[{ value: '*', label: words('all') }, ...CHANNELS.map((one) => ({ value: one, label: names.channel(one) }))]}
          />
        )}
        {NUMBERED.includes(kind) ? (
          <TextField label={t(kind === 'cap' ? 'max' : 'days')} type="number" min={0} fault={said('number')} {...field('number')} />
        ) : null}
        {kind === 'cap' ? (
          <SelectField label={t('per')} {...field('per')} options={PERIODS.map((per) => ({ value: per, label: t(`per-${per}`) }))} />
        ) : null}
        {kind === 'afterEvent' ? (
          <SelectField label={t('event')} {...field('event')} options={EVENTS.map((one) => ({ value: one, label: t(`event-${one}`) }))} />
        ) : null}
        {SCOPED.includes(kind) ? (
          <SelectField label={t('scope')} {...field('scope')} options={SCOPES.map((one) => ({ value: one, label: t(`scope-${one}`) }))} />
        ) : null}
        {COUNTED.includes(kind) ? (
          <SelectField
            label={t('counts')}
            {...field('counts')}
            options={COUNTS.map((one) => ({ value: one, label: t(`counts-${one}`) }))}
          />
        ) : null}
      </div>
      {kind === 'hours' ? (
        <>
          <WeekFields
            week={draft.week}
            fault={fault?.day ? { day: fault.day, text: t(`wrong-${fault.fault}`) } : null}
            onChange={(week) => change({ week })}
          />
          <Check
            label={t('closedOnHolidays')}
            checked={draft.closedOnHolidays}
            onChange={(closedOnHolidays) => change({ closedOnHolidays })}
          />
        </>
      ) : null}
      {EXEMPTING.includes(kind) ? (
        <fieldset className="flex flex-col gap-3">
          <legend className="pb-1.5 font-medium text-ink-2 text-sm">{t('exempt')}</legend>
          {kind === 'cap' ? (
            <Check label={t('exemptFailed')} checked={draft.leavesOutFailed} onChange={(leavesOutFailed) => change({ leavesOutFailed })} />
          ) : null}
          <TextField
            label={t('exemptConsent')}
            type="number"
            min={1}
            placeholder={t('exemptNever')}
            fault={said('consentDays')}
            {...field('consentDays')}
          />
        </fieldset>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('validFrom')} type="date" fault={said('dates')} {...field('validFrom')} />
        <TextField label={t('validTo')} type="date" {...field('validTo')} />
      </div>
      {fault ? (
        <p role="alert" className={fault.fault === 'singleTaken' || fault.fault === 'shape' ? 'text-bad-text text-sm' : 'sr-only'}>
          {t(`wrong-${fault.fault}`)}
        </p>
      ) : null}
      <Button type="submit" size="large" className="self-start">
        {t('houseAdd')}
      </Button>
    </form>
  );
}

type TextName = Exclude<keyof HouseRuleDraft, 'week' | 'closedOnHolidays' | 'leavesOutFailed'>;

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Check({ label, checked, onChange }: CheckProps) {
  const id = useId();
  return (
    <div className="flex min-h-6 items-center gap-2.5">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        className="size-5 shrink-0 accent-brand"
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
