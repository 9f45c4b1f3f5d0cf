/**
 * The bands of days past due in which a debt is counted: the six of `account.bucket`, and `none` for a debt without a due
 * date. In the order of the heat scale.
 */
export const DEBT_BUCKETS = ['pre', 'due', '1-30', '31-60', '61-90', '90+', 'none'] as const;
export type DebtBucket = (typeof DEBT_BUCKETS)[number];

/** The civil days past due of a band, both included; null where it has no end on that side or no days at all. */
export const BUCKET_DAYS: Readonly<Record<DebtBucket, readonly [from: number | null, to: number | null]>> = {
  pre: [null, -1],
  due: [0, 0],
  '1-30': [1, 30],
  '31-60': [31, 60],
  '61-90': [61, 90],
  '90+': [91, null],
  none: [null, null],
};
