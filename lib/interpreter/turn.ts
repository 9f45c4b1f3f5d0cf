import type { Instant } from '#lib/base/instant.ts';
import { foldedAfterBreak, type PromiseRecord, settlePromise } from '#lib/facts/account-events.ts';
import { concernsDebtor } from '#lib/facts/debtor-events.ts';
import { accountWith, debtorWith, isOfDebtor } from '#lib/facts/fact-write.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import { type Advanced, advance, notice } from './advance.ts';
import { ContactBook, compareText } from './contact-book.ts';
import type { Effect } from './effects.ts';
import { type Enrollment, isStanding } from './enrollment.ts';
import { type EarlierRuns, enter, enterByHandover, isOpenTo, type RunningVersion } from './enter.ts';
import { foldIntoAccount, foldIntoDebtor, withImported } from './fold-world.ts';
import { REPORTED, reportedContact } from './reported-contact.ts';
import { TurnOutbox } from './turn-outbox.ts';
import { type VersionIndex, versionIndex } from './version-index.ts';
import type { View } from './view.ts';
import { type HeardReward, type PendingEvent, runKey, type TurnInput, type TurnResult, type TurnSetting, type World } from './world.ts';
import { exists, type Owed, sumOpenAccounts, viewOf } from './world-view.ts';

/**
 * Everything that happens to one debtor at one instant (journey.md section 3): events in order of arrival, then what
 * the calendar brings, then entries, then steps by account id. Pure; the simulation and the runner both call it, and
 * debtors do not touch each other, so turns of an instant may run in any order.
 */
export function turn(world: World, input: TurnInput, setting: TurnSetting): TurnResult {
  const board = new TurnBoard(world, setting);
  for (const event of input.events) board.take(event);
  board.breakPromises();
  board.admit(input);
  board.step();
  return board.result();
}

type FoldedAccount = World['accounts'][number];

/** The debtor during the turn. Lives for one call of `turn`. */
class TurnBoard {
  readonly #setting: TurnSetting;
  readonly #now: Instant;
  readonly #world: World;
  readonly #versions: VersionIndex;
  #debtor: World['debtor'];
  readonly #accounts = new Map<string, FoldedAccount>();
  readonly #enrollments = new Map<string, Enrollment>();
  readonly #earlier: Map<string, EarlierRuns>;
  readonly #book: ContactBook;
  readonly #outbox: TurnOutbox;
  readonly #touched = new Set<string>();
  readonly #entered = new Set<string>();
  /** The events that woke enrollments in this turn. */
  readonly #wakers = new Map<string, EventFact>();
  /** Entries that events ask for, and accounts whose events make segments look at them. */
  readonly #asking: PendingEvent[] = [];
  readonly #looked = new Set<string>();
  readonly #derived: PendingEvent[] = [];
  readonly #promises = new Map<string, PromiseRecord & { accountId: string }>();
  readonly #handed: Extract<Effect, { kind: 'hand-over' }>[] = [];
  readonly #rewards: HeardReward[] = [];
  #owed: Owed | null = null;

  constructor(world: World, setting: TurnSetting) {
    this.#world = world;
    this.#setting = setting;
    this.#now = setting.now;
    this.#debtor = world.debtor;
    this.#versions = versionIndex(setting.versions);
    for (const account of world.accounts) this.#accounts.set(account.state.id, account);
    for (const enrollment of world.enrollments) this.#enrollments.set(enrollment.id, enrollment);
    this.#earlier = new Map(world.earlierRuns);
    this.#book = new ContactBook(world.contacts, new Map(world.accounts.map(({ state }) => [state.id, state.externalId])));
    this.#outbox = new TurnOutbox(this.#book);
  }

