import type { KpiKey } from './definition.ts';

/**
 * What a cell of a row holds: `minor` an amount of minor units of the row's currency, `date` a civil date, `moment` a local
 * date and time `YYYY-MM-DD HH:MM` of the workspace, `days` and `count` whole numbers, `flag` true or false, the rest words.
 */
export type ColumnKind = 'text' | 'bucket' | 'channel' | 'minor' | 'date' | 'moment' | 'days' | 'count' | 'flag';

/** What the columns are called. */
export type ColumnName =
  | 'account'
  | 'product'
  | 'due'
  | 'days'
  | 'bucket'
  | 'balance'
  | 'opening'
  | 'became'
  | 'recovered'
  | 'paidAt'
  | 'late'
  | 'amount'
  | 'contacts'
  | 'toldWith'
  | 'firstAt'
  | 'lastAt'
  | 'channel'
  | 'hasPaid'
  | 'paid'
  | 'hasPromised'
  | 'hasReplied';

/** A column of the rows behind a figure; its heading stands in the catalogues under its name. */
export interface RowColumn {
  readonly name: ColumnName;
  readonly kind: ColumnKind;
}

const column = (name: ColumnName, kind: ColumnKind): RowColumn => ({ name, kind });
const ACCOUNT = [column('account', 'text'), column('product', 'text')];

/** The rows behind each figure: accounts by their external ids, amounts and dates; never a name or an address. */
export const KPI_ROWS: Readonly<Record<KpiKey, readonly RowColumn[]>> = {
  aging: [...ACCOUNT, column('due', 'date'), column('days', 'days'), column('bucket', 'bucket'), column('balance', 'minor')],
  recoveryRate: [
    ...ACCOUNT,
    column('due', 'date'),
    column('bucket', 'bucket'),
    column('opening', 'minor'),
    column('became', 'minor'),
    column('recovered', 'minor'),
  ],
  daysLate: [...ACCOUNT, column('due', 'date'), column('paidAt', 'moment'), column('late', 'days'), column('amount', 'minor')],
  contactsPerAccount: [
    ...ACCOUNT,
    column('contacts', 'count'),
    column('toldWith', 'count'),
    column('firstAt', 'moment'),
    column('lastAt', 'moment'),
  ],
  channelEffect: [
    ...ACCOUNT,
    column('channel', 'channel'),
    column('contacts', 'count'),
    column('firstAt', 'moment'),
    column('hasPaid', 'flag'),
    column('paid', 'minor'),
    column('hasPromised', 'flag'),
    column('hasReplied', 'flag'),
  ],
};

/** A row: its currency, and a cell for each of its columns. */
export type KpiRow = Readonly<Record<string, string | number | boolean | null>> & { readonly currency: string };
