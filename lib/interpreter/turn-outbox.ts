import type { ContactBook } from './contact-book.ts';
import type { Effect, EffectKey, TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import type { AccountWrite, ClosedTask, NewCall, OpenedTask, ShownArm, TurnResult } from './world.ts';

/** What a turn gathers in it. */
type Gathered = Pick<
  TurnResult,
  'newContacts' | 'changedContacts' | 'reported' | 'openedTasks' | 'closedTasks' | 'newCalls' | 'calledOff' | 'writes' | 'shown' | 'trace'
>;

/** What the steps of one turn want done, gathered in the order in which they want it. Lives for one call of `turn`. */
export class TurnOutbox {
  readonly #book: ContactBook;
  readonly #opened: OpenedTask[] = [];
  readonly #closed: ClosedTask[] = [];
  readonly #calls: NewCall[] = [];
  readonly #calledOff: { readonly key: EffectKey; readonly at: number }[] = [];
  readonly #writes: AccountWrite[] = [];
  readonly #shown: ShownArm[] = [];
  readonly #trace: TraceStep[] = [];

  constructor(book: ContactBook) {
    this.#book = book;
  }

  /** What a walk read and decided. */
  note(trace: readonly TraceStep[]): void {
    this.#trace.push(...trace);
  }

  /** An effect of a run's walk, which began at `before`. Who is handed over enters later: that is the turn's own. */
  take(effect: Effect, before: Enrollment): void {
    switch (effect.kind) {
      case 'queue':
        this.#book.queue(effect, before);
        break;
      case 'join':
        this.#book.join(effect.contact, effect.enrollmentId, effect.accountId);
        break;
      case 'withdraw':
        this.#book.withdraw(effect, effect.at);
        break;
      case 'open-task':
        this.#opened.push(openedTask(effect));
        break;
      case 'close-task':
        this.#closed.push(closedTask(effect));
        break;
      case 'call-out':
        this.#calls.push(newCall(effect, before));
        break;
      case 'call-off':
        this.#calledOff.push({ key: effect.key, at: effect.at });
        break;
      case 'write':
        this.#writes.push(...effect.writes.map((write) => ({ ...write, accountId: effect.accountId })));
        break;
      case 'show':
        this.#shown.push(shownArm(effect, before));
        break;
      case 'hand-over':
        break;
    }
  }

  /** All that was gathered. */
  result(): Gathered {
    return {
      newContacts: this.#book.made,
      changedContacts: this.#book.changed,
      reported: this.#book.reported,
      openedTasks: this.#opened,
      closedTasks: this.#closed,
      newCalls: this.#calls,
      calledOff: this.#calledOff,
      writes: this.#writes,
      shown: this.#shown,
      trace: [...this.#trace, ...this.#book.trace],
    };
  }
}

/** `Effect` of one kind. */
type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

function openedTask({ key, node, accountId, task, at, expiresAt }: Of<'open-task'>): OpenedTask {
  return { key, node, accountId, work: task, createdAt: at, expiresAt };
}

function closedTask({ key, status, outcome, at }: Of<'close-task'>): ClosedTask {
  return { key, status, outcome, at };
}

function newCall({ kind: _, accountId: __, ...call }: Of<'call-out'>, { journeyId, versionId }: Enrollment): NewCall {
  return { ...call, journeyId, versionId };
}

function shownArm({ kind: _, ...shown }: Of<'show'>, { journeyId }: Enrollment): ShownArm {
  return { ...shown, journeyId };
}
