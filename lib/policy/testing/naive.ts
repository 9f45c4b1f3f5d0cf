import { readOwnHours } from '../own-hours.ts';
import type { OwnPolicy } from '../own-policy.ts';
import type { PresetFile, RuleLists } from '../preset.ts';

/*
 * A second opinion on whether a contact is allowed: the page on policies read once more, by somebody who does not care how long it
 * takes. It shares with `decide` the form of the presets and nothing else: rules are put together here, civil time is Temporal's, and
 * every contact of the past is looked at anew for every rule.
 */

export interface NaivePerson {
  readonly zone: string;
  readonly country: string | null;
  readonly subdivision: string | null;
  readonly denied: readonly string[];
  readonly granted: readonly string[];
  readonly hoursOverride: unknown;
  readonly ceaseRequest: boolean;
  readonly attorneyRepresented: boolean;
  readonly callConsentAt: number | null;
  readonly promiseDate: string | null;
}

/** A contact that was, or that is asked for. Channels in the words of the rules. */
export interface NaiveContact {
  readonly at: number;
  readonly channel: string;
  readonly debts: readonly string[];
  readonly outcome: string;
  readonly outbound: boolean;
  readonly purpose: string;
}

/** What is in force in a workspace. `policyCode` null: only its own rules. Holidays by country or country and subdivision. */
export interface NaiveWorkspace {
  readonly presets: PresetFile;
  readonly policyCode: string | null;
  readonly own: OwnPolicy;
  readonly holidays: ReadonlyMap<string, ReadonlySet<string>>;
}

type Cap = RuleLists['caps'][number];
type AfterEvent = RuleLists['afterEvent'][number];
type Exempt = Cap['exempt'];
type Windows = Readonly<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', readonly (readonly [string, string])[]>>;

