import 'server-only';
import { z } from 'zod';
import {
  type DebtorAccount,
  type DebtorDetail,
  TIMELINE_PAGE,
  type Timeline,
  type TimelineEntry,
  type TimelineQuery,
} from '#lib/api/debtors.ts';
import { daysBetween, localDateOf } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import { localClock } from '#lib/base/local-clock.ts';
import type { Sql } from '#lib/db/client.ts';
import { type AccountRow, type DebtorWhole, debtorWhole } from '#lib/db/queries/debtors.ts';
import { type FrozenNode, frozenNodes } from '#lib/db/queries/journeys.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { type TimelinePlace, type TimelineRow, timelineRows } from '#lib/db/queries/timeline.ts';
import { bucketOf } from '#lib/facts/catalogue.ts';
import { CHANNELS } from '#lib/facts/debtor.ts';
import { addressFor, lackOf } from '#lib/facts/reach.ts';
import { type Decided, explain } from '#lib/interpreter/explain.ts';
import { rulesNamed } from '#lib/interpreter/explanation.ts';
import { shardOf } from '#lib/portfolio/shard.ts';
import { Refused } from './api-call.ts';
import { keptWhy } from './contacts.ts';
import { nowIn } from './debtors.ts';
import { NO_RULES, namedRules, withRules } from './policy.ts';
import { callStanding } from './webhook-calls.ts';

/** Who a debtor is, how they are reached and what they owe. Throws Refused where the workspace has none of this externalId. */
export async function debtorDetail(db: Sql, workspace: WorkspaceStanding, externalId: string): Promise<DebtorDetail> {
  const now = nowIn(workspace);
  const { debtor } = await find(db, workspace, externalId);
  const { name, language, country, zone, preferredChannel, preferredFrom, preferredTo, preferenceAt, lastReplyAt, balances } = debtor;
  const today = localDateOf(now, zone);
  return {
    externalId: debtor.externalId,
    name,
    language,
    country,
    zone,
    channels: CHANNELS.map((channel) => ({
      channel,
      address: addressFor(debtor, channel),
      consent: debtor.consent[channel] ?? 'unknown',
      lack: lackOf(debtor, channel),
    })),
    preference:
      preferredChannel === null
        ? null
        : {
            channel: preferredChannel,
            from: preferredFrom,
            to: preferredTo,
            since: preferenceAt === null ? null : localDateOf(preferenceAt, zone),
          },
    lastReply: lastReplyAt === null ? null : whenOf(lastReplyAt, zone),
    balances: [...balances],
    accounts: debtor.accounts.map((account) => accountOf(account, today)),
  };
}

/** A part of what happened to a debtor, newest first. Throws Refused for an unknown debtor, and an account that is not theirs. */
export async function debtorTimeline(db: Sql, workspace: WorkspaceStanding, externalId: string, query: TimelineQuery): Promise<Timeline> {
  const { shard, debtor } = await find(db, workspace, externalId);
  const account = query.account === undefined ? null : debtor.accounts.find((one) => one.externalId === query.account);
  if (account === undefined) throw new Refused(404, 'not-found');
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const place = { workspaceId: workspace.id, shard, id: debtor.id };
  const rows = await timelineRows(db, place, account?.id ?? null, nowIn(workspace), after, TIMELINE_PAGE + 1);
  const page = rows.slice(0, TIMELINE_PAGE);
  const steps = page.flatMap(({ body }) => ('versionId' in body ? [body] : []));
  const nodes = await frozenNodes(db, [...new Set(steps.map(({ versionId }) => versionId))], [...new Set(steps.map(({ node }) => node))]);
  const last = page.at(-1);
  const entries = page.map((row) => entryOf(row, { shard, debtor, nodes }));
  const isRuled = entries.some((entry) => 'why' in entry && entry.why !== null && rulesNamed(entry.why).length > 0);
  const rules = isRuled ? await namedRules(db, workspace.id) : NO_RULES;
  return {
    entries: entries.map((entry) => ('why' in entry && entry.why ? { ...entry, why: withRules(entry.why, rules) } : entry)),
    next: rows.length > TIMELINE_PAGE && last ? writeCursor(last) : null,
  };
}

