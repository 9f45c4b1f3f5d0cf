'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { decimalSign, formatMinor, readMinor } from '#components/contact/money.ts';
import { useChannelName } from '#components/contact/words.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { type DeskDeed, type DeskTaskWhole, TASK_OUTCOMES, type TaskOutcome } from '#lib/api/desk.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';

interface OutcomeFormProps {
  readonly task: DeskTaskWhole;
  readonly country: string;
  readonly isBusy: boolean;
  readonly run: (deed: DeskDeed) => void;
}

/** What came of a task, and the channel that the person said they prefer. Without a contact only that it is done. */
export function OutcomeForm({ task, country, isBusy, run }: OutcomeFormProps) {
  const t = useTranslations('desk');
  const channelName = useChannelName();
  const locale = `${useLocale()}-${country}`;
  const [outcome, setOutcome] = useState<TaskOutcome>('done');
  const [amount, setAmount] = useState('');
  const [date, setDate] = useState('');
  const [preferred, setPreferred] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const mayAll = task.begun !== null || task.kind === 'review';
  const minor = readMinor(amount, task.currency, decimalSign(locale));
  const isAmountWrong = minor === null || minor <= 0 || minor > task.balance;
  const isDateWrong = date === '' || date < task.today;

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsAsked(true);
    if (outcome === 'promise' && (isAmountWrong || isDateWrong)) return;
    const channel = CHANNELS.find((one) => one === preferred);
    const promise = outcome === 'promise' && minor !== null ? { amount: minor, date } : {};
    run({ deed: 'log', outcome, ...promise, ...(channel ? { preferred: channel } : {}) });
  }

  return (
    <form noValidate aria-label={t('log')} onSubmit={submit} className="flex flex-col gap-4 border-t pt-4">
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1 font-medium text-ink-2 text-sm">{t('outcome')}</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {TASK_OUTCOMES.filter((one) => mayAll || one === 'done').map((one) => (
            <label key={one} className="flex items-center gap-2">
              <input
                type="radio"
                name="outcome"
                checked={outcome === one}
                onChange={() => setOutcome(one)}
                className="size-4 accent-brand"
              />
              {t(`outcome-${one}`)}
            </label>
          ))}
        </div>
        {mayAll ? null : <p className="text-ink-3 text-sm">{t('doneWithout')}</p>}
      </fieldset>
      {outcome === 'promise' ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t('amount', { currency: task.currency })}
            inputMode="decimal"
            value={amount}
            fault={isAsked && isAmountWrong ? t('amountWrong', { balance: formatMinor(task.balance, task.currency, locale) }) : null}
            onChange={({ target }) => setAmount(target.value)}
          />
          <TextField
            label={t('date')}
            type="date"
            min={task.today}
            value={date}
            fault={isAsked && isDateWrong ? t('dateWrong') : null}
            onChange={({ target }) => setDate(target.value)}
          />
        </div>
      ) : null}
      <div className="flex flex-wrap items-end gap-4">
        <SelectField
          label={t('preferred')}
          value={preferred}
          onChange={({ target }) => setPreferred(target.value)}
          className="min-w-56"
          options={[
            { value: '', label: t('preferredNone') },
            ...CHANNELS.map((channel) => ({ value: channel, label: channelName(channel) })),
          ]}
        />
        <Button type="submit" look="primary" size="large" disabled={isBusy}>
          {t(isBusy ? 'saving' : 'save')}
        </Button>
      </div>
    </form>
  );
}
