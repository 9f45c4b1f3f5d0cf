'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ScenarioCase } from '#lib/api/journey-scenarios.ts';
import { minorDigits, parseMoney } from '#lib/base/money.ts';
import { ACCOUNT_STATUSES } from '#lib/facts/account.ts';
import { TASK_OUTCOMES } from '#lib/journey/nodes/task.ts';
import { ChoiceField, TypedField } from './fields.tsx';
import { useLooseWords } from './loose-words.ts';
import { eventOf, hasReach, instantAt, REACHES, WRITTEN_EVENTS, wallTime, withEntry, withReach } from './scenario-edits.ts';
import { DateField, MomentField, Rows, useRowLabels } from './scenario-rows.tsx';
import { useStepWords } from './step-words.ts';

interface ScenarioFactsProps {
  readonly stated: ScenarioCase;
  readonly onChange: (stated: ScenarioCase) => void;
}

/** When a case is lived through, who owes what and is reached how, and what happens. */
export function ScenarioFacts({ stated, onChange }: ScenarioFactsProps) {
  const t = useTranslations('scenarios');
  const zone = stated.workspace.timezone;
  const move = (end: 'from' | 'to') => (wall: string) => {
    const at = instantAt(wall, zone);
    if (at !== null) onChange({ ...stated, [end]: at });
  };
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-4">
        <MomentField label={t('from')} value={wallTime(stated.from, zone)} onChange={move('from')} />
        <MomentField label={t('to')} value={wallTime(stated.to, zone)} onChange={move('to')} />
      </div>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
        <legend className="label-caps pb-1.5">{t('reach')}</legend>
        {REACHES.map((reach) => (
          <label key={reach} className="flex min-h-6 items-center gap-2">
            <input
              type="checkbox"
              className="size-5 accent-brand"
              checked={hasReach(stated, reach)}
              onChange={({ target }) => onChange(withReach(stated, reach, target.checked))}
            />
            {t(`reach-${reach}`)}
          </label>
        ))}
      </fieldset>
      <Accounts stated={stated} onChange={onChange} />
      <Events stated={stated} onChange={onChange} />
    </>
  );
}

function Accounts({ stated, onChange }: ScenarioFactsProps) {
  const t = useTranslations('scenarios');
  const statuses = useLooseWords('accountStatus');
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="label-caps pb-1.5">{t('accounts')}</legend>
      {stated.accounts.map((account, index) => {
        const put = (facts: Readonly<Record<string, unknown>>) => onChange(withEntry(stated, 'accounts', index, { ...account, ...facts }));
        return (
          <div key={account.id} className="grid gap-3 rounded-lg border p-3 sm:grid-cols-3">
            <AmountField
              label={t('balance', { account: account.id })}
              value={Number(account.balance ?? 0)}
              currency={String(account.currency)}
              onChange={(balance) => put({ balance })}
            />
            <DateField label={t('dueDate')} value={String(account.dueDate ?? '')} onChange={(dueDate) => put({ dueDate })} />
            <ChoiceField
              label={t('status')}
              value={String(account.status ?? 'current')}
              options={ACCOUNT_STATUSES.map((status) => ({ value: status, label: statuses(status) ?? status }))}
              onChange={(status) => put({ status })}
            />
          </div>
        );
      })}
    </fieldset>
  );
}

function Events({ stated, onChange }: ScenarioFactsProps) {
  const t = useTranslations('scenarios');
  const { eventName } = useStepWords();
  const labels = useRowLabels('event');
  const zone = stated.workspace.timezone;
  const currency = String(stated.accounts[0]?.currency ?? '');
  const first = stated.accounts[0]?.id;
  const amount = Number(stated.accounts[0]?.balance ?? 0);
  return (
    <Rows
      title={t('events')}
      rows={stated.events}
      {...labels}
      onAdd={() =>
        onChange(withEntry(stated, 'events', stated.events.length, eventOf('payment.received', { at: stated.to, account: first, amount })))
      }
      onTake={(index) => onChange(withEntry(stated, 'events', index, null))}
    >
      {(event, index) => {
        const put = (next: ScenarioCase['events'][number]) => onChange(withEntry(stated, 'events', index, next));
        const data = event.data ?? {};
        const isKnown = WRITTEN_EVENTS.some((type) => type === event.type);
        return (
          <>
            <ChoiceField
              label={t('what')}
              value={event.type}
              options={[
                ...(isKnown ? [] : [{ value: event.type, label: eventName(event.type) }]),
                ...WRITTEN_EVENTS.map((type) => ({ value: type, label: eventName(type) })),
              ]}
              onChange={(type) => put(eventOf(type, { at: event.at, account: event.account ?? first, debtor: event.debtor, amount }))}
            />
            <MomentField
              label={t('when')}
              value={wallTime(event.at, zone)}
              onChange={(wall) => put({ ...event, at: instantAt(wall, zone) ?? event.at })}
            />
            {event.type === 'payment.received' ? (
              <AmountField
                label={t('amount')}
                value={Number(data.amount ?? 0)}
                currency={currency}
                onChange={(amount) => put({ ...event, data: { ...data, amount } })}
              />
            ) : null}
            {event.type === 'promise.made' ? (
              <DateField
                label={t('promised')}
                value={String(data.date ?? '')}
                onChange={(date) => put({ ...event, data: { ...data, date } })}
              />
            ) : null}
            {event.type === 'task.completed' ? (
              <Outcome value={String(data.outcome ?? 'done')} onChange={(outcome) => put({ ...event, data: { ...data, outcome } })} />
            ) : null}
          </>
        );
      }}
    </Rows>
  );
}

function Outcome({ value, onChange }: { readonly value: string; readonly onChange: (outcome: string) => void }) {
  const t = useTranslations('scenarios');
  const steps = useLooseWords('steps');
  const options = TASK_OUTCOMES.filter((outcome) => outcome !== 'expired');
  return (
    <ChoiceField
      label={t('outcome')}
      value={value}
      options={options.map((outcome) => ({ value: outcome, label: steps(`handle.${outcome}`) ?? outcome }))}
      onChange={onChange}
    />
  );
}

interface AmountFieldProps {
  readonly label: string;
  readonly value: number;
  readonly currency: string;
  readonly onChange: (minor: number) => void;
}

/** An amount, typed in the currency and kept in its minor unit. */
function AmountField({ label, value, currency, onChange }: AmountFieldProps) {
  const t = useTranslations('studio');
  const locale = useLocale();
  const decimal = (1.5).toLocaleString(locale).includes(',') ? ',' : '.';
  return (
    <TypedField
      label={label}
      inputMode="decimal"
      shown={textOf(value)}
      show={textOf}
      read={(text) => {
        const read = parseMoney(text, currency, decimal);
        return read.ok ? { ok: true, value: read.minor } : { ok: false, fault: t('faultMoney', { currency }) };
      }}
      onChange={onChange}
    />
  );

  function textOf(minor: number): string {
    return (minor / 10 ** minorDigits(currency)).toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 4 });
  }
}
