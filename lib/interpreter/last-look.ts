import { CHANNELS } from '#lib/facts/debtor.ts';
import { isReachable } from '#lib/facts/reach.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { exitOf } from './advance.ts';
import { ContactBook } from './contact-book.ts';
import type { TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import type { RunningVersion } from './enter.ts';
import { factsOf, type View } from './view.ts';
import type { ChangedContact, TurnSetting, World } from './world.ts';
import { sumOpenAccounts, viewOf } from './world-view.ts';

/** What the last look took away: nothing, some accounts, or the whole contact (`change.status` cancelled). */
export interface LastLook {
  readonly change: ChangedContact | null;
  readonly trace: readonly TraceStep[];
}

/**
 * Just before the provider is called: exit rules, suspension, consent and the policy are asked again for each account
 * (journey.md section 6). Accounts that object are taken out; a contact about nobody else is cancelled. `enrollments`
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
    const reason = objection(contact.channel, enrollment, version, viewOf(account, world.debtor, sums, others, null, setting), setting.now);
    return reason === null ? [] : [{ enrollmentId: id, accountId: enrollment.accountId, reason }];
  });
  if (objections.length > 0) book.strike(contact, objections, setting.now);
  return { change: book.changed[0] ?? null, trace: book.trace };
}

function objection(channel: string, enrollment: Enrollment, version: RunningVersion, view: View, now: number): string | null {
  if (exitOf(version.program, view, enrollment, now)) return 'exit';
  const facts = factsOf(view, enrollment, now);
  if (version.program.suspends?.(facts)) return 'suspended';
  const known = CHANNELS.find((one) => one === channel);
  if (!known || !isReachable(view.debtor, known)) return 'unreachable';
  const verdict = view.policy.judge({ channel: known, at: now, history: view.contacts });
  return verdict.kind === 'allow' ? null : verdict.rule;
}
