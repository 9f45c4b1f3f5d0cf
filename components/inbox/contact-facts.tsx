'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { formatMinor } from '#components/contact/money.ts';
import { usePlaceName } from '#components/contact/place-of.ts';
import { useAccountStatus, useLanguageName } from '#components/contact/words.ts';
import { DayChip } from '#components/ui/day-chip.tsx';
import type { ContactDetail, DetailAccount, LocalInstant } from '#lib/api/contacts.ts';
import { civilDate } from '#messages/civil-date.ts';

/** At the side of a message: its accounts, the step that sent it, and its times by the debtor's clock. */
export function ContactFacts({ contact, country }: { readonly contact: ContactDetail; readonly country: string }) {
  const t = useTranslations('inbox');
  const languageName = useLanguageName();
  const { accounts, journey, node, stage, version, visit, template, topic, message } = contact;
  return (
    <aside className="flex shrink-0 flex-col gap-6 border-t bg-surface px-5 py-6 lg:px-8 xl:w-81 xl:border-t-0 xl:border-l xl:px-5">
      <Group name={t('accounts', { count: accounts.length })}>
        <ul className="flex flex-col gap-2">
          {accounts.map((account) => (
            <AccountCard key={account.externalId} account={account} country={country} />
          ))}
        </ul>
      </Group>
      <Group name={t('step')}>
        <dl className="flex flex-col">
          <Fact term={t('step')}>{node.label ?? node.id}</Fact>
          {stage ? <Fact term={t('stage')}>{stage}</Fact> : null}
          <Fact term={t('journey')}>
            {journey.name} · {t('version', { number: version })}
          </Fact>
          {visit > 1 ? <Fact term={t('visit', { count: visit })}>{visit}</Fact> : null}
          <Fact term={t('template')}>
            {template}
            {message ? ` · ${languageName(message.language)}` : null}
          </Fact>
          {message?.approved ? (
            <Fact term={t('approved')}>
              <span className="wrap-anywhere">{message.approved.name}</span> · {message.approved.language}
            </Fact>
          ) : null}
          {topic ? <Fact term={t('topic')}>{topic}</Fact> : null}
        </dl>
      </Group>
      <Times contact={contact} />
    </aside>
  );
}

function AccountCard({ account, country }: { readonly account: DetailAccount; readonly country: string }) {
  const t = useTranslations('inbox');
  const date = useTranslations('date');
  const locale = useLocale();
  const statusName = useAccountStatus();
  const { externalId, day, bucket, dueDate, balance, currency, product, status } = account;
  return (
    <li data-heat={bucket ?? 'none'} className="overflow-hidden rounded-lg border">
      <div className="flex flex-col gap-1 border-heat border-l-3 px-3 py-2.5">
        <div className="flex items-baseline gap-2">
          <span className="truncate font-semibold">{externalId}</span>
          {day === null || bucket === null ? null : <DayChip day={day} heat={bucket} className="ml-auto" />}
        </div>
        <dl className="flex flex-col text-sm">
          {product ? <Fact term={t('product')}>{product}</Fact> : null}
          <Fact term={t('dueDate')}>{dueDate ? civilDate(date, dueDate, 'day') : t('noDue')}</Fact>
          <Fact term={t('balance')}>
            <span className="font-semibold text-ink">{formatMinor(balance, currency, `${locale}-${country}`)}</span>
          </Fact>
          {status ? <Fact term={t('accountStatus')}>{statusName(status)}</Fact> : null}
        </dl>
      </div>
    </li>
  );
}

function Times({ contact }: { readonly contact: ContactDetail }) {
  const t = useTranslations('inbox');
  const placeName = usePlaceName();
  const { queued, sent, ended, debtor } = contact;
  return (
    <Group name={t('times')} note={t('timesZone', { place: placeName(debtor.zone) })}>
      <dl className="flex flex-col">
        <Moment term={t('queuedAt')} at={queued} />
        <Moment term={t('sentAt')} at={sent} />
        {ended && ended.at !== sent?.at ? <Moment term={t('endedAt')} at={ended} /> : null}
      </dl>
    </Group>
  );
}

function Moment({ term, at }: { readonly term: string; readonly at: LocalInstant | null }) {
  const date = useTranslations('date');
  if (!at) return null;
  return (
    <Fact term={term}>
      <time dateTime={at.at}>{date('at', { date: civilDate(date, at.date, 'short'), time: at.time })}</time>
    </Fact>
  );
}

function Group({ name, note, children }: { readonly name: string; readonly note?: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="label-caps flex items-baseline justify-between gap-2">
        {name}
        {note ? <span className="font-normal normal-case tracking-normal">{note}</span> : null}
      </h3>
      {children}
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-1 text-sm">
      <dt className="shrink-0 text-ink-3">{term}</dt>
      <dd className="min-w-0 text-right text-ink-2">{children}</dd>
    </div>
  );
}
