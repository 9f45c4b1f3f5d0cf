'use client';

import { useTranslations } from 'next-intl';
import { control, TextField } from '#components/ui/field.tsx';
import { FieldFrame } from '#components/ui/field-frame.tsx';
import { SelectField } from '#components/ui/select-field.tsx';
import { ANSWER_LENGTH } from '#lib/api/answers.ts';
import type { ContactDetail } from '#lib/api/contacts.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { type AnswerDraft, type DraftPlace, type Faults, surplusOf } from './answer-draft.ts';
import { formatMinor } from './money.ts';
import { useChannelName } from './words.ts';

interface AnswerFieldsProps {
  readonly draft: AnswerDraft;
  readonly faults: Faults;
  readonly place: DraftPlace;
  readonly contact: ContactDetail;
  readonly locale: string;
  readonly onChange: (draft: AnswerDraft) => void;
}

/** What each kind of answer asks for; what is wrong stands at its field. */
export function AnswerFields(props: AnswerFieldsProps) {
  const { draft, faults, contact, onChange } = props;
  const t = useTranslations('answer');
  const channelName = useChannelName();
  const set = (part: Partial<AnswerDraft>) => onChange({ ...draft, ...part });
  switch (draft.kind) {
    case 'payAll':
      return (
        <>
          <AccountField {...props} canBeAll />
          {faults.amount ? <p className="text-bad-text text-sm">{t(faults.amount)}</p> : null}
        </>
      );
    case 'payPart':
      return (
        <>
          <AccountField {...props} />
          <AmountField {...props} />
        </>
      );
    case 'promise':
      return (
        <>
          <AccountField {...props} />
          <div className="grid gap-4 sm:grid-cols-2">
            <AmountField {...props} />
            <TextField
              label={t('date')}
              type="date"
              min={props.place.today}
              value={draft.date}
              fault={faults.date ? t(faults.date) : null}
              onChange={(event) => set({ date: event.target.value })}
            />
          </div>
        </>
      );
    case 'reply':
      return <WordsField {...props} label={t('text')} hint={t('stopHint')} />;
    case 'dispute':
      return (
        <>
          <AccountField {...props} canBeAll />
          <WordsField {...props} label={t('reason')} />
        </>
      );
    case 'prefer':
      return (
        <div className="grid gap-4 sm:grid-cols-3">
          <SelectField
            label={t('channel')}
            value={draft.channel}
            options={CHANNELS.map((channel) => ({ value: channel, label: channelName(channel) }))}
            onChange={({ target }) => set({ channel: CHANNELS.find((channel) => channel === target.value) ?? draft.channel })}
          />
          <TextField label={t('from')} type="time" value={draft.from} onChange={(event) => set({ from: event.target.value })} />
          <TextField
            label={t('to')}
            type="time"
            value={draft.to}
            fault={faults.to ? t(faults.to) : null}
            onChange={(event) => set({ to: event.target.value })}
          />
        </div>
      );
    case 'optOut':
      return <p className="text-base text-ink-2">{t('optOutHint', { channel: channelName(contact.channel) })}</p>;
  }
}

function AccountField({ draft, place, locale, onChange, canBeAll = false }: AnswerFieldsProps & { readonly canBeAll?: boolean }) {
  const t = useTranslations('answer');
  const { accounts } = place;
  const owed = (account: (typeof accounts)[number]) =>
    t('owes', { account: account.externalId, balance: formatMinor(account.balance, account.currency, locale) });
  const [only] = accounts;
  if (accounts.length === 1 && only) return <p className="text-base text-ink-2">{owed(only)}</p>;
  return (
    <SelectField
      label={t('account')}
      value={draft.account}
      options={[
        ...(canBeAll ? [{ value: '', label: t('allAccounts', { count: accounts.length }) }] : []),
        ...accounts.map((account) => ({ value: account.externalId, label: owed(account) })),
      ]}
      onChange={({ target }) => onChange({ ...draft, account: target.value })}
    />
  );
}

function AmountField({ draft, faults, place, locale, onChange }: AnswerFieldsProps) {
  const t = useTranslations('answer');
  const currency = place.accounts.find(({ externalId }) => externalId === draft.account)?.currency ?? '';
  const surplus = surplusOf(draft, place);
  return (
    <div className="flex flex-col gap-1.5">
      <TextField
        label={t('amount', { currency })}
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        value={draft.amount}
        fault={faults.amount ? t(faults.amount) : null}
        onChange={(event) => onChange({ ...draft, amount: event.target.value })}
      />
      {surplus > 0 ? <p className="text-sm text-warn-text">{t('surplus', { amount: formatMinor(surplus, currency, locale) })}</p> : null}
    </div>
  );
}

function WordsField({ draft, faults, label, hint, onChange }: AnswerFieldsProps & { readonly label: string; readonly hint?: string }) {
  const t = useTranslations('answer');
  return (
    <FieldFrame label={label} fault={faults.text ? t(faults.text) : null} hint={faults.text ? null : hint}>
      {(ids) => (
        <textarea
          {...ids}
          rows={3}
          maxLength={ANSWER_LENGTH}
          value={draft.text}
          onChange={(event) => onChange({ ...draft, text: event.target.value })}
          className={`${control} px-3 py-2.5 text-lg`}
        />
      )}
    </FieldFrame>
  );
}
