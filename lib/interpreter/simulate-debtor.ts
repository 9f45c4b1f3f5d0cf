import { localDateOf, nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { type OpeningHour, openingFrom } from '#lib/journey/pools.ts';
import { type Showing, withReward } from '#lib/learning/showing.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import type { TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import { type GivenPlaces, shares, type Told } from './gathering.ts';
import { lastLook, waitsFor } from './last-look.ts';
import type { Outside, Reaction } from './outside.ts';
import { givePlaces, type PoolRequest, type PoolTerms, poolTerms, requestsOf } from './places.ts';
import { turn } from './turn.ts';
import {
  type ChangedContact,
  type NewContact,
  type OpenedTask,
  type PendingEvent,
  runKey,
  type ShownArm,
  type TurnInput,
  type TurnResult,
  type TurnSetting,
  type World,
} from './world.ts';
import { worldAfter } from './world-after.ts';
import { exists } from './world-view.ts';

/** A contact as the simulation leaves it. */
export interface SimulatedContact extends Omit<NewContact, 'status'> {
  readonly debtorId: string;
  readonly status: 'queued' | 'sent' | 'cancelled';
}

/** What was paid on an account in one instant; negative where a payment was taken back. `balance`: what is owed after it. */
export interface PaidNote {
  readonly at: Instant;
  readonly accountId: string;
  readonly currency: string;
  readonly amount: number;
  readonly balance: number;
}

/** An arm that an account was shown, and what came of it. */
export interface ArmShowing extends Showing {
  readonly node: string;
}

/** What became of one debtor, and all that is needed to go on (`resumeDebtor`). */
export interface DebtorLog {
  readonly contacts: readonly SimulatedContact[];
  readonly tasks: readonly OpenedTask[];
  readonly trace: readonly TraceStep[];
  readonly enrollments: readonly Enrollment[];
  /** Arms that the debtor's accounts were shown, and what came of them. */
  readonly shown: readonly ArmShowing[];
  /** In order of time. */
  readonly paid: readonly PaidNote[];
  readonly world: World;
  /** Everything due up to and including this instant has happened. */
  readonly until: Instant;
  /** Events that have not been seen yet. */
  readonly pending: readonly PendingEvent[];
  /** What people still mean to do. */
  readonly reactions: readonly Reaction[];
}

/**
 * What surrounds every turn of a run, whenever it is. `outside`: people who answer; without it only the events happen. `opening`:
 * when the places of pools are given; without it nobody is given one.
 */
export type Surroundings = Omit<TurnSetting, 'now'> & { readonly outside?: Outside; readonly opening?: OpeningHour };

/**
 * One debtor from `from` to `to`, both included, on a virtual clock that jumps from instant to instant at which
 * something is due: the runner's order of things without a database. `events` in order of arrival, past ones included.
 * The provider accepts at once what passes its last look. The debtor has the pools to themselves: where many share them see
 * `simulateTogether`. Pure.
 */
export function simulateDebtor(
  start: World,
  events: readonly PendingEvent[],
  from: Instant,
  to: Instant,
  surroundings: Surroundings,
): DebtorLog {
  return alone(DebtorRun.begin(start, events, from, surroundings), from, to, surroundings).log();
}

/**
 * Goes on from where a log ends up to and including `to`: the same as if it had never stopped. `arrived` are events that
 * came in since, in order of arrival; one that is dated before the log's end is seen a millisecond after it. Pure.
 */
export function resumeDebtor(log: DebtorLog, arrived: readonly PendingEvent[], to: Instant, surroundings: Surroundings): DebtorLog {
  return alone(new DebtorRun(log, arrived, surroundings), log.until + 1, to, surroundings).log();
}

/** On to `to`, with every opening from `first` on, and nobody else who asks for places. */
function alone(run: DebtorRun, first: Instant, to: Instant, { versions, opening: hour }: Surroundings): DebtorRun {
  if (!hour || !shares(versions)) return run.goOn(to);
  const terms = poolTerms(versions);
  for (let at = openingFrom(first, hour); at <= to; at = openingFrom(at + 1, hour)) {
    const requests = run.goOn(at).requests(at, terms);
    const day = localDateOf(at, hour.zone);
    if (requests.length > 0) run.take({ at, day, ...givePlaces(requests, terms, day) });
  }
  return run.goOn(to);
}

/** One debtor under way on a virtual clock. */
export class DebtorRun {
  /** When something is due next; undefined before anybody asked. */
  #next: Instant | null | undefined;
  #told: Told | null = null;
  #shown: readonly ArmShowing[];
  #world: World;
  #until: Instant;
  readonly #surroundings: Surroundings;
  readonly #pending: PendingEvent[];
  #reactions: readonly Reaction[];
  /** What the debtor was told before the run, and what it told them. */
  readonly #earlier: readonly ContactRecord[];
  readonly #contacts: Map<string, SimulatedContact>;
  readonly #tasks: OpenedTask[];
  readonly #enrollments: Map<string, Enrollment>;
  readonly #trace: TraceStep[];
  readonly #paid: PaidNote[];
  #hasReleased = false;

  constructor(log: DebtorLog, arrived: readonly PendingEvent[], surroundings: Surroundings) {
    this.#world = log.world;
    this.#until = log.until;
    this.#surroundings = surroundings;
    // Late ones come first and keep the order in which they came.
    const seenAt = (event: PendingEvent) => Math.max(event.at, log.until);
    this.#pending = [...log.pending, ...arrived].sort((a, b) => seenAt(a) - seenAt(b));
    this.#reactions = log.reactions;
    this.#contacts = new Map(log.contacts.map((contact) => [textOf(contact), contact]));
    this.#earlier = log.world.contacts.filter((record) => !this.#contacts.has(textOf({ key: record })));
    this.#shown = log.shown;
    this.#tasks = [...log.tasks];
    this.#enrollments = new Map(log.enrollments.map((enrollment) => [enrollment.id, enrollment]));
    this.#trace = [...log.trace];
    this.#paid = [...log.paid];
  }

  /** A debtor at `from`, when everything of that instant has happened. */
  static begin(start: World, events: readonly PendingEvent[], from: Instant, surroundings: Surroundings): DebtorRun {
    const nothing = { contacts: [], tasks: [], trace: [], paid: [], shown: [], pending: [], reactions: [] };
    const run = new DebtorRun({ ...nothing, enrollments: start.enrollments, world: start, until: from }, events, surroundings);
    run.expect(surroundings.outside?.begin?.(start) ?? []);
    run.at(from, 'all');
    return run;
  }

  /** Arms shown so far. */
  get showings(): readonly ArmShowing[] {
    return this.#shown;
  }

  /** On to `to`, from instant to instant at which something is due, with what was told to everybody. */
  goOn(to: Instant, told: Told | null = this.#told): this {
    if (told?.opening && told !== this.#told) this.take(told.opening);
    this.#told = told;
    let next = this.#next === undefined ? this.nextAfter(this.#until) : this.#next;
    for (; next !== null && next <= to; next = this.nextAfter(next)) this.at(next, this.looksAt(next));
    this.#next = next;
    this.#until = Math.max(to, this.#until);
    return this;
  }

  /** What is asked for at an opening, once everything of that instant has happened. */
  requests(opening: Instant, terms: ReadonlyMap<string, PoolTerms>): readonly PoolRequest[] {
    return requestsOf(this.#world, terms, opening, { versions: this.#surroundings.versions, now: opening });
  }

  /** The places of the opening at which it stands are given: who got one goes on with it at that instant. Others mean nothing. */
  take({ at, given }: GivenPlaces): void {
    if (!this.#world.enrollments.some((run) => given.has(run.id))) return;
    const enrollments = this.#world.enrollments.map((run) => {
      const place = given.get(run.id);
      return place ? { ...run, place, wakeAt: at } : run;
    });
    this.#world = { ...this.#world, enrollments };
    this.at(at, 'none');
    this.#next = undefined;
  }

  /** What has become of the debtor so far. */
  log(): DebtorLog {
    return {
      contacts: [...this.#contacts.values()],
      tasks: this.#tasks,
      trace: this.#trace,
      shown: this.#shown,
      enrollments: [...this.#enrollments.values()],
      paid: this.#paid,
      world: this.#world,
      until: this.#until,
      pending: this.#pending,
      reactions: this.#reactions,
    };
  }

  /** Notes what people mean to do; what is dated in the past is done at the next instant. */
  expect(reactions: readonly Reaction[]): void {
    if (reactions.length > 0) this.#reactions = [...this.#reactions, ...reactions];
  }

  /** Everything of one instant: the turn, then the dispatch, then what the dispatch lets the journeys hear. */
  at(now: Instant, look: TurnInput['look']): void {
    const later = this.#pending.findIndex((event) => event.at > now);
    const events = [...this.#pending.splice(0, later < 0 ? this.#pending.length : later), ...this.#reactionsOf(now)];
    let input: TurnInput = { events, look };
    do {
      const setting = { ...this.#surroundings, ...(this.#told ? { models: this.#told.models } : {}), now };
      this.#accept(turn(this.#world, input, setting), now);
      this.#hasReleased = false;
      input = { events: this.#dispatch(setting), look: 'none' };
    } while (input.events.length > 0 || this.#hasReleased);
  }

  /** The next instant at which something is due, which a late event is at once; null where nothing ever is. */
  nextAfter(now: Instant): Instant | null {
    const [first] = this.#pending;
    let next = first ? Math.max(first.at, now + 1) : Number.POSITIVE_INFINITY;
    const consider = (at: Instant | null | undefined) => {
      if (typeof at === 'number' && at > now && at < next) next = at;
    };
    for (const { at } of this.#reactions) consider(Math.max(at, now + 1));
    for (const enrollment of this.#world.enrollments) consider(enrollment.wakeAt);
    for (const { state } of this.#world.accounts) {
      consider(state.promise?.breaksAt);
      consider(state.openedAt);
    }
    if (this.#mayEnter(now)) consider(nextDayStart(now, this.#world.debtor.state.zone));
    return Number.isFinite(next) ? next : null;
  }

  /** At the start of a local day every account is looked at; where accounts begin to exist, those. */
  looksAt(now: Instant): TurnInput['look'] {
    if (nextDayStart(now - 1, this.#world.debtor.state.zone) === now) return 'all';
    const opened = this.#world.accounts.filter(({ state }) => state.openedAt === now).map(({ state }) => state.id);
    return opened.length === 0 ? 'none' : new Set(opened);
  }

  /** True where some account that exists could still enter some journey by a segment; one that does not is looked at when it begins to. */
  #mayEnter(now: Instant): boolean {
    const admitting = this.#surroundings.versions.filter((version) => version.admits && !version.paused);
    return this.#world.accounts.some(
      (account) =>
        exists(account, now) &&
        admitting.some(({ journeyId, program }) => {
          const earlier = this.#world.earlierRuns.get(runKey(account.state.id, journeyId));
          return program.entries.some((entry) => entry.event === null && (!earlier || (entry.reentryAfterDays !== null && !earlier.live)));
        }),
    );
  }

  #reactionsOf(now: Instant): readonly PendingEvent[] {
    const due = this.#reactions.filter(({ at }) => at <= now);
    if (due.length === 0) return [];
    this.#reactions = this.#reactions.filter(({ at }) => at > now);
    return due.flatMap((reaction) => reaction.happen(this.#world));
  }

  #accept(result: TurnResult, now: Instant): void {
    const debtorId = this.#world.debtor.state.id;
    for (const enrollment of [...result.moved, ...result.entered]) this.#enrollments.set(enrollment.id, enrollment);
    for (const contact of result.newContacts) this.#contacts.set(textOf(contact), { ...contact, debtorId });
    for (const change of result.changedContacts) this.#change(change);
    this.#trace.push(...result.trace);
    this.#tasks.push(...result.openedTasks);
    this.#learn(result);
    for (const { state } of result.accounts) this.#notePaid(state, now);
    const isTelling = result.newContacts.length + result.changedContacts.length > 0;
    this.#world = { ...worldAfter(this.#world, result), contacts: isTelling ? this.#records() : this.#world.contacts };
    const { outside } = this.#surroundings;
    outside?.turned?.(result);
    for (const task of result.openedTasks) this.expect(outside?.asked?.(task, this.#world, now) ?? []);
  }

  /** Rewards first: a turn hears events before it steps. */
  #learn({ rewards, shown }: TurnResult): void {
    for (const { accountId, ...reward } of rewards) this.#shown = withReward(this.#shown, { ...reward, unit: accountId });
    if (shown.length > 0) this.#shown = [...this.#shown, ...shown.map(showingOf)];
  }

  #notePaid({ id, currency, paidTotal, balance }: AccountState, at: Instant): void {
    const before = this.#world.accounts.find(({ state }) => state.id === id);
    const amount = paidTotal - (before?.state.paidTotal ?? 0);
    if (amount !== 0) this.#paid.push({ at, accountId: id, currency, amount, balance });
  }

  /** Sends what still holds; gives back the events that follow from it, where a journey hears them. */
  #dispatch(setting: TurnSetting): PendingEvent[] {
    const heard: PendingEvent[] = [];
    const queued = this.#world.contacts.filter((record) => record.status === 'queued');
    for (const record of queued) {
      const look = lastLook(record, this.#world, this.#enrollments, setting);
      if (look.change) this.#change(look.change);
      this.#trace.push(...look.trace);
      for (const { enrollmentId } of look.trace) this.#release(enrollmentId, record, setting.now);
      const contact = this.#contacts.get(textOf({ key: record }));
      if (contact?.status === 'queued') heard.push(...this.#send(contact, setting.now));
      this.#world = { ...this.#world, contacts: this.#records() };
    }
    return setting.versions.some((version) => version.program.hearsContacts) ? heard : [];
  }

  /** An offer that was taken back is not waited for. */
  #release(enrollmentId: string, contact: ContactRecord, now: Instant): void {
    const run = this.#enrollments.get(enrollmentId);
    if (!run || !waitsFor(run, contact)) return;
    const released: Enrollment = { ...run, answer: 'failed', wakeAt: now };
    this.#enrollments.set(enrollmentId, released);
    this.#world = { ...this.#world, enrollments: this.#world.enrollments.map((one) => (one.id === enrollmentId ? released : one)) };
    this.#hasReleased = true;
  }

  #send(contact: SimulatedContact, now: Instant): PendingEvent[] {
    const sent: SimulatedContact = { ...contact, status: 'sent' };
    this.#contacts.set(textOf(contact), sent);
    this.expect(this.#surroundings.outside?.told?.(sent, this.#world, now) ?? []);
    return sentEvents(contact, now);
  }

  #change(change: ChangedContact): void {
    const contact = this.#contacts.get(textOf(change));
    if (contact) this.#contacts.set(textOf(change), { ...contact, ...change });
  }

  /** The contacts as policies see them: cancelled ones left out. */
  #records(): ContactRecord[] {
    const made = [...this.#contacts.values()].flatMap(
      ({ key, journeyId, node, channel, topic, queuedAt, status, accountIds, enrollmentIds }) =>
        status === 'cancelled' ? [] : [{ ...key, journeyId, node, channel, topic, queuedAt, status, accountIds, enrollmentIds }],
    );
    return this.#earlier.length === 0 ? made : [...this.#earlier, ...made];
  }
}

function showingOf({ model, arm, context, reward, until, node, accountId: unit, at }: ShownArm): ArmShowing {
  return { model, unit, arm, context, at, reward, until, rewardedAt: null, node };
}

/** What journeys that listen to contacts hear of one that left: an event for each of its accounts. */
export function sentEvents({ channel, node, topic, accountIds }: SimulatedContact, now: Instant): PendingEvent[] {
  return accountIds.map((accountId) => ({ type: 'contact.sent', at: now, payload: { channel, node, topic }, accountId }));
}

function textOf({ key }: { readonly key: { readonly enrollmentId: string; readonly seq: number } }): string {
  return `${key.enrollmentId} ${key.seq}`;
}
