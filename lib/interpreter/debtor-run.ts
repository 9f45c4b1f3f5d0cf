import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import type { OpeningHour } from '#lib/journey/pools.ts';
import { withReward } from '#lib/learning/showing.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { looksAt, nextDue } from './debtor-agenda.ts';
import type { ArmShowing, DebtorLog, PaidNote, SimulatedContact, UnderWay } from './debtor-log.ts';
import { stepName, type TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import type { Gathering, GivenPlaces, Told } from './gathering.ts';
import { lastLook, waitsFor } from './last-look.ts';
import type { Outside, Reaction } from './outside.ts';
import { type PoolRequest, type PoolTerms, requestsOf } from './places.ts';
import { turn } from './turn.ts';
import type { ChangedContact, OpenedTask, PendingEvent, ShownArm, TurnInput, TurnResult, TurnSetting, World } from './world.ts';
import { recordOf, worldAfter } from './world-after.ts';

/**
 * What surrounds every turn of a run, whenever it is. `outside`: people who answer; without it only the events happen. `opening`:
 * when the places of pools are given; without it nobody is given one.
 */
export type Surroundings = Omit<TurnSetting, 'now'> & { readonly outside?: Outside; readonly opening?: OpeningHour };

const NOT_UNDER_WAY: UnderWay = { look: 'all', ended: [], tasks: [], shown: [] };

/** One debtor under way on a virtual clock. */
export class DebtorRun {
  /** When something is due next; undefined before anybody asked. */
  #next: Instant | null | undefined;
  /** The instant whose steps are done and whose contacts are not sent. */
  #unsent: Instant | null = null;
  #told: Told | null = null;
  #shown: readonly ArmShowing[];
  #world: World;
  #until: Instant;
  readonly #surroundings: Surroundings;
  readonly #pending: PendingEvent[];
  #reactions: readonly Reaction[];
  /** What the debtor was told before the run, and what it told them. */
  #earlier: readonly ContactRecord[];
  readonly #contacts: Map<string, SimulatedContact>;
  readonly #tasks: OpenedTask[];
  readonly #enrollments: Map<string, Enrollment>;
  readonly #stood: number;
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
    this.#contacts = new Map(log.contacts.map((contact) => [stepName(contact.key), contact]));
    this.#earlier = log.world.contacts.filter((record) => !this.#contacts.has(stepName(record)));
    this.#shown = log.shown;
    this.#tasks = [...log.tasks];
    this.#enrollments = new Map(log.enrollments.map((enrollment) => [enrollment.id, enrollment]));
    this.#stood = log.stood;
    this.#trace = [...log.trace];
    this.#paid = [...log.paid];
  }

  /** A debtor at `from`, when the steps of that instant are done. */
  static begin(
    start: World,
    events: readonly PendingEvent[],
    from: Instant,
    surroundings: Surroundings,
    { look, ended, tasks, shown }: UnderWay = NOT_UNDER_WAY,
  ): DebtorRun {
    const nothing = { contacts: [], tasks: [], trace: [], paid: [], pending: [], reactions: [] };
    const enrollments = [...start.enrollments, ...ended];
    const stands = { enrollments, stood: enrollments.length, shown, world: start, until: from };
    const run = new DebtorRun({ ...nothing, ...stands }, events, surroundings);
    const { outside } = surroundings;
    run.expect(outside?.begin?.(start) ?? []);
    for (const task of tasks) run.expect(outside?.asked?.(task, start, from) ?? []);
    run.#step(from, look);
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
    if (this.#unsent !== null && this.#unsent <= to) this.#send();
    for (let next = this.#nextDue(); next !== null && next <= to; next = this.#nextDue()) {
      this.#step(next, looksAt(this.#world, next));
      this.#send();
    }
    this.#until = Math.max(to, this.#until);
    return this;
  }

  /** Up to a gathering, as far as it wants to find it: at a day before anything of that instant, at an opening when its steps are done and nothing is sent. */
  standAt({ at, kind }: Gathering, told: Told | null = this.#told): this {
    this.goOn(at - 1, told);
    if (kind === 'opening' && this.#nextDue() === at) this.#step(at, looksAt(this.#world, at));
    return this;
  }

  /** What is asked for at an opening at which it stands. */
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
    this.#step(at, 'none');
  }

  /** What has become of the debtor so far. */
  log(): DebtorLog {
    return {
      contacts: [...this.#contacts.values()],
      tasks: this.#tasks,
      trace: this.#trace,
      shown: this.#shown,
      enrollments: [...this.#enrollments.values()],
      stood: this.#stood,
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

  /** The steps of an instant; what they queue is sent by `#send`. */
  #step(now: Instant, look: TurnInput['look']): void {
    const later = this.#pending.findIndex((event) => event.at > now);
    const events = [...this.#pending.splice(0, later < 0 ? this.#pending.length : later), ...this.#reactionsOf(now)];
    this.#accept(turn(this.#world, { events, look }, this.#settingAt(now)), now);
    this.#unsent = now;
    this.#until = Math.max(now, this.#until);
    this.#next = undefined;
  }

  /** The rest of an instant whose steps are done: the dispatch, and what it lets the journeys hear. */
  #send(): void {
    const now = this.#unsent;
    if (now === null) return;
    const setting = this.#settingAt(now);
    let events = this.#dispatch(setting);
    while (events.length > 0 || this.#hasReleased) {
      this.#accept(turn(this.#world, { events, look: 'none' }, setting), now);
      this.#hasReleased = false;
      events = this.#dispatch(setting);
    }
    this.#unsent = null;
    this.#next = undefined;
  }

  #settingAt(now: Instant): TurnSetting {
    return { ...this.#surroundings, ...(this.#told ? { models: this.#told.models } : {}), now };
  }

  #nextDue(): Instant | null {
    if (this.#next === undefined) {
      const comes = { pending: this.#pending, reactions: this.#reactions };
      this.#next = nextDue(this.#world, comes, this.#surroundings.versions, this.#until);
    }
    return this.#next;
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
    for (const contact of result.newContacts) this.#contacts.set(stepName(contact.key), { ...contact, debtorId });
    for (const change of result.changedContacts) this.#change(change);
    this.#trace.push(...result.trace);
    this.#tasks.push(...result.openedTasks);
    this.#learn(result);
    for (const { state } of result.accounts) this.#notePaid(state, now);
    if (result.reported.length > 0) this.#earlier = [...this.#earlier, ...result.reported];
    const isTelling = result.newContacts.length + result.changedContacts.length + result.reported.length > 0;
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
      const contact = this.#contacts.get(stepName(record));
      if (contact?.status === 'queued') heard.push(...this.#hand(contact, setting.now));
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

  #hand(contact: SimulatedContact, now: Instant): PendingEvent[] {
    const sent: SimulatedContact = { ...contact, status: 'sent' };
    this.#contacts.set(stepName(contact.key), sent);
    this.expect(this.#surroundings.outside?.told?.(sent, this.#world, now) ?? []);
    return sentEvents(contact, now);
  }

  #change(change: ChangedContact): void {
    const contact = this.#contacts.get(stepName(change.key));
    if (contact) this.#contacts.set(stepName(change.key), { ...contact, ...change });
  }

  /** The contacts as policies see them: cancelled ones left out. */
  #records(): ContactRecord[] {
    const made = [...this.#contacts.values()].flatMap(recordOf);
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
