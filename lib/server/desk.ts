import 'server-only';
import type { Allowance, DeskDeed, DeskList, DeskTask, DeskTaskWhole } from '#lib/api/desk.ts';
import { daysBetween, localDateOf } from '#lib/base/civil.ts';
import { formatInstant, type Instant } from '#lib/base/instant.ts';
import { localClock } from '#lib/base/local-clock.ts';
import type { Database, Sql } from '#lib/db/client.ts';
import { noteDeed } from '#lib/db/queries/audit.ts';
import { noteOutcome, openTasks, type TaskRow, takeTask, taskAt } from '#lib/db/queries/desk.ts';
import { type FrozenNode, frozenNodes } from '#lib/db/queries/journeys.ts';
import type { WorkspaceStanding } from '#lib/db/queries/standing.ts';
import { stepName } from '#lib/interpreter/effects.ts';
import { holdShards } from '#lib/portfolio/agenda.ts';
import { type EventInput, storeEvents } from '#lib/portfolio/events.ts';
import { shardsOf } from '#lib/portfolio/shard.ts';
import { readWorkspace, workspaceNow } from '#lib/portfolio/workspace.ts';
import { beginDeskContact, type DeskContact, type DeskVerdict, giveTaskBack, judgeDeskContact } from '#lib/runner/desk.ts';
import { createRunner } from '#lib/runner/runner.ts';
import { settleClock } from './answers.ts';
import { Refused } from './api-call.ts';
import { byShard } from './by-shard.ts';
import { namedRules } from './policy.ts';
import type { WorkspaceSession } from './session.ts';
import { readStepKey, stepKey } from './step-key.ts';

/** Tasks that the worklist shows at once. */
const SHOWN = 100;

/** The open tasks of the workspace: by queue, then priority, then age. */
export async function deskList(db: Sql, { workspace, person }: WorkspaceSession): Promise<DeskList> {
  const found = (await byShard(shardsOf(workspace), (shard) => openTasks(db, workspace.id, shard, SHOWN + 1))).flat().sort(inOrder);
  const rows = found.slice(0, SHOWN);
  const nodes = await nodesOf(db, rows);
  return { tasks: rows.map((row) => taskOf(row, nodes, person.id)), more: found.length > SHOWN };
}

function inOrder(a: TaskRow, b: TaskRow): number {
  if (a.queue !== b.queue) return a.queue < b.queue ? -1 : 1;
  const first = (row: TaskRow) => row.priority ?? Number.NEGATIVE_INFINITY;
  return first(a) === first(b) ? a.createdAt - b.createdAt : first(b) - first(a);
}

/** One task with its script, and whether its contact may begin now. Throws Refused where the workspace has none of this key. */
export async function deskTask(db: Sql, session: WorkspaceSession, key: string): Promise<DeskTaskWhole> {
  const row = await rowOf(db, session.workspace, key);
  const nodes = await nodesOf(db, [row]);
  const asked = contactOf(session.workspace, row);
  const isOpen = row.status === 'open' && row.outcome === null;
  const judged = asked && isOpen ? await judgeDeskContact(db, asked, Date.now()) : null;
  const now = workspaceNow(await readWorkspace(db, session.workspace.id), Date.now());
  const config = nodeOf(row, nodes)?.config;
  const script =
    typeof config === 'object' && config !== null && 'script' in config && typeof config.script === 'string' ? config.script : null;
  return {
    ...taskOf(row, nodes, session.person.id),
    isOpen,
    script,
    allowance: judged && (await allowanceOf(db, session.workspace, row, judged)),
    today: localDateOf(now, row.zone),
  };
}

/** Does one deed at the desk and answers how the task stands then. Throws Refused where it cannot be done. */
export async function doAtDesk(db: Database, session: WorkspaceSession, key: string, deed: DeskDeed): Promise<DeskTaskWhole> {
  const { workspace, person } = session;
  const row = await rowOf(db, workspace, key);
  const { shard, enrollmentId, seq } = row;
  if (row.status !== 'open' || row.outcome !== null) throw new Refused(409, 'task-closed');
  if (deed.deed === 'take') {
    const now = workspaceNow(await readWorkspace(db, workspace.id), Date.now());
    if (!(await takeTask(db, shard, enrollmentId, seq, person.id, now))) throw new Refused(409, 'task-taken');
    return deskTask(db, session, key);
  }
  if (row.takenBy !== person.id) throw new Refused(409, row.takenBy === null ? 'task-not-yours' : 'task-taken');
  if (deed.deed === 'release') {
    await giveTaskBack(db, { workspaceId: workspace.id, shard, enrollmentId, seq, personId: person.id }, Date.now());
  } else if (deed.deed === 'start') {
    await start(db, session, row);
  } else {
    await log(db, session, row, deed);
  }
  return deskTask(db, session, key);
}

async function start(db: Database, { workspace, person }: WorkspaceSession, row: TaskRow): Promise<void> {
  const asked = contactOf(workspace, row);
  if (!asked) throw new Refused(400, 'bad-request', [{ path: '$.deed', message: 'A review is no contact.' }]);
  if (row.begunAt !== null) return;
  const begun = await beginDeskContact(db, { ...asked, personId: person.id }, Date.now());
  if (typeof begun === 'string') throw new Refused(409, begun);
  if (begun.verdict.kind !== 'allow') throw new Refused(409, 'contact-not-allowed');
  const subject = stepKey(row);
  await noteDeed(db, { workspaceId: workspace.id, personId: person.id, action: 'task.start', subject, detail: { channel: asked.channel } });
}

