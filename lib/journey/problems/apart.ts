import { CHANNELS, type Channel } from '#lib/facts/debtor.ts';
import { type ApartRule, keptFarthest } from '#lib/policy/apart.ts';
import { type Finding, finding } from '../finding.ts';
import type { MessageConfig } from '../nodes/message.ts';
import type { When } from '../when.ts';
import type { CountryHours } from './hours.ts';
import type { JourneyMap, MappedNode } from './map.ts';

/** More steps between two messages than anybody looks through: what lies behind them is not asked. */
const MOST_BETWEEN = 24;

/** Steps that an account passes at once; a plain wait takes the time that it says. */
const PASSED = new Set(['split', 'experiment', 'update', 'wait']);

/** Civil dates since the first message: at the least and at the most. */
interface Gap {
  readonly least: number;
  readonly most: number;
}

interface Arrival extends Gap {
  readonly mapped: MappedNode;
}

/**
 * Two messages of which the second is never allowed after the first, in any country of the portfolio, whichever channels serve:
 * its last day of grace is closer to the first than every policy lets it be. Only what is certain: one that waits for its turn
 * however late is never among them, nor one that may come by a channel or on a day that some policy allows.
 */
export function apartProblems(map: JourneyMap, countries: readonly CountryHours[] | null | undefined): readonly Finding[] {
  const policies = (countries ?? []).map(({ apart = [] }) => apart);
  if (policies.length === 0 || policies.some((rules) => rules.length === 0)) return [];
  const reported = new Set<string>();
  return map.nodes.flatMap((first) =>
    followers(map, first).flatMap(({ second, most }) => {
      const pair = `${first.index} ${second.index}`;
      const rules = reported.has(pair) ? null : forbidding(policies, first, second, most);
      if (!rules) return [];
      reported.add(pair);
      const params = { node: second.name, before: first.name, days: String(most), rule: rules.map(ruleName).join(', ') };
      return [finding('never-allowed', 'gap', { node: second.node.id }, params)];
    }),
  );
}

function ruleName({ rule, article }: ApartRule): string {
  return article === null ? rule : `${rule} (${article})`;
}

/** The messages that an account comes to after `first` was sent, before any other step that a person or a message is part of. */
function followers(map: JourneyMap, first: MappedNode): readonly { readonly second: MappedNode; readonly most: number }[] {
  if (first.node.type !== 'message') return [];
  const when = first.node.config.when;
  const found: { second: MappedNode; most: number }[] = [];
  const open: Arrival[] = [];
  const seen = new Set<string>();
  const follow = (from: MappedNode, gap: Gap, handle: string | null): void => {
    for (const { edge, target, isTaken } of map.leaving[from.index] ?? [])
      if (isTaken && (handle === null || edge.sourceHandle === handle)) open.push({ ...gap, mapped: target });
  };
  follow(first, { least: 0, most: 0 }, 'sent');
  for (let here = open.pop(); here && seen.size < MOST_BETWEEN; here = open.pop()) {
    const { mapped } = here;
    const key = `${mapped.index} ${here.least} ${here.most}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (mapped.node.type === 'message') {
      const most = lastGap(mapped.node.config, when, here);
      if (most !== null) found.push({ second: mapped, most });
    } else if (PASSED.has(mapped.node.type)) follow(mapped, mapped.bound.until ? gapAfter(mapped.bound.until, when, here) : here, null);
  }
  return found;
}

/** The most dates after the first message on which this one can still be sent; null where nothing bounds it or it is always missed. */
function lastGap({ when, ifMissed, graceDays = 0 }: MessageConfig, first: When, arrival: Gap): number | null {
  if (ifMissed === 'act') return null;
  const gap = gapAfter(when, first, arrival);
  const most = (when.kind === 'due' && first.kind === 'due' ? when.days - first.days : gap.most) + graceDays;
  return most < arrival.least || !Number.isFinite(most) ? null : most;
}

/** The dates since the first message at which an account that arrives so long after it goes on. */
function gapAfter(when: When, first: When, { least, most }: Gap): Gap {
  if (when.kind === 'now') return { least, most };
  if (when.kind === 'due') return { least, most: first.kind === 'due' ? Math.max(most, when.days - first.days) : Number.POSITIVE_INFINITY };
  if (when.unit === 'businessDays') return { least: least + when.amount, most: Number.POSITIVE_INFINITY };
  if (when.unit === 'days') return { least: least + when.amount, most: most + when.amount };
  // Any hour may go past a midnight, and a day of a clock change has 23 of them.
  return { least, most: most + (when.amount > 0 ? Math.floor(when.amount / 24) + 1 : 0) };
}

/** Of every policy the rule that forbids the second, whichever channels serve, each once; null where some policy allows it. */
function forbidding(policies: readonly (readonly ApartRule[])[], first: MappedNode, second: MappedNode, most: number): ApartRule[] | null {
  const found = new Map<string, ApartRule>();
  for (const rules of policies) {
    if (rules.every(({ days }) => days <= most)) return null;
    for (const a of channelsOf(first))
      for (const b of channelsOf(second)) {
        const kept = keptFarthest(rules, a, b);
        if (!kept || kept.days <= most) return null;
        found.set(kept.rule, kept);
      }
  }
  return found.size === 0 ? null : [...found.values()];
}

/** A debtor's own choice may be any channel. */
function channelsOf({ node }: MappedNode): readonly Channel[] {
  if (node.type !== 'message') return [];
  const { channel } = node.config;
  if (channel.mode === 'fixed') return [channel.channel];
  return channel.mode === 'first' ? channel.of : CHANNELS;
}
