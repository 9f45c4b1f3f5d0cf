import type { Channel } from '#lib/facts/debtor.ts';
import type { FactWrite } from '#lib/facts/fact-write.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import type { Span, When } from '../when.ts';

/** What a card or a list says of a node at a glance, as facts: their words stand in the catalogues. */
export interface CardFacts {
  /** By what it reaches people, where it does: the card wears its picture and name. */
  readonly by: Channel | 'preferred' | 'first' | 'call' | 'visit' | 'review' | null;
  /** When it acts, or how long it lasts. */
  readonly chip: When | ({ readonly kind: 'span' } & Span) | null;
  /** Its settings in a line, the most telling first. */
  readonly says: readonly Saying[];
}

/** One thing that a node's settings say. */
export type Saying =
  | { readonly kind: 'where'; readonly where: Predicate }
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'template'; readonly template: string }
  | { readonly kind: 'channels'; readonly mode: 'else' | 'first'; readonly channels: readonly Channel[] }
  | { readonly kind: 'terms'; readonly terms: 'promise' | 'plan' | 'discount' }
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'events'; readonly events: readonly string[] }
  | { readonly kind: 'branches'; readonly branches: readonly { readonly id: string; readonly label: string }[] }
  | { readonly kind: 'arms'; readonly arms: readonly { readonly id: string; readonly label: string; readonly weight: number }[] }
  | { readonly kind: 'choices'; readonly arms: readonly { readonly id: string; readonly label: string }[] }
  | { readonly kind: 'reward'; readonly event: string; readonly withinDays: number }
  | { readonly kind: 'handover'; readonly journey: string; readonly mode: 'move' | 'start' }
  | { readonly kind: 'set'; readonly set: readonly FactWrite[] }
  | { readonly kind: 'pool'; readonly pool: string; readonly perDay: number }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'until'; readonly until: When }
  | { readonly kind: 'outcome'; readonly outcome: string };
