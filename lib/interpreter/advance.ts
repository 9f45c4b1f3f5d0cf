import type { Instant } from '#lib/base/instant.ts';
import type { AccountState } from '#lib/facts/account.ts';
import { accountWith, debtorWith } from '#lib/facts/fact-write.ts';
import type { EventFact } from '#lib/facts/facts.ts';
import type { Move, StepContext, StepEffect, Why } from '#lib/journey/nodes/node-definition.ts';
import { KNOWS_NOTHING } from '#lib/learning/arm-model.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { type CompiledNode, flagsAt, type Program } from './compile.ts';
import { type Effect, stepName, type TraceStep } from './effects.ts';
import { arriveAt, type Enrollment, endRun, visitsOf } from './enrollment.ts';
import { factsOf, judgeContact, lastTold, nextLook, type View } from './view.ts';

/** Where the enrollment stands now, what it did, and what it read on the way. */
export interface Advanced {
  readonly enrollment: Enrollment;
  readonly effects: readonly Effect[];
  readonly trace: readonly TraceStep[];
}

/** A walk that passes more nodes than this without waiting is a mistake of the drawing. */
const MAX_PASSED = 1_000;

/** The walk in hand: the one place where state changes, thrown away at the end of the call. */
interface Walk {
  readonly program: Program;
  readonly now: Instant;
  view: View;
  enrollment: Enrollment;
  readonly effects: Effect[];
  readonly trace: TraceStep[];
}

/**
 * Moves one enrollment as far as it goes at `now` (journey.md sections 3 to 6). Pure: the same arguments give the same
 * answer. Before every step it asks the exit rules and the suspension. What it returns is either ended, or waits until
 * `wakeAt`, or waits for an event (`wakeAt` null).
 */
export function advance(program: Program, enrollment: Enrollment, view: View, now: Instant): Advanced {
  const walk: Walk = { program, now, view, enrollment, effects: [], trace: [] };
  const passed: string[] = [];
  while (walk.enrollment.status === 'live') {
    if (leavesByRule(walk) || isSuspended(walk)) break;
    const node = program.nodes.get(walk.enrollment.node);
    if (!node) {
      end(walk, 'error', { error: `node ${walk.enrollment.node} is not in this version` });
      break;
    }
    if (passed.push(node.id) > MAX_PASSED) {
      end(walk, 'error', { error: `passed ${MAX_PASSED} nodes without waiting: ${[...new Set(passed)].join(', ')}` });
      break;
    }
    if (!make(walk, node, node.step.run(contextOf(walk)))) break;
  }
  return { enrollment: walk.enrollment, effects: walk.effects, trace: walk.trace };
}

/**
 * Shows an event to an enrollment: it may end by an exit rule, or leave a node that waited for the event and arrive at
 * the next, which `advance` then runs. While suspended, events do not move it. `woken` says that the event moved it.
 */
export function notice(
  program: Program,
  enrollment: Enrollment,
  view: View,
  event: EventFact,
  now: Instant,
): Advanced & { readonly woken: boolean } {
  const walk: Walk = { program, now, view, enrollment, effects: [], trace: [] };
  const woken = !leavesByRule(walk) && !isSuspended(walk) && hears(walk, event);
  return { enrollment: walk.enrollment, effects: walk.effects, trace: walk.trace, woken };
}

function hears(walk: Walk, event: EventFact): boolean {
  if (answersAnother(event, walk.enrollment)) return false;
  const node = walk.program.nodes.get(walk.enrollment.node);
  const heard = node?.step.hear?.(contextOf(walk), event) ?? null;
  if (!node || !heard) return false;
  if (heard.effect) perform(walk, heard.effect);
  leave(walk, node, heard.handle, null, { event: event.type });
  return true;
}

/** What was logged of one task closes that one; told without its name it closes those of the account (docs/decisions/0005). */
function answersAnother({ type, payload }: EventFact, { id, seq }: Enrollment): boolean {
  return type === 'task.completed' && payload.task !== undefined && payload.task !== stepName({ enrollmentId: id, seq });
}

