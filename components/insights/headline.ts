import type { Figures, Insight } from '#lib/api/insights.ts';
import { KPIS, type KpiKey } from '#lib/kpi/definition.ts';
import { changeOf, type Estimate } from '#lib/kpi/interval.ts';

/** The one number of a figure that a tile shows, with its interval where it has one. `of` is the channel it is about. */
export interface Headline extends Estimate {
  readonly isExact: boolean;
  readonly of: string | null;
}

const exact = (value: number): Headline => ({ value, low: value, high: value, isExact: true, of: null });
const estimated = (estimate: Estimate, of: string | null = null): Headline => ({ ...estimate, isExact: false, of });

type Reader<Key extends KpiKey> = (figure: Figures[Key], currency: string, of: string | null) => Headline | null;

const READERS: { readonly [Key in KpiKey]: Reader<Key> } = {
  aging: (cells, currency) => {
    const all = cells.find((cell) => cell.bucket === null && cell.currency === currency);
    return all ? exact(all.overdueBalance) : null;
  },
  recoveryRate: (figures, currency) => {
    const found = figures.find((one) => one.currency === currency);
    return found ? estimated(found.rate) : null;
  },
  daysLate: (figure) => figure && estimated(figure.mean),
  contactsPerAccount: (figure) => figure && estimated(figure.each),
  channelEffect: (figures, _, of) => {
    const found = of === null ? bestChannel(figures) : figures.find(({ channel }) => channel === of);
    return found ? estimated(found.paidShare, found.channel) : null;
  },
};

/** The channel of which most can be said: the one whose interval begins highest. */
export function bestChannel(figures: Figures['channelEffect']): Figures['channelEffect'][number] | undefined {
  return figures.toSorted((a, b) => b.paidShare.low - a.paidShare.low || b.paidShare.value - a.paidShare.value)[0];
}

/** The headline of a figure in a currency; null where there is no data. `of` fixes the channel. */
export function headlineOf<Key extends KpiKey>(
  kpi: Key,
  figure: Figures[Key],
  currency: string,
  of: string | null = null,
): Headline | null {
  const read: Reader<Key> = READERS[kpi];
  return read(figure, currency, of);
}

/** How a headline moved: by how much, in what it is told (points of a share, a part of the former value, days), and whether that is good. */
export interface Move {
  readonly by: number;
  readonly is: 'good' | 'bad' | 'same' | 'neither';
  readonly told: 'points' | 'part' | 'days';
  readonly before: number;
}

/** The move from the period compared with; null where none is asked for or it has no data. */
export function moveOf<Key extends KpiKey>(insight: Insight<Key>, headline: Headline, currency: string): Move | null {
  if (insight.before === null) return null;
  const before = headlineOf(insight.kpi, insight.before, currency, headline.of);
  if (!before) return null;
  const { better, unit } = KPIS[insight.kpi];
  const { by, is } = changeOf(headline.value, before.value, better);
  if (unit === 'share') return { by, is, told: 'points', before: before.value };
  if (unit === 'days') return { by, is, told: 'days', before: before.value };
  return before.value === 0 ? null : { by: by / before.value, is, told: 'part', before: before.value };
}
