import 'server-only';
import { isLocalDate, localDateOf, plusDays } from '#lib/base/civil.ts';
import type { Instant, LocalDate } from '#lib/base/instant.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { advanceContact } from '#lib/db/queries/answers.ts';
import { frozenNodes } from '#lib/db/queries/journeys.ts';
import { type OfferRow, offerAnswer, offerByLink, offerEventId } from '#lib/db/queries/offers.ts';
import { ACCEPTED, DECLINED, type OfferConfig, offerNode } from '#lib/journey/nodes/offer.ts';
import { type AccountTerms, lastPromiseDay, termsOf } from '#lib/journey/offer-terms.ts';
import { holdShards } from '#lib/portfolio/agenda.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { type PortfolioWorkspace, readWorkspace } from '#lib/portfolio/workspace.ts';
import { shardOfLink } from '#lib/runner/offer-link.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { runsAtRest } from '#lib/runner/runs-at-rest.ts';
import { settleClock } from './answers.ts';

/** How an offer stands for the person it was made to. `resting`: something else is being settled first, a dispute or a promise. */
export type OfferState = 'open' | 'accepted' | 'declined' | 'expired' | 'paid' | 'withdrawn' | 'resting';

/** An account of an offer with what it means for it; null terms: nothing is owed any more, or the journey waits no longer. */
export interface OfferedLine {
  readonly externalId: string;
  readonly product: string | null;
  readonly currency: string;
  readonly balance: number;
  readonly terms: AccountTerms | null;
}

/** An offer as its page shows it. */
export interface OfferView {
  readonly state: OfferState;
  readonly kind: OfferConfig['terms']['kind'];
  readonly company: string;
  readonly name: string | null;
  /** The debtor's, else the workspace's. */
  readonly language: string;
  readonly country: string | null;
  readonly today: LocalDate;
  /** The last civil day on which it can be answered. */
  readonly lastDay: LocalDate;
  /** Of an offer of a promise: the last day for which one may be given. */
  readonly lastPromiseDay: LocalDate;
  /** The day that was promised. */
  readonly promised: LocalDate | null;
  readonly accounts: readonly OfferedLine[];
}

/** What the person answers. */
export type OfferReply = { readonly kind: 'accept'; readonly date: string | null } | { readonly kind: 'decline' };

/** What became of the reply. */
export type OfferOutcome = 'taken' | 'closed' | 'bad-date' | 'none';

/** All that is known of an offer at one instant. */
interface Known {
  readonly offer: OfferRow;
  readonly config: OfferConfig;
  readonly workspace: PortfolioWorkspace;
  readonly now: Instant;
  readonly view: OfferView;
}

/** The offer that a link leads to; null where it leads nowhere. Looking changes nothing, since chats open links on their own. */
export async function readOffer(db: Database, link: string): Promise<OfferView | null> {
  const known = await knownOffer(db, link);
  return known?.view ?? null;
}

/**
 * Answers an offer for the person, once: whoever comes second, by a second click or another tab, finds it answered. What it means
 * are events of data.md; the journeys hear them in the next turn, in a test workspace before this answers.
 */
export async function replyToOffer(db: Database, link: string, reply: OfferReply): Promise<OfferOutcome> {
  const before = await knownOffer(db, link);
  if (!before) return 'none';
  const { workspace, offer } = before;
  const stored = await db.transaction(async (tx) => {
    // First the shard: of two replies the second waits, and finds the first.
    await holdShards(tx, workspace.id, [offer.shard]);
    const known = await knownOffer(tx, link);
    if (known?.view.state !== 'open') return { outcome: 'closed', at: null } as const;
    if (reply.kind === 'accept' && known.view.kind === 'promise' && !isPromiseDay(reply.date, known.view))
      return { outcome: 'bad-date', at: null } as const;
    const events = eventsOf(reply, known).map((event, index) => ({ ...event, externalId: offerEventId(offer, index) }));
    const { refused } = await storeEvents(tx, workspace, events, known.now);
    if (refused[0]) throw new Error(`the answer to an offer was refused: ${refused[0].reason}`);
    await advanceContact(tx, workspace.id, offer.shard, offer, 'answered');
    return { outcome: 'taken', at: known.now } as const;
  });
  if (stored.at !== null && workspace.mode === 'test') await settleClock(createRunner(db), workspace.id, stored.at);
  return stored.outcome;
}

