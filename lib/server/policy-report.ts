import 'server-only';
import { addDays, clockOf, localDateOf, startOfDay } from '#lib/base/civil.ts';
import { csvLine } from '#lib/base/csv.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import {
  type ReportedContact,
  type ReportedOptOut,
  type ReportPlace,
  reportedBlocks,
  reportedContacts,
  reportedOptOuts,
} from '#lib/db/queries/policy-report.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';

const PAGE = 2_000;

export type ReportColumn =
  | 'kind'
  | 'moment'
  | 'debtor'
  | 'channel'
  | 'step'
  | 'status'
  | 'reason'
  | 'sentMoment'
  | 'afterPayment'
  | 'count'
  | 'minutes';
export type ReportKind = 'contact' | 'block' | 'optOut' | 'afterPayment';
const COLUMNS: readonly ReportColumn[] = [
  ...(['kind', 'moment', 'debtor', 'channel', 'step', 'status', 'reason', 'sentMoment', 'afterPayment', 'count', 'minutes'] as const),
];

/** Says a heading and the kind of a line in the reader's language. */
export interface ReportWords {
  readonly column: (name: ReportColumn) => string;
  readonly kind: (kind: ReportKind) => string;
}

type Line = Partial<Record<ReportColumn, string | number | null>>;

/**
 * The policy's report of civil dates of the workspace, both included, as lines of CSV: contacts, blocks by rule, opt-outs with the
 * minutes until the last contact by that channel left (0: at once), and how many contacts left after payment. Page by page.
 */
export async function* policyReport(
  db: Sql,
  workspace: WorkspaceStanding,
  { from, to }: { readonly from: string; readonly to: string },
  words: ReportWords,
): AsyncGenerator<string> {
  const zone = workspace.timezone;
  const places = shardsOf(workspace).map((shard) => ({
    ...{ workspaceId: workspace.id, shard },
    ...{ from: startOfDay(from, zone), to: startOfDay(addDays(to, 1), zone) },
  }));
  const moment = (at: Instant | null) => (at === null ? null : `${localDateOf(at, zone)} ${timeOf(clockOf(at, zone))}`);
  const line = (kind: ReportKind, cells: Line) =>
    csvLine(COLUMNS.map((name) => (name === 'kind' ? words.kind(kind) : (cells[name] ?? null))));
  yield `\ufeff${csvLine(COLUMNS.map(words.column))}`;
  let afterPayment = 0;
  for (const place of places)
    for await (const page of contactPages(db, place)) {
      afterPayment += page.filter((one) => one.isAfterPayment).length;
      yield page.map((one) => line('contact', contactLine(one, moment))).join('');
    }
  const blocks = new Map<string, number>();
  for (const place of places)
    for (const { rule, times } of await reportedBlocks(db, place)) blocks.set(rule, (blocks.get(rule) ?? 0) + times);
  yield [...blocks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, count]) => line('block', { reason, count }))
    .join('');
  for (const place of places)
    for await (const page of optOutPages(db, place)) yield page.map((one) => line('optOut', optOutLine(one, moment))).join('');
  yield line('afterPayment', { count: afterPayment });
}

/** `09:05:00` of so many milliseconds after midnight. */
function timeOf(clock: number): string {
  const seconds = Math.floor(clock / 1000);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}

function contactLine(one: ReportedContact, moment: (at: Instant | null) => string | null): Line {
  const { debtor, channel, node, status, reason, isAfterPayment } = one;
  const moments = { moment: moment(one.queuedAt), sentMoment: moment(one.sentAt) };
  return { ...moments, debtor, channel, step: node, status, reason, afterPayment: isAfterPayment ? 1 : 0 };
}

function optOutLine({ at, debtor, channel, lastSentAt }: ReportedOptOut, moment: (at: Instant | null) => string | null): Line {
  return {
    moment: moment(at),
    debtor,
    channel,
    sentMoment: moment(lastSentAt),
    minutes: lastSentAt === null ? 0 : Math.ceil((lastSentAt - at) / 60_000),
  };
}

async function* contactPages(db: Sql, place: ReportPlace): AsyncGenerator<readonly ReportedContact[]> {
  for (let after: ReportedContact | null = null; ; ) {
    const page: readonly ReportedContact[] = await reportedContacts(db, place, after, PAGE);
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1) ?? null;
  }
}

async function* optOutPages(db: Sql, place: ReportPlace): AsyncGenerator<readonly ReportedOptOut[]> {
  for (let after = 0; ; ) {
    const page: readonly ReportedOptOut[] = await reportedOptOuts(db, place, after, PAGE);
    yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.arrival ?? after;
  }
}
