/** A deliberate mistake: in one file, a text that stands there once is replaced by another. */
export interface Mutant {
  readonly name: string;
  /** What goes wrong with it. */
  readonly breaks: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Mistakes that the interpreter's tests must notice, each by itself. */
export const mutants: readonly Mutant[] = [
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
];