async function find(db: Sql, workspace: WorkspaceStanding, externalId: string): Promise<{ shard: number; debtor: DebtorWhole }> {
  const shard = shardOf(workspace, externalId);
  const debtor = await debtorWhole(db, workspace.id, shard, nowIn(workspace), externalId);
  if (!debtor) throw new Refused(404, 'not-found');
  return { shard, debtor };
}

function accountOf(account: AccountRow, today: string): DebtorAccount {
  const { externalId, product, currency, balance, surplus, dueDate, status, promiseDate, promiseAmount, promisePaid } = account;
  const promise = promiseDate === null ? null : { date: promiseDate, amount: promiseAmount ?? 0, paid: promisePaid ?? 0 };
  // What is settled is in no heat, however long ago it was due.
  const isOpen = balance > 0 && status !== 'paid' && status !== 'cancelled';
  return { externalId, product, currency, balance, surplus, dueDate, status, promise, ...heatOf(isOpen ? dueDate : null, today) };
}

/** Where a day stands towards a due date, and in which band. */
function heatOf(dueDate: string | null, date: string) {
  if (dueDate === null) return { day: null, bucket: null };
  const day = daysBetween(dueDate, date);
  return { day, bucket: bucketOf(day) };
}

function whenOf(at: Instant, zone: string) {
  return { at: formatInstant(at), ...localClock(at, zone) };
}

interface Around {
  readonly shard: number;
  readonly debtor: DebtorWhole;
  readonly nodes: readonly FrozenNode[];
}

function entryOf(row: TimelineRow, around: Around): TimelineEntry {
  const { debtor, nodes, shard } = around;
  const { zone } = debtor;
  const when = whenOf(row.at, zone);
  const base = { key: row.key, when };
  const account = (id: string | null) => debtor.accounts.find((one) => one.id === id);
  const about = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const one = account(id);
      return one ? [{ externalId: one.externalId, ...heatOf(one.dueDate, when.date) }] : [];
    });
  const nodeOf = (body: { versionId: number; node: string }) =>
    nodes.find(({ versionId, node }) => versionId === body.versionId && node === body.node);
  switch (row.kind) {
    case 'contact': {
      const { enrollmentId, seq, channel, status, reason, topic, accountIds, preview, journey, trace } = row.body;
      const contact = { channel, status, reason, topic, accounts: accountIds.length };
      return {
        ...base,
        kind: 'contact',
        contact: `${shard}-${enrollmentId}-${seq}`,
        channel,
        status,
        accounts: about(accountIds),
        preview,
        why: whyOf(nodeOf(row.body), { journey, zone, contact }, trace),
      };
    }
    case 'withheld': {
      const node = nodeOf(row.body);
      const why = whyOf(node, { journey: row.body.journey, zone, contact: null }, row.body.trace);
      return { ...base, kind: 'withheld', accounts: about([row.body.accountId]), node: node?.label ?? row.body.node, why };
    }
    case 'event':
      return { ...base, ...eventOf(row.body, account(row.body.accountId)) };
    case 'task': {
      const { accountId, kind, queue, status, outcome, node } = row.body;
      const name = account(accountId)?.externalId ?? '';
      return { ...base, kind: 'task', account: name, task: kind, queue, node: nodeOf(row.body)?.label ?? node, status, outcome };
    }
    case 'call': {
      const { accountId, node, ...call } = row.body;
      const name = account(accountId)?.externalId ?? '';
      return { ...base, kind: 'call', account: name, node: nodeOf(row.body)?.label ?? node, call: callStanding(call) };
    }
    case 'arm':
      return { ...base, ...armOf(row.body, nodeOf(row.body)), account: account(row.body.accountId)?.externalId ?? '' };
    case 'place':
      return { ...base, ...placeOf(row.body, nodeOf(row.body)), account: account(row.body.accountId)?.externalId ?? '' };
    case 'entered': {
      const { accountId, journey } = row.body;
      return { ...base, kind: 'run', account: account(accountId)?.externalId ?? '', journey, hasLeft: false, outcome: null, why: null };
    }
    case 'left': {
      const { accountId, journey, outcome, trace } = row.body;
      const name = account(accountId)?.externalId ?? '';
      const why = whyOf(nodeOf(row.body), { journey, zone, contact: null }, trace);
      return { ...base, kind: 'run', account: name, journey, hasLeft: true, outcome, why };
    }
  }
}

