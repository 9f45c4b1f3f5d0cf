import { nextDayStart } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import type { TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import { lastLook } from './last-look.ts';
import { turn } from './turn.ts';
import { type ChangedContact, type NewContact, type PendingEvent, runKey, type TurnInput, type TurnResult, type TurnSetting, type World } from './world.ts';

/** A contact as the simulation leaves it. */
export interface SimulatedContact extends Omit<NewContact, 'status'> {
  readonly debtorId: string;
  readonly status: 'queued' | 'sent' | 'cancelled';
}

/** What became of one debtor. */
export interface DebtorLog {
  readonly contacts: readonly SimulatedContact[];
  readonly trace: readonly TraceStep[];
  readonly enrollments: readonly Enrollment[];
  readonly world: World;
}

type Surroundings = Omit<TurnSetting, 'now'>;

/**
 * One debtor from `from` to `to`, both included, on a virtual clock that jumps from instant to instant at which
 * something is due: the runner's order of things without a database. `events` in order of arrival, past ones included.
 * The provider accepts at once what passes its last look. Pure.
 */
export function simulateDebtor(start: World, events: readonly PendingEvent[], from: Instant, to: Instant, surroundings: Surroundings): DebtorLog {
  const run = new DebtorRun(start, events, surroundings);
  run.at(from, 'all');
  for (let now = run.nextAfter(from); now !== null && now <= to; now = run.nextAfter(now)) run.at(now, run.looksAt(now));
  return run.log();
}

class DebtorRun {
  #world: World;
  readonly #surroundings: Surroundings;
  readonly #pending: PendingEvent[];
  readonly #contacts = new Map<string, SimulatedContact>();
  readonly #enrollments = new Map<string, Enrollment>();
  readonly #trace: TraceStep[] = [];

  constructor(world: World, events: readonly PendingEvent[], surroundings: Surroundings) {
    this.#world = world;
    this.#surroundings = surroundings;
    this.#pending = events.toSorted((a, b) => a.at - b.at);
    for (const enrollment of world.enrollments) this.#enrollments.set(enrollment.id, enrollment);
  }

  /** Everything of one instant: the turn, then the dispatch, then what the dispatch lets the journeys hear. */
  at(now: Instant, look: TurnInput['look']): void {
    const later = this.#pending.findIndex((event) => event.at > now);
    let input: TurnInput = { events: this.#pending.splice(0, later < 0 ? this.#pending.length : later), look };
    do {
      const setting = { ...this.#surroundings, now };
      this.#accept(turn(this.#world, input, setting));
      input = { events: this.#dispatch(setting), look: 'none' };
    } while (input.events.length > 0);
  }

  /** The next instant at which something is due; null where nothing ever is. */
  nextAfter(now: Instant): Instant | null {
    let next = this.#pending[0]?.at ?? Number.POSITIVE_INFINITY;
    const consider = (at: Instant | null | undefined) => {
      if (typeof at === 'number' && at > now && at < next) next = at;
    };
    for (const enrollment of this.#world.enrollments) consider(enrollment.wakeAt);
    for (const { state } of this.#world.accounts) {
      consider(state.promise?.breaksAt);
      consider(state.openedAt);
    }
    if (this.#mayEnter()) consider(nextDayStart(now, this.#world.debtor.state.zone));
    return Number.isFinite(next) ? next : null;
  }

  /** At the start of a local day every account is looked at; where accounts begin to exist, those. */
  looksAt(now: Instant): TurnInput['look'] {
    if (nextDayStart(now - 1, this.#world.debtor.state.zone) === now) return 'all';
    const opened = this.#world.accounts.filter(({ state }) => state.openedAt === now).map(({ state }) => state.id);
    return opened.length === 0 ? 'none' : new Set(opened);
  }

  log(): DebtorLog {
    return { contacts: [...this.#contacts.values()], trace: this.#trace, enrollments: [...this.#enrollments.values()], world: this.#world };
  }

  /** True where some account could still enter some journey by a segment. */
  #mayEnter(): boolean {
    const admitting = this.#surroundings.versions.filter((version) => version.admits && !version.paused);
    return this.#world.accounts.some(({ state }) =>
      admitting.some(({ journeyId, program }) => {
        const earlier = this.#world.earlierRuns.get(runKey(state.id, journeyId));
        return program.entries.some((entry) => entry.event === null && (!earlier || (entry.reentryAfterDays !== null && !earlier.live)));
      }),
    );
  }

  #accept(result: TurnResult): void {
    const debtorId = this.#world.debtor.state.id;
    // A run that ended comes before the one that follows it in the same turn: the newer one says how the account stands.
    const changed = [...result.moved, ...result.entered];
    for (const enrollment of changed) this.#enrollments.set(enrollment.id, enrollment);
    for (const contact of result.newContacts) this.#contacts.set(textOf(contact), { ...contact, debtorId });
    for (const change of result.changedContacts) this.#change(change);
    this.#trace.push(...result.trace);
    const accounts = new Map(result.accounts.map((account) => [account.state.id, account]));
    const earlierRuns = new Map(this.#world.earlierRuns);
    for (const { accountId, journeyId, run, status, enteredAt, endedAt } of changed) {
      earlierRuns.set(runKey(accountId, journeyId), { count: run, live: status === 'live', lastEnteredAt: enteredAt, lastEndedAt: endedAt });
    }
    this.#world = {
      debtor: result.debtor ?? this.#world.debtor,
      accounts: accounts.size === 0 ? this.#world.accounts : this.#world.accounts.map((account) => accounts.get(account.state.id) ?? account),
      enrollments: changed.length === 0 ? this.#world.enrollments : [...this.#enrollments.values()].filter((one) => one.status === 'live'),
      earlierRuns: changed.length === 0 ? this.#world.earlierRuns : earlierRuns,
      contacts: this.#records(),
    };
  }

  /** Sends what still holds; gives back the events that follow from it, where a journey hears them. */
  #dispatch(setting: TurnSetting): PendingEvent[] {
    const heard: PendingEvent[] = [];
    const queued = this.#world.contacts.filter((record) => record.status === 'queued');
    for (const record of queued) {
      const look = lastLook(record, this.#world, this.#enrollments, setting);
      if (look.change) this.#change(look.change);
      this.#trace.push(...look.trace);
      const contact = this.#contacts.get(textOf({ key: record }));
      if (contact?.status === 'queued') heard.push(...this.#send(contact, setting.now));
      this.#world = { ...this.#world, contacts: this.#records() };
    }
    return setting.versions.some((version) => version.program.hearsContacts) ? heard : [];
  }

  #send(contact: SimulatedContact, now: Instant): PendingEvent[] {
    this.#contacts.set(textOf(contact), { ...contact, status: 'sent' });
    const { channel, node, topic } = contact;
    return contact.accountIds.map((accountId) => ({ type: 'contact.sent', at: now, payload: { channel, node, topic }, accountId }));
  }

  #change(change: ChangedContact): void {
    const contact = this.#contacts.get(textOf(change));
    if (contact) this.#contacts.set(textOf(change), { ...contact, ...change });
  }

  /** The contacts as policies see them: cancelled ones left out. */
  #records(): ContactRecord[] {
    return [...this.#contacts.values()].flatMap(({ key, journeyId, node, channel, topic, queuedAt, status, accountIds, enrollmentIds }) =>
      status === 'cancelled' ? [] : [{ ...key, journeyId, node, channel, topic, queuedAt, status, accountIds, enrollmentIds }],
    );
  }
}

function textOf({ key }: { readonly key: { readonly enrollmentId: string; readonly seq: number } }): string {
  return `${key.enrollmentId} ${key.seq}`;
}