  /** Folds an event in and shows it, and what follows from it, to the enrollments it concerns. */
  take(event: PendingEvent): void {
    this.#report(event);
    if (concernsDebtor(event.type)) this.#debtor = foldIntoDebtor(this.#debtor, event, this.#now);
    const account = event.accountId === null ? undefined : this.#accounts.get(event.accountId);
    let derived: readonly EventFact[] = [];
    if (account) {
      const folded = foldIntoAccount(account, event, this.#debtor.state.zone, this.#now);
      this.#accounts.set(account.state.id, folded.account);
      this.#keepPromises(account.state.id, folded.step.promises);
      this.#owed = null;
      derived = folded.step.derived;
    }
    this.#show(event);
    for (const fact of derived) this.#derive(fact, event.accountId);
  }

  /** Promises whose midnight has come break, and the journeys see it. */
  breakPromises(): void {
    for (const account of this.#accounts.values()) {
      const step = settlePromise(account.state, this.#now);
      if (!step.broke) continue;
      const foldedUntil = Math.max(account.foldedUntil ?? 0, ...step.promises.map(foldedAfterBreak));
      this.#accounts.set(account.state.id, { ...account, state: step.state, foldedUntil });
      this.#keepPromises(account.state.id, step.promises);
      for (const fact of step.derived) this.#derive(fact, account.state.id);
    }
  }

  /** Entries, by account id: each account is looked at with the events that concern it, in order of arrival, then as a segment. */
  admit(input: TurnInput): void {
    for (const account of this.#inOrder()) {
      if (!exists(account, this.#now)) continue;
      const { id } = account.state;
      const isLookedAt = this.#looked.has(id) || input.look === 'all' || (input.look !== 'none' && input.look.has(id));
      const events = this.#asking.filter((event) => event.accountId === null || event.accountId === id);
      if (isLookedAt || events.length > 0) this.#tryToEnter(id, isLookedAt ? [...events, null] : events);
    }
  }

  /** Moves every enrollment that is due or was touched, by account id, then journey. */
  step(): void {
    const due = [...this.#enrollments.values()].filter(
      (one) => one.status === 'live' && (this.#touched.has(one.id) || (one.wakeAt !== null && one.wakeAt <= this.#now)),
    );
    for (const enrollment of due.sort((a, b) => this.#compare(a, b))) this.#advance(enrollment);
    this.#takeOver();
  }

  #advance(enrollment: Enrollment): void {
    const version = this.#versions.byId.get(enrollment.versionId);
    if (!version || version.paused) return;
    const view = this.#view(enrollment.accountId, this.#wakers.get(enrollment.id) ?? null);
    if (view) this.#accept(enrollment, advance(version.program, enrollment, view, this.#now));
    else this.#postpone(enrollment);
  }

  /** Accounts that were handed over begin there after all other steps of the instant; each enters a journey once at most. */
  #takeOver(): void {
    for (let handed = this.#handed.shift(); handed; handed = this.#handed.shift()) {
      const { accountId, journey } = handed;
      const version = this.#setting.versions.find((one) => one.admits && one.program.key === journey);
      const view = this.#view(accountId, null);
      if (!version || !view) continue;
      const earlier = this.#earlier.get(runKey(accountId, version.journeyId)) ?? null;
      const id = () => this.#setting.enrollmentId(accountId, version.journeyId, (earlier?.count ?? 0) + 1);
      const enrollment = enterByHandover(version, view, earlier, id, this.#now);
      if (!enrollment) continue;
      this.#begin(enrollment);
      this.#advance(enrollment);
    }
  }

  #begin(enrollment: Enrollment): void {
    this.#enrollments.set(enrollment.id, enrollment);
    this.#entered.add(enrollment.id);
    const earlier = { count: enrollment.run, live: true, lastEnteredAt: this.#now, lastEndedAt: null };
    this.#earlier.set(runKey(enrollment.accountId, enrollment.journeyId), earlier);
  }

  result(): TurnResult {
    const before = new Map(this.#world.accounts.map((account) => [account.state.id, account]));
    const enrollmentsBefore = new Map(this.#world.enrollments.map((one) => [one.id, one]));
    const enrollments = [...this.#enrollments.values()];
    return {
      debtor: this.#debtor === this.#world.debtor ? null : this.#debtor,
      accounts: [...this.#accounts.values()].filter((account) => account !== before.get(account.state.id)),
      promises: [...this.#promises.values()],
      derivedEvents: this.#derived,
      entered: enrollments.filter((one) => this.#entered.has(one.id)),
      moved: enrollments.filter((one) => !this.#entered.has(one.id) && one !== enrollmentsBefore.get(one.id)),
      rewards: this.#rewards,
      ...this.#outbox.result(),
    };
  }

  /** A contact of another system counts from here on, at its own instant. */
  #report(event: PendingEvent): void {
    const { id } = this.#debtor.state;
    const contact = reportedContact(event, () => this.#setting.enrollmentId(`${id} ${event.at}`, REPORTED, this.#book.records.length));
    if (contact) this.#book.report(contact);
  }

  #derive(fact: EventFact, accountId: string | null): void {
    const event = { ...fact, accountId };
    this.#derived.push(event);
    this.#show(event);
  }

  /** "On every event of the account or its debtor": exit rules, suspension, waits; then entries are asked. */
  #show(event: PendingEvent): void {
    const isContact = event.type.startsWith('contact.');
    const accounts = this.#accountsOf(event);
    for (const account of accounts) if (!isContact) this.#looked.add(account.state.id);
    if (this.#versions.opensDoors.has(event.type)) this.#asking.push(event);
    const concerned = new Set(accounts.map((account) => account.state.id));
    if (this.#versions.hopedFor.has(event.type)) this.#reward(concerned, event);
    for (const enrollment of [...this.#enrollments.values()].sort((a, b) => this.#compare(a, b))) {
      const version = this.#versions.byId.get(enrollment.versionId);
      if (enrollment.status !== 'live' || !concerned.has(enrollment.accountId) || !version) continue;
      if (isContact && !version.program.hearsContacts) continue;
      this.#notice(version, enrollment, event);
    }
  }

  #reward(accountIds: Iterable<string>, { type, at }: PendingEvent): void {
    for (const accountId of accountIds) this.#rewards.push({ accountId, type, at, heardAt: this.#now });
  }

  #notice(version: RunningVersion, enrollment: Enrollment, event: EventFact): void {
    const view = this.#view(enrollment.accountId, event);
    if (!view) return;
    const noticed = notice(version.program, enrollment, view, event, this.#now);
    this.#accept(enrollment, noticed);
    this.#touched.add(enrollment.id);
    if (noticed.woken) this.#wakers.set(enrollment.id, event);
  }

  #tryToEnter(accountId: string, looks: readonly (EventFact | null)[]): void {
    const isOpen = (version: RunningVersion) =>
      isOpenTo(version, this.#earlier.get(runKey(accountId, version.journeyId)) ?? null, this.#now);
    const open = this.#setting.versions.filter(isOpen);
    if (open.length === 0) return;
    const views = looks.flatMap((event) => this.#view(accountId, event) ?? []);
    if (views.length === 0) return;
    for (const version of open) {
      const earlier = this.#earlier.get(runKey(accountId, version.journeyId)) ?? null;
      const id = () => this.#setting.enrollmentId(accountId, version.journeyId, (earlier?.count ?? 0) + 1);
      const entered = enter(version, views, earlier, id, this.#now);
      if (!entered) continue;
      const { enrollment, event } = entered;
      this.#begin(enrollment);
      if (event) this.#wakers.set(enrollment.id, event);
    }
  }

  #accept(before: Enrollment, { enrollment, effects, trace }: Advanced): void {
    if (!isStanding(before, enrollment)) this.#enrollments.set(enrollment.id, enrollment);
    if (enrollment.status === 'ended') this.#remember(enrollment);
    this.#outbox.note(trace);
    for (const effect of effects) {
      this.#outbox.take(effect, before);
      if (effect.kind === 'hand-over') this.#handed.push(effect);
      else if (effect.kind === 'write') this.#write(effect);
    }
  }

  /** What was imported is written over as well: a late event that folds the account anew leaves what a journey set. */
  #write({ accountId, writes }: Extract<Effect, { kind: 'write' }>): void {
    const account = this.#accounts.get(accountId);
    if (!account) return;
    if (writes.some(({ field }) => !isOfDebtor(field)))
      this.#accounts.set(
        accountId,
        withImported(account, (state) => accountWith(state, writes)),
      );
    if (writes.some(({ field }) => isOfDebtor(field))) this.#debtor = withImported(this.#debtor, (state) => debtorWith(state, writes));
  }

  /** A correction says that the account begins to exist later: its run goes on then. */
  #postpone(enrollment: Enrollment): void {
    const openedAt = this.#accounts.get(enrollment.accountId)?.state.openedAt ?? null;
    if (openedAt !== null && openedAt > this.#now) this.#enrollments.set(enrollment.id, { ...enrollment, wakeAt: openedAt });
  }

  #remember({ accountId, journeyId, run, enteredAt, endedAt }: Enrollment): void {
    this.#earlier.set(runKey(accountId, journeyId), { count: run, live: false, lastEnteredAt: enteredAt, lastEndedAt: endedAt });
  }

  /** Null for an account that does not exist yet at this instant. */
  #view(accountId: string, event: EventFact | null): View | null {
    const account = this.#accounts.get(accountId);
    if (!account || !exists(account, this.#now)) return null;
    this.#owed ??= sumOpenAccounts(this.#accounts.values(), this.#now);
    return viewOf(account, this.#debtor, this.#owed, this.#book.records, event, this.#setting);
  }

  #keepPromises(accountId: string, promises: readonly PromiseRecord[]): void {
    for (const promise of promises) this.#promises.set(`${accountId} ${promise.number}`, { ...promise, accountId });
  }

  #accountsOf(event: PendingEvent): readonly FoldedAccount[] {
    if (event.accountId === null) return this.#inOrder();
    const account = this.#accounts.get(event.accountId);
    return account ? [account] : [];
  }

  #inOrder(): readonly FoldedAccount[] {
    const accounts = [...this.#accounts.values()];
    return accounts.length < 2 ? accounts : accounts.sort((a, b) => compareText(a.state.externalId, b.state.externalId));
  }

  #compare(a: Enrollment, b: Enrollment): number {
    const idOf = (one: Enrollment) => this.#accounts.get(one.accountId)?.state.externalId ?? '';
    const keyOf = (one: Enrollment) => this.#versions.byId.get(one.versionId)?.program.key ?? '';
    return compareText(idOf(a), idOf(b)) || compareText(keyOf(a), keyOf(b));
  }
}
