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

const KINDS = ['cap', 'hours', 'spacing', 'afterEvent'] as const;
const LISTS = { cap: 'caps', hours: 'hours', spacing: 'spacing', afterEvent: 'afterEvent' } as const;
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
    },
  };
}

interface Draft {
  readonly kind: (typeof KINDS)[number];
  readonly channel: string;
  readonly number: string;
  readonly per: string;
  readonly event: string;
  readonly from: string;
  readonly to: string;
}
const EMPTY: Draft = { kind: 'cap', channel: '*', number: '1', per: 'day', event: 'conversation', from: '08:00', to: '18:00' };

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
    if (kind !== 'hours' && !/^\d{1,3}$/.test(draft.number.trim())) return setFault(t('missing'));
    const list = LISTS[kind];
    const read = readOwnPolicy({ ...own, rules: { ...own.rules, [list]: [...own.rules[list], written(draft, freeId(own))] } });
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
      <SelectField
        label={t('channel')}
        {...field('channel')}
        options={[{ value: '*', label: words('all') }, ...CHANNELS.map((channel) => ({ value: channel, label: names.channel(channel) }))]}
      />
      {draft.kind === 'hours' ? (
        <>
          <TextField label={t('from')} type="time" fault={fault} {...field('from')} />
          <TextField label={t('to')} type="time" {...field('to')} />
        </>
      ) : (
        <TextField label={t(draft.kind === 'cap' ? 'max' : 'days')} type="number" min={0} fault={fault} {...field('number')} />
      )}
      {draft.kind === 'cap' ? (
        <SelectField label={t('per')} {...field('per')} options={PERIODS.map((per) => ({ value: per, label: t(`per-${per}`) }))} />
      ) : null}
      {draft.kind === 'afterEvent' ? (
        <SelectField label={t('event')} {...field('event')} options={EVENTS.map((one) => ({ value: one, label: t(`event-${one}`) }))} />
      ) : null}
      <Button type="submit" size="large" className="mt-6">
        {t('houseAdd')}
      </Button>
    </form>
  );
}

/** The draft as a rule of the file's form; its hours hold from Monday to Saturday. */
function written({ kind, channel, number, per, event, from, to }: Draft, id: string): object {
  const base = { id, channels: channel === '*' ? '*' : [channel] };
  const days = Number(number);
  switch (kind) {
    case 'cap':
      return { ...base, per, max: days };
    case 'spacing':
      return { ...base, minDays: days };
    case 'afterEvent':
      return { ...base, event, days };
    case 'hours': {
      const day = [[from, to]];
      return { ...base, windows: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: [] }, closedOnHolidays: true };
    }
  }
}

function freeId(own: OwnPolicy): string {
  const taken = new Set(rulesOf(own.rules).map(({ id }) => id));
  let number = taken.size + 1;
  while (taken.has(`HOUSE-${number}`)) number += 1;
  return `HOUSE-${number}`;
}
