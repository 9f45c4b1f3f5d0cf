import { addDays, atLocal, localDateOf, weekdayOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import type { Database } from '#lib/db/client.ts';
import { type Dice, diceFrom } from '#lib/portfolio/demo/dice.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';

/** What comes of calls; a task that nobody gets to expires. */
const OUTCOMES = { noAnswer: 34, promise: 26, done: 18, refused: 9, wrongParty: 3, nobody: 10 };

interface OpenTask {
  readonly account: string;
  readonly balance: number;
  readonly node: string;
  readonly seq: number;
  /** True where the portfolio's own story goes on for this account: then no promise is made on the phone. */
  readonly isPlanned: boolean;
}

/**
 * The agents' day that begins at `now`: each open task is worked on once, at 10 or at 12 o'clock of a working day, and what
 * came of it is stored as events of that hour. The same tasks have the same outcomes in every seed.
 */
export async function workTheDesk(db: Database, workspace: PortfolioWorkspace, now: Instant): Promise<void> {
  const date = localDateOf(now, workspace.timezone);
  if (weekdayOf(date) > 5) return;
  const events: EventInput[] = [];
  for (const shard of shardsOf(workspace)) {
    for (const task of await openTasks(db, workspace.id, shard)) events.push(...workOn(task, date, workspace.timezone));
  }
  if (events.length > 0) await db.transaction((tx) => storeEvents(tx, workspace, events, now));
}

function openTasks(db: Database, workspaceId: number, shard: number): Promise<OpenTask[]> {
  return db.query<OpenTask>(
    `select a.external_id as account, a.balance, t.node, t.seq,
            exists (select 1 from event e where e.shard = $1 and e.debtor_id = t.debtor_id and e.account_id = t.account_id
                      and not e.applied and e.type in ('payment.received', 'promise.made')) as "isPlanned"
       from task t join account a on a.shard = $1 and a.id = t.account_id
      where t.shard = $1 and t.workspace_id = $2 and t.status = 'open'
      order by a.external_id, t.node, t.seq`,
    [shard, workspaceId],
  );
}

function workOn({ account, balance, node, seq, isPlanned }: OpenTask, date: string, zone: string): readonly EventInput[] {
  const name = `${account}-${node}-${seq}`;
  const dice = diceFrom(name);
  const drawn = dice.weighted(OUTCOMES);
  const outcome = drawn === 'promise' && isPlanned ? 'noAnswer' : drawn;
  if (outcome === 'nobody') return [];
  const at = atLocal(date, dice.chance(0.5) ? '10:00' : '12:00', zone);
  const completed = { externalId: name, type: 'task.completed', at, account, payload: { outcome } };
  return outcome === 'promise' ? [...promised(name, account, balance, at, date, zone, dice), completed] : [completed];
}

/** A promise on the phone; three in five are kept. */
function promised(
  name: string,
  account: string,
  amount: number,
  at: Instant,
  date: string,
  zone: string,
  dice: Dice,
): readonly EventInput[] {
  const promisedFor = addDays(date, dice.whole(2, 7));
  const promise = { externalId: `${name}-promesa`, type: 'promise.made', at, account, payload: { date: promisedFor, amount } };
  if (!dice.chance(0.6)) return [promise];
  const paidAt = atLocal(promisedFor, '12:00', zone);
  return [promise, { externalId: `${name}-pago`, type: 'payment.received', at: paidAt, account, payload: { amount } }];
}