async function knownOffer(sql: Sql, link: string): Promise<Known | null> {
  const shard = shardOfLink(link);
  const offer = shard === null ? null : await offerByLink(sql, shard, link);
  if (!offer) return null;
  const [frozen] = await frozenNodes(sql, [offer.versionId], [offer.node]);
  const read = offerNode.config.safeParse(frozen?.config);
  if (!read.success) return null;
  const config = read.data;
  const workspace = await readWorkspace(sql, offer.workspaceId);
  const now = workspace.clockAt ?? Date.now();
  const answered = await offerAnswer(sql, offer);
  const expiresAt = plusDays(offer.queuedAt, config.validDays, offer.zone);
  const today = localDateOf(now, offer.zone);
  const owed = offer.accounts.filter((account) => account.balance > 0 && account.status !== 'paid');
  const waiting = owed.filter((account) => account.isWaiting);
  const resting =
    answered || waiting.length === 0 ? null : await runsAtRest({ db: sql, compiled: new Map() }, offer.shard, offer.debtorId, now);
  const open = waiting.filter((account) => !resting?.has(account.enrollmentId));
  const state = stateOf({
    answer: answered?.answer ?? null,
    status: offer.status,
    owed: owed.length,
    waiting: waiting.length,
    open: open.length,
    isOver: now >= expiresAt,
  });
  const shown = state === 'accepted' ? owed : open;
  const view: OfferView = {
    state,
    kind: config.terms.kind,
    company: workspace.name,
    name: offer.name,
    language: offer.language ?? workspace.language,
    country: offer.country ?? workspace.country,
    today,
    lastDay: localDateOf(expiresAt - 1, offer.zone),
    lastPromiseDay: lastPromiseDay(config.terms, today),
    promised: answered?.date ?? null,
    accounts: offer.accounts.map((account) => ({
      externalId: account.externalId,
      product: account.product,
      currency: account.currency,
      balance: account.balance,
      terms: shown.includes(account)
        ? termsOf(
            config.terms,
            { id: account.id, currency: account.currency, balanceMinor: account.balance },
            answered ? localDateOf(answered.at, offer.zone) : today,
          )
        : null,
    })),
  };
  return { offer, config, workspace, now, view };
}

interface Standing {
  readonly answer: string | null;
  readonly status: string;
  readonly owed: number;
  readonly waiting: number;
  readonly open: number;
  readonly isOver: boolean;
}

const UNTOLD: readonly string[] = ['queued', 'cancelled', 'failed'];

/** What was answered stays answered, also when the money has come or the days are over. */
function stateOf({ answer, status, owed, waiting, open, isOver }: Standing): OfferState {
  if (answer === 'accepted' || answer === 'declined') return answer;
  if (owed === 0) return 'paid';
  if (UNTOLD.includes(status)) return 'withdrawn';
  if (isOver) return 'expired';
  if (waiting === 0) return 'withdrawn';
  return open === 0 ? 'resting' : 'open';
}

function isPromiseDay(date: string | null, { today, lastPromiseDay: last }: OfferView): date is LocalDate {
  return date !== null && isLocalDate(date) && date >= today && date <= last;
}

/** That the message was replied to, then for each account what was said. */
function eventsOf(reply: OfferReply, { offer, config, view, now }: Known): readonly EventInput[] {
  const { channel, node, topic, template, debtor } = offer;
  const date = reply.kind === 'accept' && config.terms.kind === 'promise' ? reply.date : null;
  const answer = reply.kind === 'accept' ? 'accepted' : 'declined';
  const replied = { channel, node, topic, answer, ...(date === null ? {} : { date }) };
  const accounts = view.accounts.filter(({ terms }) => terms !== null);
  return [
    { type: 'contact.replied', at: now, debtor, payload: replied },
    ...accounts.map(({ externalId, balance }): EventInput => {
      if (date !== null) return { type: 'promise.made', at: now, debtor, account: externalId, payload: { date, amount: balance } };
      return {
        type: reply.kind === 'accept' ? ACCEPTED : DECLINED,
        at: now,
        debtor,
        account: externalId,
        payload: { template, terms: config.terms.kind },
      };
    }),
  ];
}