/** The ids of all rules that forbid the contact at its instant, sorted. `role`: whom it reaches; `daysPastDue`: null where nobody asks. */
export function naiveObjections(
  workspace: NaiveWorkspace,
  person: NaivePerson,
  past: readonly NaiveContact[],
  asked: NaiveContact & { readonly role: string; readonly daysPastDue: number | null },
): readonly string[] {
  const { presets, policyCode, own } = workspace;
  const preset = policyCode === null ? undefined : presets.countries.find(({ code }) => code === (person.country ?? policyCode));
  const region = person.subdivision === null ? undefined : preset?.subdivisions[person.subdivision];
  const lists: RuleLists[] = [...(preset ? [preset] : []), ...(region ? [region] : []), own.rules];
  const here = wall(asked.at, person.zone);
  const date = here.toPlainDate().toString();
  const ownHours = readOwnHours(person.hoursOverride);
  const override = preset?.consumerOverride?.enforce ? preset.consumerOverride : null;
  const found = new Set<string>();

  const isLoose = (id: string, purpose: string) =>
    preset?.exemptPurposes?.enforce === true &&
    preset.exemptPurposes.purposes.includes(purpose) &&
    preset.exemptPurposes.exempts.includes(id);
  /** True where the rule is one of those that are asked here and now. */
  const isAsked = (rule: { id: string; enforce: boolean; validFrom: string | null; validTo: string | null }) => {
    if (region?.replaces.includes(rule.id) && !region.hours.some(({ id }) => id === rule.id)) return false;
    if (!rule.enforce && !own.tighten.some((one) => one.rule === rule.id && one.enforce)) return false;
    if (isLoose(rule.id, asked.purpose)) return false;
    if (ownHours && override?.replaces.includes(rule.id)) return false;
    return !(rule.validFrom !== null && date < rule.validFrom) && !(rule.validTo !== null && date > rule.validTo);
  };
  const names = (channels: '*' | readonly string[], channel: string) => channels === '*' || channels.includes(channel);
  const seenBy = (id: string) => past.filter((one) => !isLoose(id, one.purpose));
  const tightenings = (id: string) => own.tighten.filter((one) => one.rule === id);
  const object = (id: string, forbids: boolean) => forbids && found.add(id);
  const isClosedDay = (on: string) => isNaiveHoliday(workspace, person, on);

  for (const list of lists) {
    for (const rule of list.hours.filter(isAsked).filter(({ channels }) => names(channels, asked.channel))) {
      const weeks = [rule.windows, ...tightenings(rule.id).flatMap(({ windows }) => windows ?? [])];
      object(rule.id, !weeks.every((week) => isWithin(week, here)) || (rule.closedOnHolidays && isClosedDay(date)));
    }
    for (const rule of list.caps.filter(isAsked).filter(({ channels }) => names(channels, asked.channel))) {
      if (isExcused(rule.exempt, asked.role, asked.at, person)) continue;
      const most = Math.min(rule.max, ...tightenings(rule.id).flatMap(({ max }) => max ?? []));
      object(rule.id, Math.max(0, ...countsOf(rule, seenBy(rule.id), asked, person)) >= most);
    }
    for (const rule of list.spacing.filter(isAsked).filter(({ channels }) => names(channels, asked.channel))) {
      const days = Math.max(rule.minDays, ...tightenings(rule.id).flatMap(({ minDays }) => minDays ?? []));
      const near = seenBy(rule.id).filter((one) => one.outbound && names(rule.channels, one.channel) && isAbout(rule.scope, one, asked));
      const isNear = ({ at }: NaiveContact) => {
        const then = wall(at, person.zone);
        return asked.at < then.add({ days }).epochMilliseconds && asked.at > then.subtract({ days }).epochMilliseconds;
      };
      object(rule.id, near.some(isNear));
    }
    const single = list.singleChannel;
    if (single && isAsked(single) && names(single.channels, asked.channel)) {
      const others = seenBy(single.id).filter(
        (one) => one.outbound && names(single.channels, one.channel) && one.channel !== asked.channel,
      );
      const counted = others.filter((one) => hasReached(one.outcome, single.counts) && isAbout(single.scope, one, asked));
      object(
        single.id,
        counted.some(({ at }) => mondayOf(wall(at, person.zone)) === mondayOf(here)),
      );
    }
    for (const rule of list.afterEvent.filter(isAsked).filter(({ channels }) => names(channels, asked.channel))) {
      if (isExcused(rule.exempt, asked.role, asked.at, person)) continue;
      const days = Math.max(rule.days, ...tightenings(rule.id).flatMap((one) => one.days ?? []));
      object(rule.id, isWaiting(rule, days, seenBy(rule.id), asked, person));
    }
    for (const rule of list.forbiddenChannels.filter(isAsked)) object(rule.id, names(rule.channels, asked.channel));
    for (const rule of list.forbiddenRecipients.filter(isAsked)) object(rule.id, rule.roles.includes(asked.role));
    const { thirdParty, consent, optOut } = list;
    if (thirdParty && isAsked(thirdParty)) object(thirdParty.id, !thirdParty.allowedRoles.includes(asked.role));
    if (consent && isAsked(consent)) object(consent.id, person.granted.length > 0 && !person.granted.includes(asked.channel));
    if (optOut && isAsked(optOut)) object(optOut.id, person.denied.includes(asked.channel));
    for (const rule of list.stops.filter(isAsked)) {
      if (rule.event === 'cease-request') object(rule.id, person.ceaseRequest);
      else object(rule.id, person.attorneyRepresented && asked.role !== 'attorney');
    }
    for (const rule of list.notBefore.filter(isAsked)) object(rule.id, asked.daysPastDue !== null && asked.daysPastDue < rule.daysPastDue);
  }
  if (policyCode !== null) {
    const { optOut, socialPublic } = presets.global;
    if (isAsked(socialPublic)) object(socialPublic.id, names(socialPublic.channels, asked.channel));
    if (!preset?.optOut && isAsked(optOut)) object(optOut.id, person.denied.includes(asked.channel));
  }
  // The hours that the person signed for, in place of those of the law, where the law's would have been asked.
  if (override && ownHours?.windows && override.replaces.some((id) => !isLoose(id, asked.purpose)))
    object(override.id, !isWithin(ownHours.windows, here) || (ownHours.closedOnHolidays && isClosedDay(date)));
  return [...found].sort();
}

const clocks = new Map<string, Temporal.ZonedDateTime>();

/** The wall clock of a zone. */
function wall(at: number, zone: string): Temporal.ZonedDateTime {
  const key = `${at} ${zone}`;
  const kept = clocks.get(key) ?? Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  if (clocks.size > 50_000) clocks.clear();
  clocks.set(key, kept);
  return kept;
}

const dateOf = (at: number, zone: string): string => wall(at, zone).toPlainDate().toString();
const mondayOf = (at: Temporal.ZonedDateTime): string =>
  at
    .toPlainDate()
    .subtract({ days: at.dayOfWeek - 1 })
    .toString();

