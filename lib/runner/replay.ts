import type { Instant } from '#lib/base/instant.ts';
import type { Sql } from '#lib/db/client.ts';
import { REPORTED } from '#lib/interpreter/reported-contact.ts';
import { type RunLog, runLog } from '#lib/interpreter/run-log.ts';
import type { Scenario } from '#lib/interpreter/scenario.ts';
import { STAND_IN_TEMPLATE } from '#lib/message/template.ts';
import { storeEvents } from '#lib/portfolio/events.ts';
import { upsertPortfolio } from '#lib/portfolio/upsert.ts';
import { createWorkspace, type PortfolioWorkspace } from '#lib/portfolio/workspace.ts';
import { moveClock } from './clock.ts';
import { publishJourney } from './publish.ts';
import type { Runner } from './runner.ts';

/**
 * Runs a scenario as the server would: a test-mode workspace of its own, imported at `from`, its clock moved to `to`, by
 * the runner's own enrollment, claim, commit and dispatch. `slug` names the workspace.
 */
export async function replayScenario(runner: Runner, scenario: Scenario, slug: string): Promise<RunLog> {
  const workspace = await runner.db.transaction((tx) => setUp(tx, scenario, slug));
  await moveClock(runner, workspace.id, scenario.to);
  return readLog(runner.db, workspace);
}

async function setUp(tx: Sql, scenario: Scenario, slug: string): Promise<PortfolioWorkspace> {
  const { timezone, openingTime, from, topicDays, policy } = scenario;
  const currency = scenario.accounts[0]?.currency ?? 'COP';
  const workspace = await createWorkspace(tx, {
    slug,
    name: scenario.name,
    mode: 'test',
    country: scenario.country ?? 'CO',
    timezone,
    currency,
    policyCode: policy,
    topicDays,
    openingTime,
    clockAt: from,
  });
  await publishJourney(tx, workspace, scenario.journey, [STAND_IN_TEMPLATE], from);
  const upserted = await upsertPortfolio(tx, workspace, { debtors: scenario.debtors, accounts: scenario.accounts }, from);
  const events = scenario.events.map(({ externalId, type, at, account, debtor, payload }) => ({
    externalId,
    type,
    at,
    account,
    debtor,
    payload,
  }));
  const stored = await storeEvents(tx, workspace, events, from);
  const [refusal] = [...upserted.refused, ...stored.refused];
  if (refusal) throw new Error(`${scenario.name}: ${refusal.reason}`);
  return workspace;
}

/** What the journeys of a workspace left behind, by external ids, in the form of the conformance cases. For small workspaces. */
export async function readLog(sql: Sql, workspace: PortfolioWorkspace): Promise<RunLog> {
  const contacts = await sql.query<{ at: Instant; node: string; channel: string; debtor: string; accounts: string[]; status: string }>(
    `select (extract(epoch from c.queued_at) * 1000)::bigint as at, c.node, c.channel, d.external_id as debtor, c.status,
       array(select a.external_id from account a where a.shard = c.shard and a.id = any(c.account_ids) order by a.external_id collate "C") as accounts
     from contact c join debtor d on d.shard = c.shard and d.id = c.debtor_id where c.workspace_id = $1 and c.journey_id <> $2`,
    [workspace.id, REPORTED],
  );
  const notSent = await sql.query<{ at: Instant; node: string; account: string; reason: string }>(
    `select (extract(epoch from t.at) * 1000)::bigint as at, t.node, a.external_id as account, t.reason
     from step_trace t join enrollment e on e.shard = t.shard and e.id = t.enrollment_id join account a on a.shard = e.shard and a.id = e.account_id
     where t.workspace_id = $1 and t.reason is not null`,
    [workspace.id],
  );
  const enrollments = await sql.query<{
    account: string;
    enteredAt: Instant;
    status: 'live' | 'ended';
    node: string;
    outcome: string | null;
  }>(
    `select a.external_id as account, (extract(epoch from e.entered_at) * 1000)::bigint as "enteredAt", e.status, e.node, e.outcome
     from enrollment e join account a on a.shard = e.shard and a.id = e.account_id where e.workspace_id = $1`,
    [workspace.id],
  );
  return runLog({ contacts, notSent, enrollments });
}
