import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import { bindNode } from '#lib/journey/nodes/index.ts';

/** What a person wants to know of a journey before opening it. */
export interface JourneySummary {
  /** Steps that do something: neither where accounts enter nor where they leave. */
  readonly steps: number;
  /** The channels by which it may tell, in the order of the catalogue. */
  readonly channels: readonly Channel[];
  readonly hasTasks: boolean;
  /** The days relative to the due date that its stages span, null for an open side; null where it is off the due axis. */
  readonly days: { readonly from: number | null; readonly to: number | null } | null;
  /** The event that accounts enter by; null where they enter by what they are. */
  readonly event: string | null;
}

/** Sums a journey up from its document. */
export function summaryOf({ nodes, stages }: JourneyDocument): JourneySummary {
  const told = new Set(nodes.flatMap((node) => bindNode(node).message?.channels ?? []));
  const onAxis = stages.filter(({ fromDay, toDay }) => fromDay !== null || toDay !== null);
  const [first, last] = [onAxis[0], onAxis.at(-1)];
  const entry = nodes.find((node) => node.type === 'entry');
  return {
    steps: nodes.filter(({ type }) => type !== 'entry' && type !== 'exit').length,
    channels: CHANNELS.filter((channel) => told.has(channel)),
    hasTasks: nodes.some(({ type }) => type === 'task'),
    days: first && last ? { from: first.fromDay, to: last.toDay } : null,
    event: entry?.type === 'entry' && entry.config.trigger.kind === 'event' ? entry.config.trigger.event : null,
  };
}
