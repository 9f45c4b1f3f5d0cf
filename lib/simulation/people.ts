import { addDays, dateOfNumber, dayNumber, daysBetween, localDateOf, startOfDay } from '#lib/base/civil.ts';
import { type Dice, diceFrom } from '#lib/base/dice.ts';
import { type Instant, MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { bucketOf } from '#lib/facts/catalogue.ts';
import type { Outside, Reaction } from '#lib/interpreter/outside.ts';
import type { OpenedTask, PendingEvent, World } from '#lib/interpreter/world.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { type Behaviour, isActive } from './behaviour.ts';

/** Which people, in which stretch of time. The same seed throws the same dice for an account and a day, whatever the journey is. */
export interface Crowd {
  readonly behaviour: Behaviour;
  readonly seed: string;
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * People who behave as the model says. What an account does is thrown by the seed, the account's id and the local day alone, so two
 * journeys are tried on the same people: who would pay without being told pays on the same day under both, and two messages
 * of one day and channel have one answer. Whoever was told shortly before the beginning may still answer, and promises that stand then are
 * kept as often as others. Undefined where nobody does anything.
 */
export function crowd({ behaviour, seed, from, to }: Crowd): Outside | undefined {
  if (!isActive(behaviour)) return undefined;
  const throwFor = (account: AccountState, what: string): Dice => diceFrom(`${seed}/${account.externalId}/${what}`);
  const told = ({ channel, accountIds }: Pick<ContactRecord, 'channel' | 'accountIds'>, world: World, now: Instant) =>
    named(world, accountIds).flatMap((account) => {
      const dice = throwFor(account, `${channel}/${localDateOf(now, zoneOf(world))}`);
      return answers(behaviour, account, channel, world, now, dice);
    });
  return {
    begin: (world) => [
      ...world.accounts.flatMap(({ state }) => untold(behaviour, state, zoneOf(world), from, to, throwFor(state, 'untold'))),
      ...world.contacts.flatMap((contact) =>
        isHeard(contact) ? told(contact, world, contact.queuedAt).filter(({ at }) => at > from) : [],
      ),
      ...world.accounts.flatMap(({ state }) => kept(behaviour, state, zoneOf(world), throwFor(state, 'promised'))),
    ],
    told,
    asked: (task, world, now) =>
      named(world, [task.accountId]).flatMap((account) => {
        const dice = throwFor(account, `task/${task.work.kind}/${localDateOf(now, zoneOf(world))}`);
        return worked(behaviour, account, task, world, now, dice);
      }),
  };
}

/** The day on which an account pays by itself: one throw against the chances of its days, one after the other. */
function untold({ pays }: Behaviour, account: AccountState, zone: string, from: Instant, to: Instant, dice: Dice): readonly Reaction[] {
  if (account.dueDate === null || account.balance <= 0) return [];
  const thrown = dice.share();
  const due = dayNumber(account.dueDate);
  const begin = Math.max(from, account.openedAt ?? from);
  const last = dayNumber(localDateOf(to, zone));
  let owing = 1;
  for (let day = dayNumber(localDateOf(begin, zone)) + 1; day <= last; day += 1) {
    owing *= 1 - (pays[bucketOf(day - due)] ?? 0);
    if (thrown >= 1 - owing) continue;
    return [payment(account.id, startOfDay(dateOfNumber(day), zone) + minuteOfDay(dice), null)];
  }
  return [];
}

/** From 8 to 20 o'clock. */
function minuteOfDay(dice: Dice): number {
  return 8 * MS_PER_HOUR + dice.whole(0, 12 * 60 - 1) * MS_PER_MINUTE;
}

function answers(
  behaviour: Behaviour,
  account: AccountState,
  channel: string,
  world: World,
  now: Instant,
  dice: Dice,
): readonly Reaction[] {
  const { answers: stated, answerDays } = behaviour;
  const rates = account.dueDate === null ? undefined : ratesFor(stated, channel, account.dueDate, localDateOf(now, zoneOf(world)));
  if (!rates) return [];
  const thrown = dice.share();
  const at = now + MS_PER_MINUTE * dice.whole(1, Math.max(1, Math.round((answerDays * MS_PER_DAY) / MS_PER_MINUTE)));
  if (thrown < rates.pays) return [payment(account.id, at, null)];
  if (thrown < rates.pays + rates.promises) return promise(behaviour, account.id, at, zoneOf(world), dice);
  if (thrown >= rates.pays + rates.promises + rates.replies) return [];
  return [{ at, happen: () => [{ type: 'contact.replied', at, payload: { channel }, accountId: null }] }];
}

function ratesFor(stated: Behaviour['answers'], channel: string, dueDate: string, today: string) {
  const known = Object.entries(stated).find(([one]) => one === channel)?.[1];
  return known?.[bucketOf(daysBetween(dueDate, today))];
}

/** What a person logs of a task before it expires; what is over 1 of the shares expires. */
function worked(
  behaviour: Behaviour,
  account: AccountState,
  task: OpenedTask,
  world: World,
  now: Instant,
  dice: Dice,
): readonly Reaction[] {
  const shares = Object.entries(behaviour.work[task.work.kind] ?? {});
  const thrown = dice.share();
  let reached = 0;
  const outcome = shares.find(([, part]) => {
    reached += part;
    return thrown < reached;
  })?.[0];
  const answered = answers(behaviour, account, task.work.kind, world, now, dice);
  if (outcome === undefined) return answered;
  const minutes = Math.max(1, Math.floor((task.expiresAt - now) / MS_PER_MINUTE) - 1);
  const at = now + MS_PER_MINUTE * dice.whole(1, minutes);
  const logged: Reaction = {
    at,
    happen: ({ accounts }) =>
      owes(accounts, account.id) ? [{ type: 'task.completed', at, payload: { outcome }, accountId: account.id }] : [],
  };
  return outcome === 'promise' ? [...promise(behaviour, account.id, at, zoneOf(world), dice), logged] : [...answered, logged];
}

/** A promise of everything that is owed then; kept at noon of its day. */
function promise({ promise: { days, kept } }: Behaviour, id: string, at: Instant, zone: string, dice: Dice): readonly Reaction[] {
  const date = addDays(localDateOf(at, zone), days);
  const made: Reaction = {
    at,
    happen: ({ accounts }) => {
      const account = owes(accounts, id);
      if (!account || account.promise !== null) return [];
      return [{ type: 'promise.made', at, payload: { date, amount: account.balance }, accountId: id }];
    },
  };
  return dice.chance(kept) ? [made, payment(id, Math.max(at + MS_PER_MINUTE, startOfDay(date, zone) + 12 * MS_PER_HOUR), date)] : [made];
}

/** A contact that reached somebody. */
function isHeard({ status }: ContactRecord): boolean {
  return status !== 'failed' && status !== 'cancelled' && status !== 'unknown';
}

/** A promise that stands when the run begins is kept or not, as one that is made later. */
function kept({ promise: model }: Behaviour, { id, promise: standing }: AccountState, zone: string, dice: Dice): readonly Reaction[] {
  if (standing === null || !dice.chance(model.kept)) return [];
  return [payment(id, startOfDay(standing.date, zone) + 12 * MS_PER_HOUR, standing.date)];
}

/** Pays everything that is owed then; with `promised`, only where that promise still stands. */
function payment(id: string, at: Instant, promised: string | null): Reaction {
  return {
    at,
    happen: ({ accounts }): readonly PendingEvent[] => {
      const account = owes(accounts, id);
      if (!account || (promised !== null && account.promise?.date !== promised)) return [];
      return [{ type: 'payment.received', at, payload: { amount: account.balance }, accountId: id }];
    },
  };
}

function owes(accounts: World['accounts'], id: string): AccountState | undefined {
  return accounts.find(({ state }) => state.id === id && state.balance > 0)?.state;
}

function named({ accounts }: World, ids: readonly string[]): readonly AccountState[] {
  return accounts.map(({ state }) => state).filter(({ id }) => ids.includes(id));
}

function zoneOf({ debtor }: World): string {
  return debtor.state.zone;
}
