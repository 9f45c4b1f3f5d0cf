'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useRuleNames, useRuleWords } from '#components/contact/rule-words.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { type OwnPolicy, readOwnPolicy } from '#lib/policy/own-policy.ts';
import { rulesOf } from '#lib/policy/rules-of.ts';
import type { ChangeOwn } from './country-rules.tsx';

const KINDS = ['cap', 'hours', 'spacing', 'afterEvent', 'singleChannel', 'forbiddenChannels'] as const;
const SCOPES = ['debtor', 'debt'] as const;
const COUNTS = ['attempt', 'connected', 'conversation'] as const;
const NUMBERED: readonly string[] = ['cap', 'spacing', 'afterEvent'];
const SCOPED: readonly string[] = ['cap', 'spacing', 'afterEvent', 'singleChannel'];
const COUNTED: readonly string[] = ['cap', 'singleChannel'];
const PERIODS = ['day', 'week', 'rolling7d', 'month'] as const;
const EVENTS = ['conversation', 'promise', 'dispute', 'payment'] as const;
const CHANNELS = ['call', 'ivr', 'sms', 'whatsapp', 'email', 'push', 'letter', 'visit'] as const;

interface HouseRulesProps {
  readonly own: OwnPolicy;
  readonly onChange?: ChangeOwn;
}

