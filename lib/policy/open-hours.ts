import type { LocalDate } from '#lib/base/instant.ts';
import { judgedChannel } from './governor.ts';
import { names, type Rule, type RuleBook, WEEKDAYS, type Window } from './rule.ts';

/** By channel: the windows of a day in which a contact can be allowed on some day of the week. Empty: never at all. */
export type OpenHours = Readonly<Record<string, readonly Window[]>>;

const WHOLE_DAY: Window = ['00:00', '24:00'];

/** When a rule book lets these channels pass on some day, by the rules of `today`: for what is drawn, without a debtor at hand. */
export function openHours(book: RuleBook, channels: readonly string[], today: LocalDate): OpenHours {
  const rules = book.rules.filter(
    ({ validFrom, validTo }) => (validFrom === null || validFrom <= today) && (validTo === null || today <= validTo),
  );
  return Object.fromEntries(channels.map((channel) => [channel, hoursOf(rules, judgedChannel(channel))]));
}

function hoursOf(rules: readonly Rule[], channel: string): readonly Window[] {
  if (rules.some((rule) => isClosed(rule, channel))) return [];
  const hours = rules.flatMap((rule) => (rule.kind === 'hours' && names(rule.channels, channel) ? [rule.windows] : []));
  return WEEKDAYS.flatMap((day) => hours.reduce<readonly Window[]>((open, week) => common(open, week[day]), [WHOLE_DAY]));
}

function isClosed(rule: Rule, channel: string): boolean {
  if (rule.kind === 'forbiddenChannels') return names(rule.channels, channel);
  return rule.kind === 'cap' && rule.max === 0 && rule.counts === 'attempt' && names(rule.channels, channel);
}

function common(a: readonly Window[], b: readonly Window[]): readonly Window[] {
  return a.flatMap(([from, to]) =>
    b.flatMap(([opens, closes]): Window[] => {
      const [start, end] = [from > opens ? from : opens, to < closes ? to : closes];
      return start < end ? [[start, end]] : [];
    }),
  );
}

/** True where a contact at this time of day is allowed on some day. Windows are half-open. */
export function isOpenAt(windows: readonly Window[], time: string): boolean {
  return windows.some(([from, to]) => from <= time && time < to);
}
