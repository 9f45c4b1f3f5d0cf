'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ChannelSet, type Exempt, POLICY_CHANNELS, type Rule, WEEKDAYS, type WeekWindows } from '#lib/policy/rule.ts';
import { civilDate } from '#messages/civil-date.ts';

const ROLES = [
  'debtor',
  'codebtor',
  'guarantor',
  'spouse',
  'parent-of-minor',
  'guardian',
  'executor',
  'attorney',
  'representative',
  'reference',
  'relative',
  'employer',
  'neighbor',
  'minor',
  'elderly-non-debtor',
  'creditor',
  'consumer-reporting-agency',
] as const;

const FLAGS = [
  'asks-reason-for-default',
  'judicial-appearance',
  'impersonates-authority',
  'threat',
  'public-shaming',
  'false-statement',
] as const;

/** A rule in plain words, made of its kind and its values; the dates between which it holds follow. */
export function useRuleWords(): (rule: Rule) => string {
  const t = useTranslations('rule');
  const dates = useTranslations('date');
  const week = useWeekWords();
  const listed = useListed();
  const known = useRuleNames();

  function channelsOf(channels: ChannelSet): string {
    return channels === '*' ? t('all') : listed(channels.map(known.channel));
  }

  /** Whom and what a rule leaves out. */
  function leftOut({ outcomes, roles, priorConsentDays }: Exempt) {
    return {
      failed: outcomes.includes('not_connected') ? 'yes' : 'no',
      roles: roles.length === 0 ? 'none' : listed(roles.map(known.role), 'disjunction'),
      consent: priorConsentDays ?? 0,
    };
  }

  function sentence(rule: Rule): string {
    switch (rule.kind) {
      case 'hours': {
        const windows = week(rule.windows);
        const channels = channelsOf(rule.channels);
        return windows === null
          ? t('neverOpen', { channels })
          : t('hours', { channels, week: windows, holidays: rule.closedOnHolidays ? 'yes' : 'no' });
      }
      case 'cap': {
        const { max, per, scope, counts } = rule;
        const each = rule.countBy === 'channel' ? 'yes' : 'no';
        return t('cap', { channels: channelsOf(rule.channels), max, per, scope, counts, each, ...leftOut(rule.exempt) });
      }
      case 'spacing':
        return t('spacing', { channels: channelsOf(rule.channels), days: rule.minDays, scope: rule.scope });
      case 'singleChannel':
        return t('singleChannel');
      case 'afterEvent': {
        const { days, event, scope } = rule;
        return t('afterEvent', { channels: channelsOf(rule.channels), days, event, scope, ...leftOut(rule.exempt) });
      }
      case 'forbiddenChannels':
        return t('forbiddenChannels', { channels: channelsOf(rule.channels) });
      case 'thirdParty':
      case 'forbiddenRecipients':
        return t(rule.kind, { roles: listed(rule.roles.map(known.role)) });
      case 'consent':
        return t('consent');
      case 'optOut':
        return t('optOut');
      case 'stop':
        return t(rule.event === 'cease-request' ? 'cease' : 'attorney');
      case 'contentForbidden':
        return t('contentForbidden', { flags: listed(rule.flags.map(known.flag), 'disjunction') });
      case 'notBefore':
        return t('notBefore', { days: rule.daysPastDue });
    }
  }

  const day = (date: string | null) => (date === null ? 'none' : civilDate(dates, date, 'day'));
  return (rule) => {
    const { validFrom, validTo } = rule;
    if (validFrom === null && validTo === null) return sentence(rule);
    return `${sentence(rule)}${t('dates', { from: day(validFrom), to: day(validTo) })}`;
  };
}

/** A rule as it is named in a sentence: its words between quotes, with its article; its id where nothing more is known of it. */
export function useRuleName(): (rule: Rule | null, id: string) => string {
  const t = useTranslations('rule');
  const words = useRuleWords();
  return (rule, id) => {
    if (!rule) return id;
    const article = rule.article ?? (rule.basis === 'house' ? t('own') : null);
    return article === null ? t('withoutArticle', { rule: words(rule) }) : t('withArticle', { rule: words(rule), article });
  };
}

/** The names of channels, roles and flags as the rules write them; one we do not know is shown as it is called. */
export function useRuleNames() {
  const t = useTranslations('rule');
  return {
    channel: (name: string) => {
      const known = POLICY_CHANNELS.find((one) => one === name);
      return known ? t(`channel.${known}`) : name;
    },
    role: (name: string) => {
      const known = ROLES.find((one) => one === name);
      return known ? t(`role.${known}`) : name;
    },
    flag: (name: string) => {
      const known = FLAGS.find((one) => one === name);
      return known ? t(`flag.${known}`) : name;
    },
  };
}

function useListed(): (names: readonly string[], type?: 'conjunction' | 'disjunction') => string {
  const locale = useLocale();
  return (names, type = 'conjunction') => new Intl.ListFormat(locale, { type }).format(names);
}

/** The open hours of a week, days that are alike together; null where it is never open. */
function useWeekWords(): (windows: WeekWindows) => string | null {
  const t = useTranslations('rule');
  const dates = useTranslations('date');
  return (windows) => {
    const names = dates('weekdays').split(' ');
    const runs: { first: number; last: number; text: string }[] = [];
    WEEKDAYS.forEach((weekday, index) => {
      const text = windows[weekday].map(([from, to]) => t('window', { from, to })).join(' + ');
      const run = runs.at(-1);
      if (run && run.text === text) run.last = index;
      else runs.push({ first: index, last: index, text });
    });
    const open = runs.filter(({ text }) => text !== '');
    if (open.length === 0) return null;
    const name = (index: number) => names[index] ?? '';
    return open
      .map(({ first, last, text }) => `${first === last ? name(first) : t('days', { first: name(first), last: name(last) })} ${text}`)
      .join(', ');
  };
}