/** The workspace's own rules beside those of the law: what there is, and a form for one more. */
export function HouseRules({ own, onChange }: HouseRulesProps) {
  const t = useTranslations('policy');
  const words = useRuleWords();
  const rules = rulesOf(own.rules);
  return (
    <section aria-labelledby="house" className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h2 id="house" className="font-semibold text-lg">
          {t('house')}
        </h2>
        <p className="text-ink-2">{t('houseLead')}</p>
      </div>
      {rules.length === 0 ? <p className="text-ink-3">{t('houseNone')}</p> : null}
      {rules.length > 0 ? (
        <ul aria-labelledby="house" className="divide-y rounded-xl border bg-surface shadow-1">
          {rules.map((rule) => (
            <li key={rule.id} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3">
              <span className="wrap-anywhere min-w-0 flex-1 first-letter:uppercase">{words(rule)}</span>
              {onChange ? (
                <Button size="small" look="quiet" onClick={() => onChange(without(own, rule.id))}>
                  {t('remove')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {onChange ? <AddRule own={own} onChange={onChange} /> : null}
    </section>
  );
}

function without(own: OwnPolicy, id: string): OwnPolicy {
  const keep = <T extends { readonly id: string }>(list: readonly T[]) => list.filter((rule) => rule.id !== id);
  const { rules } = own;
  return {
    ...own,
    rules: {
      ...rules,
      hours: keep(rules.hours),
      caps: keep(rules.caps),
      spacing: keep(rules.spacing),
      afterEvent: keep(rules.afterEvent),
      forbiddenChannels: keep(rules.forbiddenChannels),
      singleChannel: rules.singleChannel?.id === id ? null : rules.singleChannel,
    },
  };
}

interface Draft {
  readonly kind: (typeof KINDS)[number];
  readonly channel: string;
  readonly number: string;
  readonly per: string;
  readonly event: string;
  readonly scope: string;
  readonly counts: string;
  /** Until when on Saturdays; empty: closed. Sundays alike. */
  readonly saturday: string;
  readonly sunday: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly from: string;
  readonly to: string;
}
const EMPTY: Draft = {
  ...{ kind: 'cap', channel: '*', number: '1', per: 'day', event: 'conversation', scope: 'debtor', counts: 'attempt' },
  ...{ from: '08:00', to: '18:00', saturday: '18:00', sunday: '', validFrom: '', validTo: '' },
};

function AddRule({ own, onChange }: { readonly own: OwnPolicy; readonly onChange: ChangeOwn }) {
  const t = useTranslations('policy');
  const words = useTranslations('rule');
  const names = useRuleNames();
  const [draft, setDraft] = useState(EMPTY);
  const [fault, setFault] = useState<string | null>(null);
  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => setDraft({ ...draft, [name]: target.value }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    const { kind, from, to } = draft;
    if (kind === 'hours' && (from === '' || from >= to)) return setFault(t('wrongHours'));
    if (kind === 'hours' && [draft.saturday, draft.sunday].some((closes) => closes !== '' && from >= closes))
      return setFault(t('wrongHours'));
    if (draft.validFrom !== '' && draft.validTo !== '' && draft.validFrom > draft.validTo) return setFault(t('wrongDates'));
    if (NUMBERED.includes(kind) && !/^\d{1,3}$/.test(draft.number.trim())) return setFault(t('missing'));
    if (kind === 'singleChannel' && own.rules.singleChannel) return setFault(t('singleTaken'));
    const read = readOwnPolicy({ ...own, rules: { ...own.rules, ...added(own, draft, freeId(own)) } });
    if (!read.ok) return setFault(t('missing'));
    setFault(null);
    setDraft(EMPTY);
    onChange(read.value);
  }

  return (
    <form
      noValidate
      aria-label={t('houseAdd')}
      onSubmit={submit}
      className="flex flex-wrap items-start gap-4 rounded-xl border bg-surface p-5 shadow-1"
    >
      <SelectField label={t('kind')} {...field('kind')} options={KINDS.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }))} />
      {draft.kind === 'singleChannel' ? null : (
        <SelectField
          label={t('channel')}
          {...field('channel')}
          options={[{ value: '*', label: words('all') }, ...CHANNELS.map((channel) => ({ value: channel, label: names.channel(channel) }))]}
        />
      )}
      {draft.kind === 'hours' ? (
        <>
          <TextField label={t('from')} type="time" {...field('from')} />
          <TextField label={t('to')} type="time" {...field('to')} />
          <TextField label={t('saturday')} type="time" {...field('saturday')} />
          <TextField label={t('sunday')} type="time" {...field('sunday')} />
        </>
      ) : null}
      {NUMBERED.includes(draft.kind) ? (
        <TextField label={t(draft.kind === 'cap' ? 'max' : 'days')} type="number" min={0} {...field('number')} />
      ) : null}
      {draft.kind === 'cap' ? (
        <SelectField label={t('per')} {...field('per')} options={PERIODS.map((per) => ({ value: per, label: t(`per-${per}`) }))} />
      ) : null}
      {draft.kind === 'afterEvent' ? (
        <SelectField label={t('event')} {...field('event')} options={EVENTS.map((one) => ({ value: one, label: t(`event-${one}`) }))} />
      ) : null}
      {SCOPED.includes(draft.kind) ? (
        <SelectField label={t('scope')} {...field('scope')} options={SCOPES.map((one) => ({ value: one, label: t(`scope-${one}`) }))} />
      ) : null}
      {COUNTED.includes(draft.kind) ? (
        <SelectField label={t('counts')} {...field('counts')} options={COUNTS.map((one) => ({ value: one, label: t(`counts-${one}`) }))} />
      ) : null}
      <TextField label={t('validFrom')} type="date" {...field('validFrom')} />
      <TextField label={t('validTo')} type="date" {...field('validTo')} />
      {fault ? (
        <p role="alert" className="w-full text-bad-text text-sm">
          {fault}
        </p>
      ) : null}
      <Button type="submit" size="large" className="mt-6">
        {t('houseAdd')}
      </Button>
    </form>
  );
}

/** The lists of house rules with the draft as one more, in the file's form. Holidays are closed. */
function added({ rules }: OwnPolicy, draft: Draft, id: string): object {
  const { kind, channel, number, per, event, scope, counts, from, to, saturday, sunday, validFrom, validTo } = draft;
  const dates = { ...(validFrom === '' ? {} : { validFrom }), ...(validTo === '' ? {} : { validTo }) };
  const base = { id, channels: channel === '*' ? '*' : [channel], ...dates };
  const days = Number(number);
  switch (kind) {
    case 'cap':
      return { caps: [...rules.caps, { ...base, per, max: days, scope, counts }] };
    case 'spacing':
      return { spacing: [...rules.spacing, { ...base, minDays: days, scope }] };
    case 'afterEvent':
      return { afterEvent: [...rules.afterEvent, { ...base, event, days, scope }] };
    case 'singleChannel':
      return { singleChannel: { ...base, channels: '*', scope, counts } };
    case 'forbiddenChannels':
      return { forbiddenChannels: [...rules.forbiddenChannels, base] };
    case 'hours': {
      const until = (closes: string) => (closes === '' ? [] : [[from, closes]]);
      const day = until(to);
      const windows = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: until(saturday), sun: until(sunday) };
      return { hours: [...rules.hours, { ...base, windows, closedOnHolidays: true }] };
    }
  }
}

function freeId(own: OwnPolicy): string {
  const taken = new Set(rulesOf(own.rules).map(({ id }) => id));
  let number = taken.size + 1;
  while (taken.has(`HOUSE-${number}`)) number += 1;
  return `HOUSE-${number}`;
}