/** Carries out a move; true where the walk goes on. */
function make(walk: Walk, node: CompiledNode, move: Move): boolean {
  if (move.effect) perform(walk, move.effect);
  if (move.kind === 'end') {
    end(walk, move.outcome, move.why ?? null);
    return false;
  }
  if (move.kind === 'leave') {
    leave(walk, node, move.handle, move.reason ?? null, move.why ?? null);
    return true;
  }
  const { until, actedAt, heldUntil = null, pool = null, effect } = move;
  // An offer has told the debtor and stays for the answer.
  const outcome = effect?.kind === 'queue' || effect?.kind === 'join' ? 'sent' : 'wait';
  if (move.why || effect) note(walk, outcome, null, move.why ?? null);
  walk.enrollment = { ...walk.enrollment, actedAt, heldUntil, wakeAt: until, pool };
  // A wait that is over already is no wait: nobody would ever look again.
  return until !== null && until <= walk.now;
}

function leave(walk: Walk, node: CompiledNode, handle: string, reason: string | null, why: Why | null): void {
  note(walk, handle, reason, why);
  const { enrollment, now } = walk;
  const lastOutcome = node.tells ? handle : enrollment.lastOutcome;
  const target = node.next.get(handle) ?? null;
  if (target === null) {
    walk.enrollment = endRun({ ...enrollment, lastOutcome }, 'end', now);
    return;
  }
  const isInLoop = walk.program.nodes.get(target)?.inLoop ?? false;
  walk.enrollment = arriveAt({ ...enrollment, lastOutcome }, target, isInLoop, now);
}

function end(walk: Walk, outcome: string, why: Why | null): void {
  note(walk, 'exit', null, { ...why, outcome });
  walk.enrollment = endRun(walk.enrollment, outcome, walk.now);
}

/** The first exit rule that holds ends the run, withdraws its queued contacts and closes its open task. */
function leavesByRule(walk: Walk): boolean {
  const rule = exitOf(walk.program, walk.view, walk.enrollment, walk.now);
  if (rule === null) return false;
  const { id, accountId, actedAt, seq, node } = walk.enrollment;
  const stood = actedAt === null ? undefined : walk.program.nodes.get(node);
  const key = { enrollmentId: id, seq };
  if (stood?.isTask) walk.effects.push({ kind: 'close-task', key, status: 'cancelled', outcome: null, at: walk.now });
  if (stood?.isCall) walk.effects.push({ kind: 'call-off', key, at: walk.now });
  const why = exitWhy(rule, walk.view.account);
  end(walk, rule.outcome, why);
  walk.effects.push({ kind: 'withdraw', enrollmentId: id, accountId, reason: 'exit', why, at: walk.now });
  return true;
}

/** The first exit rule that holds, null where none does. */
export function exitOf(
  program: Program,
  view: View,
  enrollment: Enrollment | null,
  now: Instant,
): { outcome: string; index: number } | null {
  const facts = factsOf(view, enrollment, now);
  const index = program.exits.findIndex((rule) => rule.matches(facts));
  const rule = program.exits[index];
  return rule ? { outcome: rule.outcome, index } : null;
}

/** What a sentence about an end by an exit rule needs: the rule, and where the account stood. */
export function exitWhy(rule: { readonly outcome: string; readonly index: number }, account: AccountState): Why {
  const { balance, status, dueDate, lastPaymentAt } = account;
  return { rule: rule.index, outcome: rule.outcome, due: dueDate, balance, status, paidAt: lastPaymentAt };
}

function isSuspended(walk: Walk): boolean {
  if (!walk.program.suspends?.(factsOf(walk.view, walk.enrollment, walk.now))) return false;
  // What a policy had deferred is asked anew when the suspension ends; work that a person has stays with them, and an offer with the debtor.
  // A request for a place is taken back, and with it a place that came in the same breath.
  walk.enrollment = { ...walk.enrollment, heldUntil: null, wakeAt: nextLook(walk.view, walk.now), pool: null, place: null };
  return true;
}

