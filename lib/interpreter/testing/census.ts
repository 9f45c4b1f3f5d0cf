import { compilePredicate } from '#lib/facts/predicate.ts';
import type { JourneyDocument } from '#lib/journey/document.ts';
import type { DebtorLog } from '../debtor-log.ts';
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
  'bestAction',
  'update',
  'webhook',
  'capacity',
  'place given',
  'no place',
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
  'denied by a rule',
  'deferred past its day',
  'rule of a subdivision',
  'rule of the house',
  'told before the story',
  'handed over',
  'moved',
  'business days',
  'due date moved',
  'payment reversed',
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

function* sightsOf({ journeys, debtors }: Case, logs: readonly DebtorLog[]): Generator<Sight> {
  const types = journeys.map(({ nodes }) => new Map(nodes.map((node) => [node.id, node])));
  for (const [index, log] of logs.entries()) {
    const debtor = debtors[index];
    const journeyOf = new Map(log.enrollments.map(({ id, journeyId }) => [id, journeyId]));
    const nodeOf = (step: DebtorLog['trace'][number]) => types[(journeyOf.get(step.enrollmentId) ?? 0) - 1]?.get(step.node);
    if (debtor) yield* ofStorm(debtor, log);
    yield* ofContacts(log);
    for (const step of log.trace) yield* ofStep(step, nodeOf(step));
    if (log.trace.some(({ outcome }) => outcome === 'accepted' || outcome === 'declined')) yield 'offer answered';
    for (const run of log.enrollments) {
      if (Object.values(run.visits ?? {}).some((visits) => visits > 1)) yield 'loop';
      if (run.run > 1) yield 'second run';
      if (run.outcome === 'moved') yield 'moved';
      if (
        log.trace.some(
          ({ why, at, accountId }) =>
            at === run.enteredAt && accountId === run.accountId && isHandedTo(why, journeys[run.journeyId - 1]?.key),
        )
      )
        yield 'handed over';
    }
    if (debtor?.world.accounts.some(({ state }) => promisesKept(debtor, state.id, TO) > 0)) yield 'promise kept';
    for (const [place, document] of journeys.entries()) {
      const runs = log.enrollments.filter(({ journeyId }) => journeyId === place + 1);
      if (debtor && isSuspendedOnce(document, debtor, runs)) yield 'suspension';
    }
    const payments = debtor?.arrivals.filter(({ event, arrivesAt }) => event.type === 'payment.received' && arrivesAt === event.at) ?? [];
    const stepped = (accountId: string | null, at: number) =>
      log.trace.some((step) => step.accountId === accountId && step.at === at && nodeOf(step)?.type === 'message');
    if (payments.some(({ event }) => stepped(event.accountId, event.at))) yield 'payment at a step’s instant';
  }
}

function isHandedTo(why: DebtorLog['trace'][number]['why'], key: string | undefined): boolean {
  return why !== null && 'journey' in why && why.journey === key;
}

/** True where the suspension holds just after some event of a run under way. */
function isSuspendedOnce({ suspendWhen }: JourneyDocument, debtor: CaseDebtor, enrollments: DebtorLog['enrollments']): boolean {
  if (!suspendWhen) return false;
  const holds = compilePredicate(suspendWhen);
  return enrollments.some(({ accountId, enteredAt, endedAt }) =>
    debtor.arrivals.some(({ arrivesAt }) => {
      const isUnderWay = arrivesAt >= enteredAt && arrivesAt < Math.min(endedAt ?? TO, TO);
      return isUnderWay && holds(factsAt(debtor, accountId, arrivesAt));
    }),
  );
}

function* ofStep(
  { outcome, reason, why }: DebtorLog['trace'][number],
  node: JourneyDocument['nodes'][number] | undefined,
): Generator<Sight> {
  if (node) yield node.type;
  if (node && JSON.stringify(node.config).includes('businessDays')) yield 'business days';
  if (reason?.startsWith('denied:')) yield 'denied by a rule';
  if (reason?.startsWith('deferred:')) yield 'deferred past its day';
  const rule = reason?.split(':')[1] ?? (why && 'deferred' in why ? String(why.deferred) : '');
  if (/^(US-MA|BR-RJ|BR-AM)-/.test(rule)) yield 'rule of a subdivision';
  if (rule.startsWith('HOUSE-')) yield 'rule of the house';
  if (reason === 'missed' || reason === 'unreachable' || reason === 'duplicate') yield reason === 'missed' ? 'missed step' : reason;
  if (node?.type === 'capacity' && outcome !== 'exit') yield outcome === 'granted' ? 'place given' : 'no place';
  if (why && 'deferred' in why) yield 'deferral';
  if (why && 'rule' in why && outcome === 'exit') yield 'exit by rule';
  if (why && 'event' in why) yield 'event heard';
}

function* ofContacts({ contacts, world }: DebtorLog): Generator<Sight> {
  if (contacts.some(({ status }) => status === 'sent')) yield 'contact sent';
  if (contacts.some(({ accountIds }) => accountIds.length > 1)) yield 'contact for two accounts';
  if (world.accounts.some(({ state }) => state.brokenPromises > 0)) yield 'promise broken';
}

function* ofStorm({ arrivals, world }: Case['debtors'][number], { enrollments }: DebtorLog): Generator<Sight> {
  if (world.contacts.length > 0) yield 'told before the story';
  const isUnderWay = (type: string) =>
    arrivals.some(
      ({ event, arrivesAt }) =>
        event.type === type &&
        enrollments.some((run) => run.accountId === event.accountId && run.enteredAt < arrivesAt && arrivesAt < (run.endedAt ?? TO)),
    );
  if (isUnderWay('due.changed')) yield 'due date moved';
  if (isUnderWay('payment.reversed')) yield 'payment reversed';
  if (arrivals.some(({ event, arrivesAt }) => arrivesAt > event.at)) yield 'late event';
  const heard = arrivals.toSorted((a, b) => a.arrivesAt - b.arrivesAt);
  if (heard.some(({ event }, index) => (heard[index - 1]?.event.at ?? event.at) > event.at)) yield 'disordered events';
  if (new Set(arrivals.map(({ event }) => event.at)).size < arrivals.length) yield 'events at one instant';
  if (world.accounts.some(({ state }) => state.dueDate === null)) yield 'no due date';
  if (world.accounts.some(({ state }) => (state.openedAt ?? 0) > Date.UTC(2026, 2, 2, 5))) yield 'account that begins later';
  if (world.debtor.state.zone !== 'America/Bogota') yield 'clock change';
}