const armWhySchema = z.object({ explored: z.boolean(), version: z.number().int(), day: z.string().nullable() });
const armsSchema = z.object({ arms: z.array(z.object({ id: z.string(), label: z.string().optional() })) });

/** Which arm, by the name that its version gives it, and by what it was chosen. */
function armOf({ arm, node, isRewarded, detail }: Extract<TimelineRow, { kind: 'arm' }>['body'], frozen: FrozenNode | undefined) {
  const read = armWhySchema.safeParse(keptWhy(detail));
  const { explored, version, day } = read.success ? read.data : { explored: false, version: 0, day: null };
  const named = armsSchema.safeParse(frozen?.config);
  const label = named.success ? named.data.arms.find(({ id }) => id === arm)?.label : undefined;
  return {
    kind: 'arm' as const,
    node: frozen?.label ?? node,
    arm: label || arm,
    isExplored: explored,
    version,
    day: version === 0 ? null : day,
    isRewarded,
  };
}

const placeWhySchema = z
  .object({
    pool: z.string(),
    day: z.string(),
    rank: z.number().int(),
    requests: z.number().int(),
    places: z.number().int(),
    deadlineDays: z.number(),
  })
  .partial();

/** Which place of which pool's day, or after how many days without one. */
function placeOf({ node, detail }: Extract<TimelineRow, { kind: 'place' }>['body'], frozen: FrozenNode | undefined) {
  const read = placeWhySchema.safeParse(keptWhy(detail));
  const { pool = '', day, rank, requests, places, deadlineDays } = read.success ? read.data : {};
  const isGiven = day !== undefined && rank !== undefined && requests !== undefined && places !== undefined;
  return {
    kind: 'place' as const,
    node: frozen?.label ?? node,
    pool,
    given: isGiven ? { day, rank, requests, places } : null,
    deadlineDays: deadlineDays ?? null,
  };
}

function whyOf(
  node: FrozenNode | undefined,
  around: Pick<Decided, 'journey' | 'zone' | 'contact'>,
  trace: readonly { outcome: string; reason: string | null; detail: string | null }[] | null,
) {
  if (!node) return null;
  const steps = (trace ?? []).map((step) => ({ ...step, why: keptWhy(step.detail) }));
  return explain({ ...around, node: { id: node.node, label: node.label, config: node.config }, trace: steps });
}

/** What a screen shows of an event; a payload that holds something else than data.md says shows nothing of it. */
function eventOf({ type, payload }: Extract<TimelineRow, { kind: 'event' }>['body'], account: AccountRow | undefined) {
  const text = (...names: string[]) => {
    const found = names.map((name) => payload[name]).find((value) => typeof value === 'string');
    return typeof found === 'string' ? found : null;
  };
  return {
    kind: 'event' as const,
    type,
    account: account?.externalId ?? null,
    currency: account?.currency ?? null,
    amount: typeof payload.amount === 'number' ? payload.amount : null,
    date: text('date', 'dueDate'),
    channel: text('channel'),
    from: text('from'),
    to: text('to'),
    // Of an account that a full file lacked: that file.
    word: type === 'account.cancelled' && payload.source === 'absent' ? text('file') : text('status', 'outcome', 'answer'),
    text: text('text'),
  };
}

function writeCursor({ at, key }: TimelinePlace): string {
  return Buffer.from(`${at}.${key}`).toString('base64url');
}

function readCursor(cursor: string): TimelinePlace {
  const [, at, key] = /^(-?\d{1,14})\.([\w-]{1,120})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!at || !key)
    throw new Refused(400, 'bad-request', [{ path: '$.cursor', message: 'No page begins here. Use the cursor of an answer, or none.' }]);
  return { at: Number(at), key };
}
