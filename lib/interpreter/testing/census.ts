import { compilePredicate } from '#lib/facts/predicate.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { DebtorLog } from '../simulate-debtor.ts';
import type { Case, CaseDebtor } from './any-case.ts';
import { TO } from './any-portfolio.ts';
import { factsAt, promisesKept } from './oracle.ts';

/** What random stories are there for: each must occur in a share of them, or the properties say little. */
const SIGHTS = [
  'entry',
  'message',
  'offer',
  'offer answered',
  'task',
  'wait',
  'waitEvent',
  'split',
  'experiment',
  'update',
  'webhook',
  'handover',
  'exit',
  'loop',
  'contact sent',
  'contact for two accounts',
  'payment at a step’s instant',
  'missed step',
  'late event',
  'disordered events',
  'events at one instant',
  'suspension',
  'exit by rule',
  'event heard',
  'promise kept',
  'promise broken',
  'second run',
  'duplicate',
  'unreachable',
  'deferral',
  'no due date',
  'account that begins later',
  'clock change',
] as const;
type Sight = (typeof SIGHTS)[number];

/** Counts in how many stories a thing occurred. */
export class Census {
  #stories = 0;
  readonly #counts = new Map<Sight, number>();

  add(story: Case, logs: readonly DebtorLog[]): void {
    this.#stories++;
    for (const sight of new Set(sightsOf(story, logs))) this.#counts.set(sight, (this.#counts.get(sight) ?? 0) + 1);
  }

  /** Each thing with the share of stories in which it occurred, in percent. */
  shares(): ReadonlyMap<string, number> {
    return new Map(SIGHTS.map((sight) => [sight, Math.round(((this.#counts.get(sight) ?? 0) / Math.max(1, this.#stories)) * 100)]));
  }

  toString(): string {
    return `${this.#stories} stories: ${[...this.shares()].map(([sight, percent]) => `${sight} ${percent} %`).join(', ')}`;
  }
}

function* sightsOf({ document, debtors }: Case, logs: readonly DebtorLog[]): Generator<Sight> {
  const typeOf = new Map(document.nodes.map(({ id, type }) => [id, type]));
  for (const [index, log] of logs.entries()) {
    const debtor = debtors[index];
    if (debtor) yield* ofStorm(debtor);
    yield* ofContacts(log);
    for (const step of log.trace) yield* ofStep(step, typeOf.get(step.node));
    if (log.trace.some(({ outcome }) => outcome === 'accepted' || outcome === 'declined')) yield 'offer answered';
    for (const run of log.enrollments) {
      if (Object.values(run.visits ?? {}).some((visits) => visits > 1)) yield 'loop';
      if (run.run > 1) yield 'second run';
    }
    if (debtor?.world.accounts.some(({ state }) => promisesKept(debtor, state.id, TO) > 0)) yield 'promise kept';
    if (debtor && isSuspendedOnce(document, debtor, log)) yield 'suspension';
    const payments = debtor?.arrivals.filter(({ event, arrivesAt }) => event.type === 'payment.received' && arrivesAt === event.at) ?? [];
    const stepped = (accountId: string | null, at: number) =>
      log.trace.some((step) => step.accountId === accountId && step.at === at && typeOf.get(step.node) === 'message');
    if (payments.some(({ event }) => stepped(event.accountId, event.at))) yield 'payment at a step’s instant';
  }
}

/** True where the suspension holds just after some event of a run under way. */
function isSuspendedOnce({ suspendWhen }: JourneyDocument, debtor: CaseDebtor, { enrollments }: DebtorLog): boolean {
  if (!suspendWhen) return false;
  const holds = compilePredicate(suspendWhen);
  return enrollments.some(({ accountId, enteredAt, endedAt }) =>
    debtor.arrivals.some(({ arrivesAt }) => {
      const isUnderWay = arrivesAt >= enteredAt && arrivesAt < Math.min(endedAt ?? TO, TO);
      return isUnderWay && holds(factsAt(debtor, accountId, arrivesAt));
    }),
  );
}

function* ofStep({ outcome, reason, why }: DebtorLog['trace'][number], type: Sight | undefined): Generator<Sight> {
  if (type) yield type;
  if (reason === 'missed' || reason === 'unreachable' || reason === 'duplicate') yield reason === 'missed' ? 'missed step' : reason;
  if (why && 'deferred' in why) yield 'deferral';
  if (why && 'rule' in why && outcome === 'exit') yield 'exit by rule';
  if (why && 'event' in why) yield 'event heard';
}

function* ofContacts({ contacts, world }: DebtorLog): Generator<Sight> {
  if (contacts.some(({ status }) => status === 'sent')) yield 'contact sent';
  if (contacts.some(({ accountIds }) => accountIds.length > 1)) yield 'contact for two accounts';
  if (world.accounts.some(({ state }) => state.brokenPromises > 0)) yield 'promise broken';
}

function* ofStorm({ arrivals, world }: Case['debtors'][number]): Generator<Sight> {
  if (arrivals.some(({ event, arrivesAt }) => arrivesAt > event.at)) yield 'late event';
  const heard = arrivals.toSorted((a, b) => a.arrivesAt - b.arrivesAt);
  if (heard.some(({ event }, index) => (heard[index - 1]?.event.at ?? event.at) > event.at)) yield 'disordered events';
  if (new Set(arrivals.map(({ event }) => event.at)).size < arrivals.length) yield 'events at one instant';
  if (world.accounts.some(({ state }) => state.dueDate === null)) yield 'no due date';
  if (world.accounts.some(({ state }) => (state.openedAt ?? 0) > Date.UTC(2026, 2, 2, 5))) yield 'account that begins later';
  if (world.debtor.state.zone !== 'America/Bogota') yield 'clock change';
}