type Log = Extract<DeskDeed, { deed: 'log' }>;

async function log(db: Database, { workspace, person }: WorkspaceSession, row: TaskRow, deed: Log): Promise<void> {
  const { shard, enrollmentId, seq } = row;
  const isContact = row.kind !== 'review';
  if (isContact && deed.outcome !== 'done' && row.begunAt === null) throw new Refused(409, 'task-not-begun');
  const now = await db.transaction(async (tx) => {
    await holdShards(tx, workspace.id, [shard]);
    const whole = await readWorkspace(tx, workspace.id);
    const at = workspaceNow(whole, Date.now());
    const events = eventsOf(row, deed, at);
    const answered = ['done', 'promise', 'refused'].includes(deed.outcome);
    if (!(await noteOutcome(tx, shard, enrollmentId, seq, person.id, deed.outcome, answered))) throw new Refused(409, 'task-closed');
    const { refused } = await storeEvents(tx, whole, events, at);
    if (refused[0]) throw new Error(`what was logged was refused: ${refused[0].reason}`);
    const detail = { outcome: deed.outcome };
    await noteDeed(tx, { workspaceId: workspace.id, personId: person.id, action: 'task.log', subject: stepKey(row), detail });
    return at;
  });
  if (workspace.mode === 'test') await settleClock(createRunner(db), workspace.id, now);
}

/** What was logged as events of data.md: first that the task is done, so that its step hears it, then what the person said. */
function eventsOf(row: TaskRow, { outcome, amount, date, preferred }: Log, at: Instant): EventInput[] {
  const about = { at, debtor: row.debtor };
  const events: EventInput[] = [
    { ...about, type: 'task.completed', account: row.account, payload: { outcome, kind: row.kind, node: row.node, task: stepName(row) } },
  ];
  if (outcome === 'promise') {
    if (amount === undefined || date === undefined || amount > row.balance || date < localDateOf(at, row.zone))
      throw new Refused(422, 'task-no-promise', [
        { path: date === undefined ? '$.date' : '$.amount', message: 'An amount up to what is owed, a date from today.' },
      ]);
    events.push({ ...about, type: 'promise.made', account: row.account, payload: { date, amount } });
  }
  if (preferred !== undefined) events.push({ ...about, type: 'preference.set', payload: { channel: preferred, source: 'agent' } });
  return events.map((event, index) => ({ ...event, externalId: `task:${stepKey(row)}:${index}` }));
}

function contactOf({ id }: WorkspaceStanding, row: TaskRow): DeskContact | null {
  const { kind, shard, enrollmentId, seq, debtorId, accountId } = row;
  return kind === 'review' ? null : { workspaceId: id, shard, enrollmentId, seq, debtorId, accountId, channel: kind };
}

async function allowanceOf(db: Sql, workspace: WorkspaceStanding, row: TaskRow, { verdict }: DeskVerdict): Promise<Allowance> {
  if (verdict.kind === 'allow') return { isAllowed: true, rule: null, ruleId: null, until: null };
  const rules = await namedRules(db, workspace.id);
  const until = verdict.kind === 'defer' ? localInstant(verdict.until, row.zone) : null;
  return { isAllowed: false, rule: rules.get(verdict.rule) ?? null, ruleId: verdict.rule, until };
}

async function rowOf(db: Sql, workspace: WorkspaceStanding, key: string): Promise<TaskRow> {
  const place = readStepKey(key);
  if (!place || !shardsOf(workspace).includes(place.shard)) throw new Refused(404, 'not-found');
  const row = await taskAt(db, workspace.id, place.shard, place.enrollmentId, place.seq);
  if (!row) throw new Refused(404, 'not-found');
  return row;
}

function nodesOf(db: Sql, rows: readonly TaskRow[]): Promise<FrozenNode[]> {
  return frozenNodes(db, [...new Set(rows.map(({ versionId }) => versionId))], [...new Set(rows.map(({ node }) => node))]);
}

function nodeOf(row: TaskRow, nodes: readonly FrozenNode[]): FrozenNode | undefined {
  return nodes.find(({ versionId, node }) => versionId === row.versionId && node === row.node);
}

function taskOf(row: TaskRow, nodes: readonly FrozenNode[], me: string): DeskTask {
  const { kind, queue, journey, account, balance, currency, dueDate, zone } = row;
  return {
    key: stepKey(row),
    kind,
    queue,
    step: nodeOf(row, nodes)?.label ?? row.node,
    journey,
    account,
    balance,
    currency,
    day: dueDate === null ? null : daysBetween(dueDate, localDateOf(row.createdAt, zone)),
    debtor: { id: row.debtorId, externalId: row.debtor, name: row.name, phone: row.phone },
    expires: localInstant(row.expiresAt, zone),
    takenBy: row.takenBy === null ? null : { name: row.takenName ?? '', isMe: row.takenBy === me },
    begun: row.begunAt === null ? null : localInstant(row.begunAt, zone),
  };
}

function localInstant(at: Instant, zone: string) {
  return { at: formatInstant(at), ...localClock(at, zone) };
}
