'use client';

import { useTranslations } from 'next-intl';
import type { ContactDetail, Why } from '#lib/api/contacts.ts';
import { civilDate } from '#messages/civil-date.ts';
import { useChannelName } from './words.ts';

/** Why this person got this message, in sentences. */
export function WhyTold({ contact }: { readonly contact: ContactDetail }) {
  const t = useTranslations('inbox');
  const say = useWhy(contact);
  if (contact.why.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="label-caps">{t('why')}</h3>
      <ul className="flex flex-col">
        {contact.why.map((why) => (
          <li key={why.kind} className="border-t py-2.5 text-base text-ink-2 first:border-t-0 first:pt-0">
            {say(why)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function useWhy(contact: ContactDetail): (why: Why) => string {
  const t = useTranslations('inbox');
  const date = useTranslations('date');
  const channel = useChannelName()(contact.channel);
  const node = contact.node.label ?? contact.node.id;
  const after = { hours: 'whyAfterHours', days: 'whyAfterDays', businessDays: 'whyAfterBusinessDays' } as const;
  return (why) => {
    switch (why.kind) {
      case 'due':
        return why.days === 0
          ? t('whyDueOn', { node, time: why.time })
          : t(why.days < 0 ? 'whyDueBefore' : 'whyDueAfter', { node, days: Math.abs(why.days), time: why.time });
      case 'after':
        return t(after[why.unit], { node, amount: why.amount });
      case 'now':
        return t('whyNow', { node });
      case 'fixed-channel':
        return t('whyFixed', { channel });
      case 'preferred-channel':
        return why.since === null
          ? t('whyPreferred', { channel })
          : t('whyPreferredSince', { channel, date: civilDate(date, why.since, 'day') });
      case 'first-channel':
        return t('whyFirst', { channel });
      case 'deferred':
        return t('whyDeferred', { rule: why.rule });
      case 'together':
        return t('whyTogether', { accounts: why.accounts });
    }
  };
}
