import { CHANNELS } from '#lib/facts/debtor.ts';
import { lackOf } from '#lib/facts/reach.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { exitOf, exitWhy } from './advance.ts';
import { flagsAt } from './compile.ts';
import { ContactBook, type Objection } from './contact-book.ts';
import type { TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import type { RunningVersion } from './enter.ts';
import { factsOf, judgeContact, type View } from './view.ts';
import type { ChangedContact, TurnSetting, World } from './world.ts';
import { sumOpenAccounts, viewOf } from './world-view.ts';

/** What the last look took away: nothing, some accounts, or the whole contact (`change.status` cancelled). */
export interface LastLook {
  readonly change: ChangedContact | null;
  readonly trace: readonly TraceStep[];
}

/**
 * Just before the provider is called: exit rules, suspension, consent and the policy are asked again for each account
 * (journey.md section 6). A journey that was paused meanwhile says nothing: its contact is `suspended` too. Accounts that object are taken out; a contact about nobody else is cancelled. `enrollments`
 * holds the runs that the contact speaks for, ended ones too; `world.contacts` holds the contact itself, which does not
 * count against itself. Pure.
 */
export function lastLook(
  contact: ContactRecord,
  world: World,
  enrollments: ReadonlyMap<string, Enrollment>,
  setting: TurnSetting,
): LastLook {
  const others = world.contacts.filter((record) => record.enrollmentId !== contact.enrollmentId || record.seq !== contact.seq);
  const sums = sumOpenAccounts(world.accounts, setting.now);
  const accounts = new Map(world.accounts.map((account) => [account.state.id, account]));
  const book = new ContactBook([contact], new Map(world.accounts.map(({ state }) => [state.id, state.externalId])));
  const objections = contact.enrollmentIds.flatMap((id) => {
    const enrollment = enrollments.get(id);
    const account = enrollment && accounts.get(enrollment.accountId);
    const version = setting.versions.find((one) => one.versionId === enrollment?.versionId);
    if (!enrollment || !account || !version)
      throw new Error(`contact ${contact.enrollmentId} ${contact.seq}: its enrollment ${id}, account or version was not read`);
    const found = objection(contact, enrollment, version, viewOf(account, world.debtor, sums, others, null, setting), setting.now);
    return found === null ? [] : [{ enrollmentId: id, accountId: enrollment.accountId, ...found }];
  });
  if (objections.length > 0) book.strike(contact, objections, setting.now);
  return { change: book.changed[0] ?? null, trace: book.trace };
}

function objection(
  { channel, node }: Pick<ContactRecord, 'channel' | 'node'>,
  enrollment: Enrollment,
  version: RunningVersion,
  view: View,
  now: number,
): Pick<Objection, 'reason' | 'why'> | null {
  const exit = exitOf(version.program, view, enrollment, now);
  if (exit) return { reason: 'exit', why: exitWhy(exit, view.account) };
  const facts = factsOf(view, enrollment, now);
  const { dueDate, status, promise } = view.account;
  if (version.paused || version.program.suspends?.(facts))
    return { reason: 'suspended', why: { due: dueDate, status, promise: promise?.date ?? null } };
  const known = CHANNELS.find((one) => one === channel);
  const lack = known && lackOf(view.debtor, known);
  if (!known || lack) return { reason: 'unreachable', why: { due: dueDate, channel, passed: lack ? [`${channel} ${lack}`] : [] } };
  const verdict = judgeContact(view, facts, known, flagsAt(version.program, node, known));
  return verdict.kind === 'allow'
    ? null
    : { reason: verdict.rule, why: { due: dueDate, channel, ...(verdict.kind === 'defer' ? { until: verdict.until } : {}) } };
}

/** True for a run that stays at this contact's offer: where the contact is taken back, nobody was told, and it need not wait. */
export function waitsFor(run: Pick<Enrollment, 'status' | 'node' | 'actedAt'>, contact: Pick<ContactRecord, 'node' | 'queuedAt'>): boolean {
  return run.status === 'live' && run.node === contact.node && run.actedAt === contact.queuedAt;
}
