'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useRuleWords } from '#components/contact/rule-words.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { NO_OWN_POLICY, ownPolicyProblems, type Tightening } from '#lib/policy/own-policy.ts';
import { type HoursRule, type Rule, WEEKDAYS, type Window } from '#lib/policy/rule.ts';

interface TightenFormProps {
  readonly rule: Rule;
  /** As it stands in the workspace. */
  readonly now: Rule;
  readonly onSave: (change: Tightening) => void;
  readonly onCancel: () => void;
}

/** Makes one rule stricter; what would loosen it is refused here, with what the rule says. */
export function TightenForm({ rule, now, onSave, onCancel }: TightenFormProps) {
  const t = useTranslations('policy');
  const words = useRuleWords();
  const [draft, setDraft] = useState(() => draftOf(now));
  const [fault, setFault] = useState<string | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const change = changeOf(rule, draft);
    if (change === null) return setFault(t(rule.kind === 'hours' ? 'wrongHours' : 'missing'));
    const before = now.enforce && !rule.enforce ? { enforce: true as const } : {};
    const whole = { ...change, ...before };
    if (isWiderHours(rule, draft) || ownPolicyProblems([rule], { ...NO_OWN_POLICY, tighten: [whole] }).length > 0)
      return setFault(t('looser', { rule: words(rule) }));
    onSave(whole);
  }

  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) => setDraft({ ...draft, [name]: target.value }),
  });
  return (
    <form noValidate onSubmit={submit} className="flex flex-wrap items-start gap-3 rounded-lg bg-sunken p-3">
      {rule.kind === 'hours' ? (
        <>
          <TextField label={t('from')} type="time" fault={fault} className="w-full sm:w-64" {...field('from')} />
          <TextField label={t('to')} type="time" className="w-full sm:w-44" {...field('to')} />
        </>
      ) : (
        <TextField
          label={t(rule.kind === 'cap' ? 'max' : 'days')}
          type="number"
          min={0}
          fault={fault}
          className="w-full sm:w-64"
          {...field('number')}
        />
      )}
      <div className="flex gap-2 pt-6">
        <Button type="submit" look="primary">
          {t('save')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

interface Draft {
  readonly number: string;
  readonly from: string;
  readonly to: string;
}

function draftOf(rule: Rule): Draft {
  const number = rule.kind === 'cap' ? rule.max : rule.kind === 'spacing' ? rule.minDays : rule.kind === 'afterEvent' ? rule.days : 0;
  const { from, to } = rule.kind === 'hours' ? spanOf(rule) : { from: '', to: '' };
  return { number: String(number), from, to: to === '24:00' ? '23:59' : to };
}

/** From the first opening of a week to its last closing. */
function spanOf({ windows }: HoursRule): { readonly from: string; readonly to: string } {
  const all = WEEKDAYS.flatMap((day) => windows[day]);
  return {
    from: all.map(([from]) => from).sort()[0] ?? '',
    to:
      all
        .map(([, to]) => to)
        .sort()
        .at(-1) ?? '',
  };
}

/** Hours outside the whole week of the rule: inside it, each day keeps what lies in both. */
function isWiderHours(rule: Rule, { from, to }: Draft): boolean {
  if (rule.kind !== 'hours') return false;
  const span = spanOf(rule);
  return from < span.from || to > span.to;
}

function changeOf(rule: Rule, { number, from, to }: Draft): Tightening | null {
  const whole = /^\d{1,4}$/.test(number.trim()) ? Number(number) : null;
  switch (rule.kind) {
    case 'cap':
      return whole === null ? null : { rule: rule.id, max: whole };
    case 'spacing':
      return whole === null ? null : { rule: rule.id, minDays: whole };
    case 'afterEvent':
      return whole === null ? null : { rule: rule.id, days: whole };
    case 'hours': {
      if (from === '' || to === '' || from >= to) return null;
      const inside = (windows: readonly Window[]): [string, string][] =>
        windows.flatMap(([opens, closes]): [string, string][] => {
          const [start, end] = [opens > from ? opens : from, closes < to ? closes : to];
          return start < end ? [[start, end]] : [];
        });
      const { mon, tue, wed, thu, fri, sat, sun } = rule.windows;
      return {
        rule: rule.id,
        windows: {
          mon: inside(mon),
          tue: inside(tue),
          wed: inside(wed),
          thu: inside(thu),
          fri: inside(fri),
          sat: inside(sat),
          sun: inside(sun),
        },
      };
    }
    default:
      return null;
  }
}
