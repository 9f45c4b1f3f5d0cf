import type { LocalDate, LocalTime } from '#lib/base/instant.ts';

/** The channels that a rule can name: the product's own (`voice` is judged as `ivr`), tasks, and what outside systems report. */
export const POLICY_CHANNELS = [
  'call',
  'ivr',
  'sms',
  'whatsapp',
  'email',
  'push',
  'letter',
  'visit',
  'social-private',
  'social-public',
  'poster',
  'mass-media',
] as const;
export type PolicyChannel = (typeof POLICY_CHANNELS)[number];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Half-open `[from, to)` in local time; `24:00` is the end of the day. */
export type Window = readonly [from: LocalTime, to: LocalTime];
export type WeekWindows = Readonly<Record<Weekday, readonly Window[]>>;

export const BASES = ['law', 'regulator-guidance', 'bill-not-law', 'conservative-default', 'house'] as const;
export type Basis = (typeof BASES)[number];

/** Where a rule comes from and from when to when it holds. Dates are local ones of the person, both included; null: always. */
export interface RuleOrigin {
  readonly id: string;
  readonly article: string | null;
  readonly basis: Basis;
  /** How well the source was read: `primary`, `quoted`, `secondary`, `recalled`; null for house rules. */
  readonly evidence: string | null;
  readonly verified: boolean;
  readonly sources: readonly string[];
  readonly note: string | null;
  /** False: known, and not asked. */
  readonly enforce: boolean;
  readonly validFrom: LocalDate | null;
  readonly validTo: LocalDate | null;
}

export type ChannelSet = readonly string[] | '*';
/** Per contacted person over all debts, or per person and debt. */
export type Scope = 'debtor' | 'debt';
export type Counts = 'attempt' | 'connected' | 'conversation';
export type CapPeriod = 'day' | 'week' | 'rolling7d' | 'month';

/** Whom and what a cap or a wait leaves out. */
export interface Exempt {
  readonly outcomes: readonly string[];
  readonly roles: readonly string[];
  /** Calls within this many days after the person's own consent to be called; null where no consent exempts. */
  readonly priorConsentDays: number | null;
}

export interface HoursRule extends RuleOrigin {
  readonly kind: 'hours';
  readonly channels: ChannelSet;
  readonly windows: WeekWindows;
  readonly closedOnHolidays: boolean;
}
export interface CapRule extends RuleOrigin {
  readonly kind: 'cap';
  readonly channels: ChannelSet;
  readonly per: CapPeriod;
  readonly max: number;
  readonly scope: Scope;
  readonly counts: Counts;
  /** `group`: the rule's channels count together; `channel`: each for itself. */
  readonly countBy: 'group' | 'channel';
  readonly exempt: Exempt;
}
export interface SpacingRule extends RuleOrigin {
  readonly kind: 'spacing';
  readonly channels: ChannelSet;
  /** Civil days, to the same wall-clock time. */
  readonly minDays: number;
  readonly scope: Scope;
}
export interface SingleChannelRule extends RuleOrigin {
  readonly kind: 'singleChannel';
  readonly channels: ChannelSet;
  readonly scope: Scope;
  readonly counts: Counts;
}
export interface AfterEventRule extends RuleOrigin {
  readonly kind: 'afterEvent';
  readonly channels: ChannelSet;
  readonly event: 'conversation' | 'promise' | 'dispute' | 'payment';
  readonly days: number;
  /** True: the event's own local day is day one, and the wait ends at a midnight; false: at the same wall-clock time. */
  readonly dayOne: boolean;
  readonly scope: Scope;
  readonly exempt: Exempt;
}
export interface ForbiddenChannelsRule extends RuleOrigin {
  readonly kind: 'forbiddenChannels';
  readonly channels: ChannelSet;
}
export interface RolesRule extends RuleOrigin {
  /** `thirdParty`: none but these; `forbiddenRecipients`: never these. */
  readonly kind: 'thirdParty' | 'forbiddenRecipients';
  readonly roles: readonly string[];
}
export interface ConsentRule extends RuleOrigin {
  readonly kind: 'consent';
}
export interface OptOutRule extends RuleOrigin {
  readonly kind: 'optOut';
}
export interface StopRule extends RuleOrigin {
  readonly kind: 'stop';
  readonly event: 'cease-request' | 'attorney-represented';
}
export interface ContentRule extends RuleOrigin {
  readonly kind: 'contentForbidden';
  readonly flags: readonly string[];
}
/** Nothing before this many days past due; asked only where the contact says how late its debts are. */
export interface NotBeforeRule extends RuleOrigin {
  readonly kind: 'notBefore';
  readonly daysPastDue: number;
}

/** What `decide` asks. */
export type Rule =
  | HoursRule
  | CapRule
  | SpacingRule
  | SingleChannelRule
  | AfterEventRule
  | ForbiddenChannelsRule
  | RolesRule
  | ConsentRule
  | OptOutRule
  | StopRule
  | ContentRule
  | NotBeforeRule;
export type RuleKind = Rule['kind'];

/** Contacts of these purposes are no collection: the named rules neither bind nor count them. */
export interface Exemption extends RuleOrigin {
  readonly purposes: readonly string[];
  readonly exempts: readonly string[];
}
/** The person's own hours stand in place of the named rules. */
export interface Override extends RuleOrigin {
  readonly replaces: readonly string[];
}

/** All that binds a debtor of one country and subdivision in one workspace. */
export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly exemptions: readonly Exemption[];
  readonly overrides: readonly Override[];
}

/** True where the rule names this channel. */
export function names(channels: ChannelSet, channel: string): boolean {
  return channels === '*' || channels.includes(channel);
}
