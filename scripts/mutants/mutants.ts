/** A deliberate mistake: in one file, a text that stands there once is replaced by another. */
export interface Mutant {
  readonly name: string;
  /** What goes wrong with it. */
  readonly breaks: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Mistakes in the interpreter that its tests must notice, each by itself. */
const ofInterpreter: readonly Mutant[] = [
  {
    name: 'missed-at-once',
    breaks: 'a step is missed on its own day',
    file: 'lib/journey/when.ts',
    from: 'facts.today > lastDate',
    to: 'facts.today >= lastDate',
  },
  {
    name: 'no-exit-before-steps',
    breaks: 'exit rules are asked at events alone, not before every step',
    file: 'lib/interpreter/advance.ts',
    from: 'if (leavesByRule(walk) || isSuspended(walk)) break;',
    to: 'if (isSuspended(walk)) break;',
  },
  {
    name: 'steps-before-events',
    breaks: 'a payment at the instant of a step comes too late',
    file: 'lib/interpreter/turn.ts',
    from: '  for (const event of input.events) board.take(event);\n',
    to: '  board.step();\n  for (const event of input.events) board.take(event);\n',
  },
  {
    name: 'calendar-before-events',
    breaks: 'a promise breaks although it is paid at that very midnight',
    file: 'lib/interpreter/turn.ts',
    from: '  for (const event of input.events) board.take(event);\n  board.breakPromises();\n',
    to: '  board.breakPromises();\n  for (const event of input.events) board.take(event);\n',
  },
  {
    name: 'topic-window-closed',
    breaks: 'a topic is withheld for an instant more than N × 24 hours',
    file: 'lib/interpreter/view.ts',
    from: '< topicDays * MS_PER_DAY',
    to: '<= topicDays * MS_PER_DAY',
  },
  {
    name: 'suspension-ignored',
    breaks: 'steps act while the journey is suspended',
    file: 'lib/interpreter/advance.ts',
    from: 'function isSuspended(walk: Walk): boolean {\n',
    to: 'function isSuspended(walk: Walk): boolean {\n  if (walk.now > 0) return false;\n',
  },
  {
    name: 'heard-at-arrival',
    breaks: 'a wait hears an event at the instant of its arrival',
    file: 'lib/journey/nodes/wait-event.ts',
    from: 'event.at > here.arrivedAt',
    to: 'event.at >= here.arrivedAt',
  },
  {
    name: 'never-joins',
    breaks: 'two accounts of one debtor make two contacts',
    file: 'lib/interpreter/advance.ts',
    from: 'joins: (channel) => queuedHere(walk, channel) !== undefined',
    to: 'joins: (channel) => queuedHere(walk, channel) === null',
  },
  {
    name: 'consent-forgotten',
    breaks: 'a denied channel is used',
    file: 'lib/facts/reach.ts',
    from: "debtor.consent[channel] === 'denied'",
    to: "debtor.consent[channel] === 'never'",
  },
  {
    name: 'nothing-withdrawn',
    breaks: 'a contact about an account that left stays queued',
    file: 'lib/interpreter/advance.ts',
    from: "  walk.effects.push({ kind: 'withdraw', enrollmentId: id, accountId, reason: 'exit', why, at: walk.now });\n",
    to: '',
  },
  {
    name: 'own-reservation-counted',
    breaks: 'at the last look a contact stands in its own way',
    file: 'lib/interpreter/last-look.ts',
    from: 'record.enrollmentId !== contact.enrollmentId || record.seq !== contact.seq',
    to: 'record.enrollmentId !== contact.enrollmentId || record.seq !== contact.seq || true',
  },
  {
    name: 'reentry-at-one-instant',
    breaks: 'an account enters again at the instant at which it entered',
    file: 'lib/interpreter/enter.ts',
    from: '!earlier.live && earlier.lastEnteredAt !== now && program',
    to: '!earlier.live && program',
  },
  {
    name: 'exit-after-the-step',
    breaks: 'a step is made first and the exit rules are asked after it',
    file: 'lib/interpreter/advance.ts',
    from: '    if (leavesByRule(walk) || isSuspended(walk)) break;\n    const node',
    to: '    if (passed.length > 0 && leavesByRule(walk)) break;\n    if (isSuspended(walk)) break;\n    const node',
  },
  {
    name: 'heard-while-suspended',
    breaks: 'an event moves a wait while the journey is suspended',
    file: 'lib/interpreter/advance.ts',
    from: '!leavesByRule(walk) && !isSuspended(walk) && hears(walk, event)',
    to: '!leavesByRule(walk) && hears(walk, event)',
  },
  {
    name: 'grace-a-day-short',
    breaks: 'a contact is deferred to its last day, and that day is refused',
    file: 'lib/journey/nodes/telling.ts',
    from: 'localDateOf(until, here.facts.debtor.zone) <= lastDate',
    to: 'localDateOf(until, here.facts.debtor.zone) < lastDate',
  },
  {
    name: 'gap-backwards',
    breaks: 'a local time that a clock change skips is moved back instead of forward',
    file: 'lib/base/civil.ts',
    from: "disambiguation: 'compatible'",
    to: "disambiguation: 'earlier'",
  },
  {
    name: 'weights-not-added-up',
    breaks: 'an arm is compared with its own weight, not with the weights up to it',
    file: 'lib/journey/nodes/arm-of.ts',
    from: 'reached += arm.weight',
    to: 'reached = arm.weight',
  },
  {
    name: 'promise-broken-twice',
    breaks: 'what is heard at the midnight at which a promise broke breaks it again',
    file: 'lib/interpreter/fold-world.ts',
    from: '(account.foldedUntil ?? 0) > now ? foldWithCalendar : foldBeforeCalendar',
    to: '(account.foldedUntil ?? 0) < 0 ? foldWithCalendar : foldBeforeCalendar',
  },
  {
    name: 'told-again-on-return',
    breaks: 'an account that comes back to a step at the instant at which it was told is told twice',
    file: 'lib/interpreter/advance.ts',
    from: '!contact.enrollmentIds.includes(enrollment.id)',
    to: '!contact.accountIds.includes(enrollment.accountId)',
  },
  {
    name: 'sent-before-the-places',
    breaks: 'what the steps of an opening queue is sent before its places are given',
    file: 'lib/interpreter/debtor-run.ts',
    from: "if (kind === 'opening' && this.#nextDue() === at) this.#step(at, looksAt(this.#world, at));",
    to: 'this.goOn(at, told);',
  },
];

/** Mistakes in the contact policy that its tests must notice, each by itself. */
const ofPolicy: readonly Mutant[] = [
  {
    name: 'closing-minute-open',
    breaks: 'a contact at the very minute at which the hours close is allowed',
    file: 'lib/policy/rules/hours.ts',
    from: 'opens < closes && (first',
    to: 'opens <= closes && (first',
  },
  {
    name: 'a-minute-late',
    breaks: 'a contact is deferred to a minute after the hours open',
    file: 'lib/policy/rules/hours.ts',
    from: 'Math.max(at, atLocal(date, from, zone))',
    to: 'Math.max(at, atLocal(date, from, zone) + 60_000)',
  },
  {
    name: 'holiday-of-elsewhere',
    breaks: 'the holidays of the workspace’s country close the hours of a debtor who lives in another',
    file: 'lib/policy/governor.ts',
    from: 'isHoliday(holidays, country, subdivision, date)',
    to: 'isHoliday(holidays, usual ?? country, subdivision, date)',
  },
  {
    name: 'week-from-sunday',
    breaks: 'a calendar week begins on Sunday',
    file: 'lib/policy/rules/periods.ts',
    from: 'addDays(date, 1 - weekdayOf(date))',
    to: 'addDays(date, -(weekdayOf(date) % 7))',
  },
  {
    name: 'eight-rolling-days',
    breaks: 'seven rolling days are eight',
    file: 'lib/policy/rules/periods.ts',
    from: 'addDays(date, -6)',
    to: 'addDays(date, -7)',
  },
  {
    name: 'one-more-than-the-cap',
    breaks: 'a cap lets one contact more pass than it names',
    file: 'lib/policy/rules/cap.ts',
    from: 'date >= first && date <= last).length < max',
    to: 'date >= first && date <= last).length <= max',
  },
  {
    name: 'spacing-in-hours',
    breaks: 'days between contacts are 24 hours each, whatever the clocks do',
    file: 'lib/policy/rules/spacing.ts',
    from: 'to: plusDays(prior.at, rule.minDays, debtor.zone)',
    to: 'to: prior.at + rule.minDays * 86_400_000',
  },
  {
    name: 'own-channel-counted',
    breaks: 'one channel a week counts the channel itself against a contact',
    file: 'lib/policy/rules/single-channel.ts',
    from: 'prior.channel !== proposed.channel',
    to: "prior.channel !== ''",
  },
  {
    name: 'national-rule-kept',
    breaks: 'the law of a state stands beside the national rule that it replaces',
    file: 'lib/policy/rules-of.ts',
    from: 'region?.replaces ?? []',
    to: '[] as readonly string[]',
  },
  {
    name: 'loosened-by-the-house',
    breaks: 'a workspace loosens a cap of the law',
    file: 'lib/policy/own-policy.ts',
    from: 'Math.min(asked.max, max ?? asked.max)',
    to: 'max ?? asked.max',
  },
  {
    name: 'other-debts-counted',
    breaks: 'a cap for each debt counts the contacts about the debtor’s other debts',
    file: 'lib/policy/rules/counting.ts',
    from: 'prior.debts.length === 0 || prior.debts.includes(debt)',
    to: "prior.debts.length === 0 || debt !== ''",
  },
  {
    name: 'refused-voice-calls-on',
    breaks: 'somebody who refused voice messages is called by an agent',
    file: 'lib/policy/governor.ts',
    from: "['ivr', 'call']",
    to: "['ivr']",
  },
];

/** All of them. */
export const mutants: readonly Mutant[] = [...ofInterpreter, ...ofPolicy];

/** True where the mistake is in the contact policy. */
export const isOfPolicy = ({ name }: Mutant): boolean => ofPolicy.some((one) => one.name === name);
