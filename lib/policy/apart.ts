import type { LocalDate } from '#lib/base/instant.ts';
import { judgedChannel } from './governor.ts';
import { type CapRule, names, type Rule, type RuleBook } from './rule.ts';

/**
 * A rule that never lets a second contact of a debt pass within fewer than `days` civil dates of a first, whatever the weekday and
 * whoever the person: the least that it asks for sure.
 */
export interface ApartRule {
  readonly rule: string;
  readonly article: string | null;
  readonly days: number;
  /** The channels asked about that it names. */
  readonly channels: readonly string[];
  /** Between which two of them: any, two of the same channel, or two of different ones. */
  readonly between: 'any' | 'same' | 'other';
}

/** The rules of a book, as of `today`, that keep two contacts by these channels apart. */
export function apartRules(book: RuleBook, channels: readonly string[], today: LocalDate): readonly ApartRule[] {
  const replaced = new Set(book.overrides.flatMap(({ replaces }) => replaces));
  return book.rules.flatMap((rule) => {
    if ((rule.validFrom !== null && rule.validFrom > today) || (rule.validTo !== null && today > rule.validTo)) return [];
    const kept = replaced.has(rule.id) ? null : keptApart(rule);
    if (!kept) return [];
    const named = channels.filter((channel) => names(kept.channels, judgedChannel(channel)));
    return named.length > 0 ? [{ ...kept, rule: rule.id, article: rule.article, channels: named }] : [];
  });
}

/** Weeks and months may end between two dates: of those only the same date is sure. */
function keptApart(rule: Rule) {
  if (rule.kind === 'spacing') return rule.minDays > 0 ? { days: rule.minDays, between: 'any' as const, channels: rule.channels } : null;
  if (rule.kind === 'singleChannel')
    return rule.counts === 'attempt' ? { days: 1, between: 'other' as const, channels: rule.channels } : null;
  if (rule.kind !== 'cap' || rule.max !== 1 || !bindsEverybody(rule)) return null;
  const between = rule.countBy === 'channel' ? ('same' as const) : ('any' as const);
  return { days: rule.per === 'rolling7d' ? 7 : 1, between, channels: rule.channels };
}

function bindsEverybody({ counts, exempt }: CapRule): boolean {
  const { outcomes, roles, priorConsentDays } = exempt;
  return counts === 'attempt' && outcomes.length === 0 && priorConsentDays === null && !roles.includes('debtor');
}

/** The rule that keeps a contact by `second` farthest from one by `first`; null where none does. */
export function keptFarthest(rules: readonly ApartRule[], first: string, second: string): ApartRule | null {
  let most: ApartRule | null = null;
  for (const rule of rules) {
    const { between, channels, days } = rule;
    const binds = between === 'any' || (between === 'same') === (first === second);
    if (binds && days > (most?.days ?? 0) && channels.includes(first) && channels.includes(second)) most = rule;
  }
  return most;
}
