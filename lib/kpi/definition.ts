import { KPI_FILTERS, type KpiFilterName } from './filter.ts';

/** The figures that stand so far, by the keys of the trade's list; one definition each, below. */
export const KPI_KEYS = ['aging', 'recoveryRate', 'daysLate', 'contactsPerAccount', 'channelEffect'] as const;
export type KpiKey = (typeof KPI_KEYS)[number];

/** What a figure counts in: money in minor units of one currency, a share from 0 to 1, civil days, or contacts for each account. */
type KpiUnit = 'minor' | 'share' | 'days' | 'contacts';

/**
 * What a figure is. Its name, formula and what each filter does to it stand as sentences in the catalogues under the same
 * key. `above` and `below` name the parts of its fraction; a figure without a fraction has none.
 */
export interface KpiDefinition {
  readonly key: KpiKey;
  readonly unit: KpiUnit;
  /** Which way is good for whoever collects; null where neither is. */
  readonly better: 'up' | 'down' | null;
  /** How its 95 % interval is made: `wilson` for shares of a count, `ratio` for sums over sums, null where it is a plain count. */
  readonly interval: 'wilson' | 'ratio' | null;
  readonly above: readonly string[];
  readonly below: readonly string[];
  readonly filters: readonly KpiFilterName[];
}

/** Every figure's definition. The dashboard, the API, the export and the tests read this one. */
export const KPIS: { readonly [Key in KpiKey]: KpiDefinition & { readonly key: Key } } = {
  aging: { key: 'aging', unit: 'minor', better: 'down', interval: null, above: ['balance'], below: [], filters: KPI_FILTERS },
  recoveryRate: {
    key: 'recoveryRate',
    unit: 'share',
    better: 'up',
    interval: 'ratio',
    above: ['recovered'],
    below: ['opening', 'became'],
    filters: KPI_FILTERS,
  },
  daysLate: {
    key: 'daysLate',
    unit: 'days',
    better: 'down',
    interval: 'ratio',
    above: ['days'],
    below: ['accounts'],
    filters: KPI_FILTERS,
  },
  contactsPerAccount: {
    key: 'contactsPerAccount',
    unit: 'contacts',
    better: 'down',
    interval: 'ratio',
    above: ['contacts'],
    below: ['accounts'],
    filters: KPI_FILTERS,
  },
  channelEffect: {
    key: 'channelEffect',
    unit: 'share',
    better: 'up',
    interval: 'wilson',
    above: ['paid'],
    below: ['accounts'],
    filters: KPI_FILTERS,
  },
};

/** How long after a contact a payment, a promise or a reply counts as its effect: 7 × 24 hours, the last instant included. */
export const EFFECT_DAYS = 7;

/** True for the key of a figure that stands. */
export function isKpi(key: string): key is KpiKey {
  return Object.hasOwn(KPIS, key);
}
