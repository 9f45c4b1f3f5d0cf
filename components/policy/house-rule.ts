import { type OwnPolicy, readOwnPolicy } from '#lib/policy/own-policy.ts';
import { WEEKDAYS, type Weekday, type Window } from '#lib/policy/rule.ts';
import { rulesOf } from '#lib/policy/rules-of.ts';

export const KINDS = ['cap', 'hours', 'spacing', 'afterEvent', 'singleChannel', 'forbiddenChannels'] as const;
type Kind = (typeof KINDS)[number];

/** Which kinds have a number, a scope, something that is counted, exemptions. */
export const NUMBERED: readonly Kind[] = ['cap', 'spacing', 'afterEvent'];
export const SCOPED: readonly Kind[] = ['cap', 'spacing', 'afterEvent', 'singleChannel'];
export const COUNTED: readonly Kind[] = ['cap', 'singleChannel'];
export const EXEMPTING: readonly Kind[] = ['cap', 'afterEvent'];

/** A rule of the house as it stands in the form: texts as they are typed. */
export interface HouseRuleDraft {
  readonly kind: Kind;
  readonly channel: string;
  readonly number: string;
  readonly per: string;
  readonly event: string;
  readonly scope: string;
  readonly counts: string;
  /** The hours of each weekday; a day without any is closed. */
  readonly week: Readonly<Record<Weekday, readonly Window[]>>;
  readonly closedOnHolidays: boolean;
  /** What failed before it reached anybody is not counted. */
  readonly leavesOutFailed: boolean;
  /** So many days after the person agreed to be called the rule does not bind; empty: it always does. */
  readonly consentDays: string;
  readonly validFrom: string;
  readonly validTo: string;
}

const USUAL: readonly Window[] = [['08:00', '18:00']];

export const NEW_HOUSE_RULE: HouseRuleDraft = {
  ...{ kind: 'cap', channel: '*', number: '1', per: 'day', event: 'conversation', scope: 'debtor', counts: 'attempt' },
  week: { mon: USUAL, tue: USUAL, wed: USUAL, thu: USUAL, fri: USUAL, sat: USUAL, sun: [] },
  ...{ closedOnHolidays: true, leavesOutFailed: false, consentDays: '', validFrom: '', validTo: '' },
};

/** What keeps a draft from being a rule; `day`: the first weekday whose hours are at fault. */
export interface HouseRuleFault {
  readonly fault: 'number' | 'consentDays' | 'hours' | 'overlap' | 'dates' | 'singleTaken' | 'shape';
  readonly day?: Weekday;
}

type WithRule = { readonly ok: true; readonly own: OwnPolicy } | ({ readonly ok: false } & HouseRuleFault);

/** The own policy with the draft as one rule more, or what is wrong with the draft. */
export function withHouseRule(own: OwnPolicy, draft: HouseRuleDraft): WithRule {
  const fault = faultOf(own, draft);
  if (fault) return { ok: false, ...fault };
  const read = readOwnPolicy({ ...own, rules: { ...own.rules, ...added(own, draft, freeId(own)) } });
  return read.ok ? { ok: true, own: read.value } : { ok: false, fault: 'shape' };
}

/** The own policy without the rule of this name. */
export function withoutHouseRule(own: OwnPolicy, id: string): OwnPolicy {
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

function faultOf(own: OwnPolicy, draft: HouseRuleDraft): HouseRuleFault | null {
  const { kind, number, consentDays, week, validFrom, validTo } = draft;
  if (NUMBERED.includes(kind) && !/^\d{1,3}$/.test(number.trim())) return { fault: 'number' };
  if (EXEMPTING.includes(kind) && !/^([1-9]\d{0,2})?$/.test(consentDays.trim())) return { fault: 'consentDays' };
  if (kind === 'hours') {
    const wrong = WEEKDAYS.find((day) => week[day].some(([from, to]) => from === '' || to === '' || from >= to));
    if (wrong) return { fault: 'hours', day: wrong };
    const overlapping = WEEKDAYS.find((day) => inOrder(week[day]).some(([from], index, all) => from < (all[index - 1]?.[1] ?? '')));
    if (overlapping) return { fault: 'overlap', day: overlapping };
  }
  if (validFrom !== '' && validTo !== '' && validFrom > validTo) return { fault: 'dates' };
  return kind === 'singleChannel' && own.rules.singleChannel ? { fault: 'singleTaken' } : null;
}

/** A form's field of time ends at 23:59: who writes that means the end of the day. */
function inOrder(windows: readonly Window[]): readonly Window[] {
  return windows.map(([from, to]): Window => [from, to === '23:59' ? '24:00' : to]).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The lists of house rules with the draft as one more, in the file's form. */
function added({ rules }: OwnPolicy, draft: HouseRuleDraft, id: string): object {
  const { kind, channel, per, event, scope, counts, week, closedOnHolidays, validFrom, validTo } = draft;
  const dates = { ...(validFrom === '' ? {} : { validFrom }), ...(validTo === '' ? {} : { validTo }) };
  const base = { id, channels: channel === '*' ? '*' : [channel], ...dates };
  const days = Number(draft.number);
  const consent = draft.consentDays.trim();
  const exempt = {
    outcomes: kind === 'cap' && draft.leavesOutFailed ? ['not_connected'] : [],
    roles: [],
    priorConsentDays: consent === '' ? null : Number(consent),
  };
  switch (kind) {
    case 'cap':
      return { caps: [...rules.caps, { ...base, per, max: days, scope, counts, exempt }] };
    case 'spacing':
      return { spacing: [...rules.spacing, { ...base, minDays: days, scope }] };
    case 'afterEvent':
      return { afterEvent: [...rules.afterEvent, { ...base, event, days, scope, exempt }] };
    case 'singleChannel':
      return { singleChannel: { ...base, channels: '*', scope, counts } };
    case 'forbiddenChannels':
      return { forbiddenChannels: [...rules.forbiddenChannels, base] };
    case 'hours': {
      const windows = Object.fromEntries(WEEKDAYS.map((day) => [day, inOrder(week[day])]));
      return { hours: [...rules.hours, { ...base, windows, closedOnHolidays }] };
    }
  }
}

function freeId(own: OwnPolicy): string {
  const taken = new Set(rulesOf(own.rules).map(({ id }) => id));
  let number = taken.size + 1;
  while (taken.has(`HOUSE-${number}`)) number += 1;
  return `HOUSE-${number}`;
}
