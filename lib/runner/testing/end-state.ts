import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import type { PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { readLog } from '../replay.ts';

/** Everything that a run left behind, in external ids and in a fixed order, so that two runs can be compared. */
export interface EndState {
  /** The log as `cadenza replay` prints it; of contacts only which there are, since one may be unknown. */
  readonly log: readonly string[];
  /** By key in words: `again d01-a1 run 1 seq 3`. */
  readonly contacts: ReadonlyMap<string, ContactEnd>;
  /** One line each. */
  readonly enrollments: readonly string[];
  readonly tasks: readonly string[];
  readonly trace: readonly string[];
  readonly promises: readonly string[];
  readonly accounts: readonly string[];
  readonly events: readonly string[];
  /** What the journeys' pictures say: how often what happened at each step. */
  readonly counts: readonly string[];
}

/** How a contact stands, and how often the sandbox has its key. */
export interface ContactEnd {
  readonly status: string;
  readonly about: string;
  readonly reason: string | null;
  readonly accepted: number;
  /** The provider's idempotency key. */
  readonly key: string;
}

const AT = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;
const RUN = `concat_ws(' ', j.key, a.external_id, 'run', e.run)`;
const FROM_RUN = (table: string) => `from ${table} t join enrollment e on e.shard = t.shard and e.id = t.enrollment_id
  join account a on a.shard = e.shard and a.id = e.account_id join journey j on j.id = e.journey_id where t.workspace_id = $1`;

/** Reads the end of a small workspace. */
export async function readEnd(sql: Sql, workspace: PortfolioWorkspace): Promise<EndState> {
  const lines = async (text: string): Promise<string[]> => {
    const rows = await sql.query<{ line: string }>(text, [workspace.id]);
    return rows.map((row) => row.line).sort();
  };
  return {
    log: await readLines(sql, workspace),
    contacts: await readContacts(sql, workspace),
    enrollments: await lines(
      `select concat_ws('|', ${RUN}, e.status, e.node, e.seq, ${AT('e.entered_at')}, ${AT('e.arrived_at')}, ${AT('e.acted_at')}, ${AT('e.held_until')}, e.answer, ${AT('e.wake_at')},
         e.last_outcome, e.visits, e.outcome, ${AT('e.ended_at')}) as line
       from enrollment e join account a on a.shard = e.shard and a.id = e.account_id join journey j on j.id = e.journey_id where e.workspace_id = $1`,
    ),
    tasks: await lines(
      `select concat_ws('|', ${RUN}, t.seq, t.node, t.kind, t.queue, t.status, t.outcome, ${AT('t.created_at')}, ${AT('t.expires_at')}, ${AT('t.ended_at')}) as line ${FROM_RUN('task')}`,
    ),
    trace: await lines(
      `select concat_ws('|', ${RUN}, t.seq, ${AT('t.at')}, t.node, t.outcome, t.reason, t.detail) as line ${FROM_RUN('step_trace')}`,
    ),
    promises: await lines(
      `select concat_ws('|', a.external_id, t.number, t.amount, t.date, t.status, ${AT('t.made_at')}, ${AT('t.ended_at')}) as line
       from promise t join account a on a.shard = t.shard and a.id = t.account_id where t.workspace_id = $1`,
    ),
    accounts: await lines(
      `select concat_ws('|', a.external_id, a.balance, a.due_date, a.status, a.paid_total, a.surplus, ${AT('a.last_payment_at')}, a.broken_promises,
         a.promises_made, a.promise_date, d.consent) as line
       from account a join debtor d on d.shard = a.shard and d.id = a.debtor_id where a.workspace_id = $1`,
    ),
    events: await lines(
      `select concat_ws('|', d.external_id, a.external_id, t.type, ${AT('t.at')}, t.payload, t.applied) as line
       from event t join debtor d on d.shard = t.shard and d.id = t.debtor_id left join account a on a.shard = t.shard and a.id = t.account_id where t.workspace_id = $1`,
    ),
    counts: await lines(
      `select concat_ws('|', j.key, v.number, c.kind, c.node, c.outcome, sum(c.times)) as line
       from step_count c join journey_version v on v.id = c.version_id join journey j on j.id = v.journey_id where j.workspace_id = $1
       group by j.key, v.number, c.kind, c.node, c.outcome`,
    ),
  };
}

/** Journeys run side by side here, so that two rows of the log may be equal in all that it is sorted by. */
async function readLines(sql: Sql, workspace: PortfolioWorkspace): Promise<string[]> {
  const { contacts, notSent, enrollments } = await readLog(sql, workspace);
  return [...contacts.map(({ status: _, ...contact }) => contact), ...notSent, ...enrollments].map((row) => JSON.stringify(row)).sort();
}

async function readContacts(sql: Sql, workspace: PortfolioWorkspace): Promise<Map<string, ContactEnd>> {
  const rows = await sql.query<ContactEnd & { name: string; queuedAt: Instant }>(
    `select concat_ws(' ', ${RUN}, 'seq', t.seq) as name, t.status, t.reason, concat_ws('.', t.shard, t.enrollment_id, t.seq) as key,
       concat_ws('|', t.node, t.visit, t.channel, t.template, t.topic, ${AT('t.queued_at')}, ${AT('t.ended_at')},
         array(select o.external_id from account o where o.shard = t.shard and o.id = any(t.account_ids) order by o.external_id collate "C"), cardinality(t.enrollment_ids)) as about,
       (select count(*) from sandbox_delivery s where s.shard = t.shard and s.key = concat_ws('.', t.shard, t.enrollment_id, t.seq)) as accepted
     ${FROM_RUN('contact')}`,
    [workspace.id],
  );
  return new Map(rows.map(({ name, status, reason, about, accepted, key }) => [name, { status, reason, about, accepted, key }]));
}