function isWithin(week: Windows, at: Temporal.ZonedDateTime): boolean {
  const day = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const)[at.dayOfWeek - 1];
  const time = at.toPlainTime().toString({ smallestUnit: 'millisecond' });
  // '19:00' sorts before '19:00:00.000': closed from the close minute on, open from the opening one.
  return (day ? (week[day] ?? []) : []).some(([from, to]) => from <= time && time < to);
}

/** True where it is a holiday where the person lives. */
export function isNaiveHoliday({ own, holidays, policyCode }: NaiveWorkspace, person: NaivePerson, date: string): boolean {
  const country = person.country ?? policyCode;
  if (country === null || own.holidays.remove.includes(date)) return false;
  const region = person.subdivision === null ? undefined : holidays.get(`${country}-${person.subdivision}`);
  return own.holidays.add.includes(date) || (region ?? holidays.get(country))?.has(date) === true;
}

/** How often the rule's contacts were made in its period: over all debts, or for each debt that is asked about. */
function countsOf(rule: Cap, past: readonly NaiveContact[], asked: NaiveContact, person: NaivePerson): readonly number[] {
  const counted = past.filter(
    (one) =>
      one.outbound &&
      (rule.countBy === 'channel' ? one.channel === asked.channel : rule.channels === '*' || rule.channels.includes(one.channel)) &&
      hasReached(one.outcome, rule.counts) &&
      !rule.exempt.outcomes.includes(one.outcome) &&
      !isExcused(rule.exempt, null, one.at, person) &&
      isInPeriod(rule.per, one.at, asked.at, person.zone),
  );
  if (rule.scope === 'debtor' || asked.debts.length === 0) return [counted.length];
  return asked.debts.map((debt) => counted.filter(({ debts }) => debts.length === 0 || debts.includes(debt)).length);
}

function isInPeriod(per: Cap['per'], past: number, now: number, zone: string): boolean {
  const [then, today] = [dateOf(past, zone), dateOf(now, zone)];
  if (per === 'day') return then === today;
  if (per === 'month') return then.slice(0, 7) === today.slice(0, 7);
  if (per === 'week') return mondayOf(wall(past, zone)) === mondayOf(wall(now, zone));
  const first = wall(now, zone).toPlainDate().subtract({ days: 6 }).toString();
  return first <= then && then <= today;
}

function isAbout(scope: 'debtor' | 'debt', past: NaiveContact, asked: NaiveContact): boolean {
  if (scope === 'debtor' || past.debts.length === 0 || asked.debts.length === 0) return true;
  return past.debts.some((debt) => asked.debts.includes(debt));
}

function hasReached(outcome: string, counts: Cap['counts']): boolean {
  const talks = ['conversation', 'promise', 'dispute', 'refused'];
  if (counts === 'attempt') return true;
  return counts === 'conversation' ? talks.includes(outcome) : [...talks, 'answered', 'delivered', 'read'].includes(outcome);
}

/** Roles, and the days after the person's own consent to be called, to the same time of day. */
function isExcused({ roles, priorConsentDays }: Exempt, role: string | null, at: number, { callConsentAt, zone }: NaivePerson): boolean {
  if (role !== null && roles.includes(role)) return true;
  if (callConsentAt === null || priorConsentDays === null) return false;
  return at >= callConsentAt && at < wall(callConsentAt, zone).add({ days: priorConsentDays }).epochMilliseconds;
}

function isWaiting(rule: AfterEvent, days: number, past: readonly NaiveContact[], asked: NaiveContact, person: NaivePerson): boolean {
  const { zone, promiseDate } = person;
  const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds;
  if (rule.event === 'promise') return promiseDate !== null && asked.at < midnight(Temporal.PlainDate.from(promiseDate).add({ days }));
  const isOne = (one: NaiveContact) =>
    rule.event === 'conversation'
      ? hasReached(one.outcome, 'conversation') &&
        (rule.channels === '*' || rule.channels.includes(one.channel)) &&
        !rule.exempt.outcomes.includes(one.outcome) &&
        !isExcused(rule.exempt, null, one.at, person)
      : one.outcome === rule.event;
  return past.some((one) => {
    if (one.at > asked.at || !isOne(one) || !isAbout(rule.scope, one, asked)) return false;
    const then = wall(one.at, zone);
    return asked.at < (rule.dayOne ? midnight(then.toPlainDate().add({ days })) : then.add({ days }).epochMilliseconds);
  });
}
