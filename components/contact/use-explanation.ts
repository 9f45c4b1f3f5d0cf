'use client';

import { useTranslations } from 'next-intl';
import type { Choice, Decision, Explanation, Moment, Passed, StepTime } from '#lib/interpreter/explanation.ts';
import type { Rule } from '#lib/policy/rule.ts';
import { civilDate } from '#messages/civil-date.ts';
import { useRuleName } from './rule-words.ts';
import { useAccountStatus, useChannelName } from './words.ts';

/** Channels of people alone: messages never go by them. */
const TASKS: readonly string[] = ['call', 'visit'];

/** Puts an explanation into one sentence of the reader's language. */
export function useExplanation(): (explanation: Explanation) => string {
  const t = useTranslations('why');
  const dates = useTranslations('date');
  const channelName = useChannelName();
  const statusName = useAccountStatus();
  const day = (date: string) => civilDate(dates, date, 'day');
  const moment = ({ date, time }: Moment) => dates('at', { date: day(date), time });
  const passed = (list: readonly Passed[]) => list.map((one) => lack(one)).join(', ');
  const outcome = useOutcomeName();
  const ruleName = useRuleName();
  // Of the explanation that is being put into words.
  let known: readonly Rule[] = [];
  const named = (id: string) => ruleName(known.find((rule) => rule.id === id) ?? null, id);
  const due = (key: 'dueDate' | 'dueOf', date: string | null) => (date === null ? '' : t(key, { date: day(date) }));

  function lack({ channel, lack: what, rule }: Passed): string {
    const name = channelName(channel);
    if (what === 'rule') return t('passedRule', { rule: named(rule ?? ''), channel: name });
    return t(({ address: 'passedAddress', denied: 'passedDenied', failed: 'passedFailed' } as const)[what], { channel: name });
  }

  function stepOf(node: string, time: StepTime | null): string {
    if (time === null) return t('step', { node });
    if (time.kind === 'now') return t('stepNow', { node, due: due('dueOf', time.dueDate) });
    if (time.kind === 'after') {
      const key = ({ hours: 'stepAfterHours', days: 'stepAfterDays', businessDays: 'stepAfterBusinessDays' } as const)[time.unit];
      return t(key, { node, amount: time.amount, due: due('dueOf', time.dueDate) });
    }
    const of = { node, time: time.time, due: due('dueDate', time.dueDate) };
    if (time.days === 0) return t('stepDueOn', of);
    return t(time.days < 0 ? 'stepDueBefore' : 'stepDueAfter', { ...of, days: Math.abs(time.days) });
  }

  function choiceOf(choice: Choice): string {
    if (choice.kind === 'fallback') return t('fallback', { passed: passed(choice.passed) });
    if (choice.kind === 'preferred' && choice.since !== null) return t('preferredSince', { date: day(choice.since) });
    return t(choice.kind);
  }

  function madeOf({ choice, waited, together }: Extract<Decision, { kind: 'told' | 'queued' }>) {
    const until = waited?.until ?? null;
    return {
      choice: choice ? choiceOf(choice) : '',
      waited:
        waited === null
          ? ''
          : until
            ? t('waitedUntil', { rule: named(waited.rule), until: moment(until) })
            : t('waited', { rule: named(waited.rule) }),
      together: together > 1 ? t('together', { accounts: together }) : '',
    };
  }

  return ({ node, time, channel, decision: by, rules = [] }) => {
    known = rules;
    const step = stepOf(node, time);
    switch (by.kind) {
      case 'told':
        // What a person does is asked for by a task.
        if (channel !== null && TASKS.includes(channel)) return t('begun', { step, channel: channelName(channel) });
        return t('told', { step, channel: channelName(channel ?? ''), ...madeOf(by) });
      case 'queued':
        return t('queued', { step, channel: channelName(channel ?? ''), ...madeOf(by) });
      case 'missed':
        if (!by.at) return t(time?.kind === 'due' ? 'missedNoDue' : 'missedBare', { step });
        if (by.wasThere) return t('missedThere', { step, at: moment(by.at) });
        return by.arrived ? t('missed', { step, at: moment(by.at), arrived: moment(by.arrived) }) : t('missedBare', { step });
      case 'unreachable':
        return by.passed.length > 0 ? t('unreachable', { step, passed: passed(by.passed) }) : t('unreachableBare', { step });
      case 'duplicate':
        if (!by.told || by.by === null || by.days === null) return t('duplicateBare', { step, topic: by.topic });
        return t('duplicate', { step, topic: by.topic, told: moment(by.told), by: channelName(by.by), days: by.days });
      case 'deferred':
        if (!by.until || by.lastDate === null) return t('deferredBare', { step, rule: named(by.rule) });
        return t('deferred', { step, rule: named(by.rule), until: moment(by.until), lastDate: day(by.lastDate) });
      case 'denied':
        return t('denied', { step, rule: named(by.rule) });
      case 'ruled':
        if (by.until) return t('ruledUntil', { step, rule: named(by.rule), until: moment(by.until) });
        return t('ruled', { step, rule: named(by.rule) });
      case 'paid':
        return t('paid', { step, paid: moment(by.paid), outcome: outcome(by.outcome) });
      case 'left':
        if (by.status === null) return t('leftBare', { step, outcome: outcome(by.outcome) });
        return t('left', { step, status: statusName(by.status) ?? by.status, outcome: outcome(by.outcome) });
      case 'suspended':
        return by.promise === null ? t('suspended', { step }) : t('suspendedPromise', { step, date: day(by.promise) });
      case 'lost':
        return by.passed.length > 0 ? t('lost', { step, passed: passed(by.passed) }) : t('lostBare', { step });
      case 'failed':
        return t('failed', { step, word: by.word });
      case 'unwritten':
        return t('unwritten', { step, problem: by.problem });
      case 'unknown':
        return t('unknown', { step });
    }
  };
}

/** How runs and tasks end: by the engine and the usual exits, by the journeys to clone, by an agent. */
export const OUTCOMES = [
  'cured',
  'stopped',
  'on-track',
  'to-early',
  'to-mid',
  'to-late',
  'wrong-party',
  'kept',
  'broken',
  'agreed',
  'closed',
  'with-balance',
  'reactivated',
  'paper',
  'paperless',
  'end',
  'migrated',
  'done',
  'paid',
  'told',
  'promise',
  'noAnswer',
  'refused',
  'wrongParty',
  'expired',
] as const;

/** How a run or a task ended, in a word; an outcome of a journey's own is shown as it is called. */
export function useOutcomeName(): (outcome: string | null) => string {
  const t = useTranslations('why.outcome');
  return (outcome) => {
    const known = OUTCOMES.find((one) => one === outcome);
    return known ? t(known) : (outcome ?? '');
  };
}
