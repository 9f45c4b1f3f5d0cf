import type { PresetFile } from './preset.ts';
import type { RuleBook } from './rule.ts';

/** What a message may say that some policy asks it to say. */
export const SAID = [
  'creditor',
  'collection',
  'obligation',
  'opt-out',
  'collector',
  'amount-origin',
  'agency',
  'agency-address',
  'amount-date',
  'settlement',
  'complaints',
  'pay-creditor',
  'debt-collector',
  'validation',
] as const;
export type Said = (typeof SAID)[number];

/** A message that collects nothing (a welcome, a receipt) is asked for none of them. */
export const NO_COLLECTION = 'no-collection';

/** What a message's words may do that some policy forbids. */
export const FLAGS = [
  'asks-reason-for-default',
  'judicial-appearance',
  'impersonates-authority',
  'threat',
  'public-shaming',
  'false-statement',
] as const;
export type Flag = (typeof FLAGS)[number];

/** The presets' own words for each. What no message can say (a notice of assignment, which is a letter of its own) is not here. */
const ITEMS: Readonly<Record<string, Said>> = {
  'creditor identity': 'creditor',
  creditor: 'creditor',
  'financial entity that granted the credit': 'creditor',
  'that it is a collection contact': 'collection',
  'obligation referred to': 'obligation',
  'contract or operation': 'obligation',
  'opt-out / channel-change mechanism': 'opt-out',
  'clear and conspicuous reasonable and simple opt-out in every e-mail/text': 'opt-out',
  'collector identity': 'collector',
  'amount and origin of the debt': 'amount-origin',
  'agency name and person': 'agency',
  'address, phone, responsible persons': 'agency-address',
  'amount due and calculation date': 'amount-date',
  'conditions to settle': 'settlement',
  'UNE address, e-mail and phone': 'complaints',
  'payments only to the financial entity': 'pay-creditor',
  'attempt to collect a debt; information will be used for that purpose (first)': 'debt-collector',
  'communication is from a debt collector (later)': 'debt-collector',
  'validation notice': 'validation',
};

/** Of which messages something is asked: of each, of those that go over wires, or of the first that a person gets. */
const WHEN: Readonly<Record<string, 'every' | 'electronic' | 'first'>> = {
  every: 'every',
  'first-contact+every': 'every',
  electronic: 'electronic',
  'first-contact': 'first',
  'first-contact or within 5 days': 'first',
};

/** A rule that asks a message for words. */
export interface DisclosureRule {
  readonly id: string;
  readonly article: string | null;
  readonly when: 'every' | 'electronic' | 'first';
  readonly items: readonly Said[];
}

/** A rule that forbids words. */
export interface ForbiddenWords {
  readonly id: string;
  readonly article: string | null;
  readonly flags: readonly string[];
}

/** What the policy of a country asks of the words of a message. */
export interface ContentAsked {
  readonly disclosures: readonly DisclosureRule[];
  readonly forbidden: readonly ForbiddenWords[];
}

/** What a country's preset (null: none is in force) and the rules of the book ask of the words of a message. */
export function contentAsked(presets: PresetFile, country: string | null, book: RuleBook): ContentAsked {
  const stated = presets.countries.find(({ code }) => code === country)?.disclosures ?? [];
  return {
    disclosures: stated.flatMap(({ id, article, enforce, when, items }) => {
      const known = WHEN[when];
      const asked = [...new Set(items.flatMap((item) => ITEMS[item] ?? []))];
      return enforce && known && asked.length > 0 ? [{ id, article, when: known, items: asked }] : [];
    }),
    forbidden: book.rules.flatMap((rule) =>
      rule.kind === 'contentForbidden' ? [{ id: rule.id, article: rule.article, flags: rule.flags }] : [],
    ),
  };
}

const ELECTRONIC = new Set(['email', 'sms', 'whatsapp', 'push']);

/** The items of a rule that a message by this channel does not say. */
export function unsaid(rule: DisclosureRule, channel: string, isFirst: boolean, says: readonly string[]): readonly Said[] {
  if (says.includes(NO_COLLECTION)) return [];
  if (rule.when === 'electronic' && !ELECTRONIC.has(channel)) return [];
  if (rule.when === 'first' && !isFirst) return [];
  return rule.items.filter((item) => !says.includes(item));
}