function contextOf(walk: Walk): StepContext {
  const { view, enrollment, now } = walk;
  const facts = factsOf(view, enrollment, now);
  return {
    facts,
    arrivedAt: enrollment.arrivedAt,
    actedAt: enrollment.actedAt,
    heldUntil: enrollment.heldUntil,
    wakeAt: enrollment.wakeAt,
    place: enrollment.place,
    holidays: view.holidays,
    callsOut: view.callsOut,
    answer: enrollment.answer,
    joins: (channel) => queuedHere(walk, channel) !== undefined,
    lastTold: (topic) => {
      const { topicDays } = view.policy;
      const told = lastTold(topic, view.contacts, now, topicDays);
      return told && { at: told.queuedAt, channel: told.channel, topicDays };
    },
    modelOf: (key) => view.models.get(key) ?? KNOWS_NOTHING,
    judge: (channel) => judgeContact(view, facts, channel, flagsAt(walk.program, enrollment.node, channel)),
  };
}

/** The contact that stands queued at this node, channel and instant, by other runs: of other accounts of the debtor, or an earlier one of this. */
function queuedHere({ view, enrollment, now }: Walk, channel: string): ContactRecord | undefined {
  return view.contacts.find(
    (contact) =>
      contact.status === 'queued' &&
      contact.queuedAt === now &&
      contact.channel === channel &&
      contact.node === enrollment.node &&
      contact.journeyId === enrollment.journeyId &&
      !contact.enrollmentIds.includes(enrollment.id),
  );
}

/** Turns what a step wants into keyed effects; a contact and a written fact are seen by the rest of the walk. */
function perform(walk: Walk, effect: StepEffect): void {
  const { enrollment, now } = walk;
  const { id: enrollmentId, accountId, seq, node } = enrollment;
  const key = { enrollmentId, seq };
  if (effect.kind === 'open-task') walk.effects.push({ ...effect, key, node, accountId, at: now });
  else if (effect.kind === 'call-out') {
    const { account, debtor } = walk.view;
    walk.effects.push({ ...effect, key, node, visit: visitsOf(enrollment), accountId, account, debtor, at: now });
  } else if (effect.kind === 'hand-over') walk.effects.push({ ...effect, accountId, at: now });
  else if (effect.kind === 'show') walk.effects.push({ ...effect, key, node, accountId, at: now });
  else if (effect.kind === 'close-task') walk.effects.push({ ...effect, key, at: now });
  else if (effect.kind === 'write') {
    const { account, debtor } = walk.view;
    walk.view = { ...walk.view, account: accountWith(account, effect.writes), debtor: debtorWith(debtor, effect.writes) };
    walk.effects.push({ ...effect, accountId, at: now });
  } else if (effect.kind === 'queue') {
    walk.effects.push({ ...effect, key, node, visit: visitsOf(enrollment), accountId, at: now });
    const { channel, topic } = effect;
    const record: ContactRecord = {
      ...key,
      journeyId: enrollment.journeyId,
      node,
      channel,
      topic,
      queuedAt: now,
      status: 'queued',
      accountIds: [accountId],
      enrollmentIds: [enrollmentId],
    };
    walk.view = { ...walk.view, contacts: [...walk.view.contacts, record] };
  } else join(walk, effect.channel);
}

function join(walk: Walk, channel: string): void {
  const { id: enrollmentId, accountId } = walk.enrollment;
  const contact = queuedHere(walk, channel);
  if (!contact) throw new Error(`no contact by ${channel} to join at node ${walk.enrollment.node}`);
  // An account that comes back to the step at the instant at which it was told is told already.
  if (contact.accountIds.includes(accountId)) return;
  walk.effects.push({ kind: 'join', contact: { enrollmentId: contact.enrollmentId, seq: contact.seq }, enrollmentId, accountId });
  const joined = { ...contact, accountIds: [...contact.accountIds, accountId], enrollmentIds: [...contact.enrollmentIds, enrollmentId] };
  walk.view = { ...walk.view, contacts: walk.view.contacts.map((other) => (other === contact ? joined : other)) };
}

function note(walk: Walk, outcome: string, reason: string | null, why: Why | null): void {
  const { id: enrollmentId, accountId, seq, node } = walk.enrollment;
  walk.trace.push({ enrollmentId, accountId, seq, at: walk.now, node, outcome, reason, why });
}
