import type { Instant } from '#lib/base/instant.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import type { ArmModels } from '#lib/learning/arm-model.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import type { Sight, View } from './view.ts';
import type { TurnSetting, World } from './world.ts';

type WorldAccount = World['accounts'][number];

/** What the debtor owes in one currency over the open accounts. */
interface OpenSum {
  readonly total: number;
  readonly count: number;
}

const NOTHING_OPEN: OpenSum = { total: 0, count: 0 };

/** An account exists, for entry, figures and screens, from its `openedAt` on (data.md section 2). */
export function exists({ state }: WorldAccount, now: Instant): boolean {
  return state.openedAt === null || state.openedAt <= now;
}

/** The debtor's accounts with what is open of them, by currency, since amounts of different currencies are never added. */
export interface Owed {
  readonly accounts: readonly WorldAccount[];
  readonly sums: ReadonlyMap<string, OpenSum>;
}

/** Sums the accounts with something owed, not paid, not cancelled. */
export function sumOpenAccounts(all: Iterable<WorldAccount>, now: Instant): Owed {
  const accounts = [...all];
  const sums = new Map<string, OpenSum>();
  for (const account of accounts) {
    const { currency, balance, status } = account.state;
    if (balance <= 0 || status === 'paid' || status === 'cancelled' || !exists(account, now)) continue;
    const { total, count } = sums.get(currency) ?? NOTHING_OPEN;
    sums.set(currency, { total: total + balance, count: count + 1 });
  }
  return { accounts, sums };
}

const NO_MODELS: ArmModels = new Map();

/** What is to be known about this account. */
export function sightOf(
  account: WorldAccount,
  debtor: World['debtor'],
  { sums }: Pick<Owed, 'sums'>,
  contacts: readonly ContactRecord[],
  event: EventFact | null,
): Sight {
  const { total, count } = sums.get(account.state.currency) ?? NOTHING_OPEN;
  return { account: account.state, debtor: debtor.state, totalBalance: total, openAccounts: count, contacts, event };
}

/** What a step about this account sees. */
export function viewOf(
  account: WorldAccount,
  debtor: World['debtor'],
  { accounts, sums }: Owed,
  contacts: readonly ContactRecord[],
  event: EventFact | null,
  { holidays, policy, callsOut = false, models = NO_MODELS }: Pick<TurnSetting, 'holidays' | 'policy' | 'callsOut' | 'models'>,
): View {
  const { total, count } = sums.get(account.state.currency) ?? NOTHING_OPEN;
  return {
    account: account.state,
    debtor: debtor.state,
    totalBalance: total,
    openAccounts: count,
    accounts,
    contacts,
    event,
    holidays,
    policy,
    callsOut,
    models,
  };
}
