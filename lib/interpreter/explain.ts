import { z } from 'zod';
import { localDateOf } from '#lib/base/civil.ts';
import type { Instant } from '#lib/base/instant.ts';
import { localClock } from '#lib/base/local-clock.ts';
import { whenSchema } from '#lib/journey/when.ts';
import type { Choice, Decision, Explanation, Moment, Passed, StepTime } from './explanation.ts';

/** What a step's trace kept: `why` as it was written, parsed. */
export interface KeptStep {
  readonly outcome: string;
  readonly reason: string | null;
  readonly why: unknown;
}

/** A contact made, or a step that made none, with all that is known of why. */
export interface Decided {
  readonly node: { readonly id: string; readonly label: string | null; readonly config: unknown };
  readonly journey: string;
  /** The debtor's zone: dates and times are said by it. */
  readonly zone: string;
  /** What this step of this run left behind, oldest first. */
  readonly trace: readonly KeptStep[];
  /** Null where the step made no contact. */
  readonly contact: {
    readonly channel: string;
    readonly status: string;
    readonly reason: string | null;
    readonly topic: string | null;
    readonly accounts: number;
  } | null;
}

/** How a reason begins where the words themselves could not be made. */
const UNWRITTEN = 'template: ';

const configSchema = z.object({
  when: whenSchema.optional(),
  channel: z.object({ mode: z.enum(['fixed', 'preferred', 'first']) }).optional(),
  topic: z.string().optional(),
  queue: z.string().optional(),
});

/** What this reads of a trace; keys that an older version wrote or left out are borne. */
const whySchema = z
  .object({
    due: z.string().nullable(),
    channel: z.string(),
    passed: z.array(z.string()),
    preferred: z.string(),
    preferredAt: z.number().nullable(),
    deferred: z.string(),
    until: z.number(),
    lastDate: z.string(),
    at: z.number().nullable(),
    arrivedAt: z.number(),
    told: z.number(),
    toldBy: z.string(),
    topicDays: z.number(),
    outcome: z.string(),
    status: z.string().nullable(),
    balance: z.number(),
    paidAt: z.number().nullable(),
    promise: z.string().nullable(),
  })
  .partial();
type Read = z.infer<typeof whySchema>;

/**
 * Why a debtor was told by this step, or was not (journey.md section 12): the due date, the facts and the rule that
 * decided, for one sentence. Pure. Null where the step's settings cannot be read or its trace says nothing of it.
 */
export function explain(decided: Decided): Explanation | null {
  const config = configSchema.safeParse(decided.node.config);
  if (!config.success) return null;
  // A run that ended where it was about to tell spared the debtor that step; where it only waited, it spared them nothing.
  const tells = config.data.channel !== undefined || config.data.queue !== undefined;
  const steps = decided.trace.map(({ outcome, reason, why }) => ({ outcome, reason, why: readWhy(why) }));
  const last = decided.contact ? steps.at(-1) : steps.findLast((step) => step.reason !== null || (tells && isLeaving(step)));
  const decision = decided.contact
    ? ofContact(decided, decided.contact, steps, config.data.channel?.mode ?? null)
    : last && ofSilence(last, config.data.topic ?? '', decided.zone);
  if (!decision) return null;
  const due = steps.map(({ why }) => why.due ?? null).findLast((date) => date !== null) ?? null;
  return {
    node: decided.node.label ?? decided.node.id,
    journey: decided.journey,
    channel: decided.contact?.channel ?? last?.why.channel ?? null,
    time: timeOf(config.data.when, due),
    decision,
  };
}

interface ReadStep extends Omit<KeptStep, 'why'> {
  readonly why: Read;
}

/** The run ended here by a rule, which notes how the account stood; a run that only came to its end notes nothing. */
function isLeaving({ outcome, why }: ReadStep): boolean {
  return outcome === 'exit' && why.balance !== undefined;
}

function readWhy(why: unknown): Read {
  const read = whySchema.safeParse(why);
  return read.success ? read.data : {};
}

function timeOf(when: z.infer<typeof whenSchema> | undefined, dueDate: string | null): StepTime | null {
  if (!when) return null;
  if (when.kind === 'due') return { kind: 'due', days: when.days, time: when.at, dueDate };
  return when.kind === 'now' ? { kind: 'now', dueDate } : { kind: 'after', amount: when.amount, unit: when.unit, dueDate };
}

function ofContact(
  { zone }: Decided,
  contact: NonNullable<Decided['contact']>,
  steps: readonly ReadStep[],
  mode: 'fixed' | 'preferred' | 'first' | null,
): Decision {
  const { status, reason } = contact;
  if (status === 'unknown') return { kind: 'unknown' };
  if (status === 'failed' && reason?.startsWith(UNWRITTEN)) return { kind: 'unwritten', problem: reason.slice(UNWRITTEN.length) };
  if (status === 'failed') return { kind: 'failed', word: reason ?? '' };
  if (status === 'cancelled') {
    const taken = steps.findLast((step) => step.outcome === 'cancelled')?.why ?? {};
    return ofCancelled(reason ?? '', taken, zone);
  }
  const sent = steps.findLast((step) => step.outcome === 'sent')?.why ?? {};
  const wait = steps.findLast((step) => step.why.deferred !== undefined)?.why;
  return {
    kind: status === 'queued' ? 'queued' : 'told',
    choice: mode && choiceOf(mode, contact.channel, sent, zone),
    waited: wait?.deferred === undefined ? null : { rule: wait.deferred, until: momentOf(wait.until, zone) },
    together: contact.accounts,
  };
}

function choiceOf(mode: 'fixed' | 'preferred' | 'first', channel: string, why: Read, zone: string): Choice {
  if (mode === 'fixed') return { kind: 'fixed' };
  if (mode === 'preferred' && why.preferred === channel) {
    return { kind: 'preferred', since: why.preferredAt == null ? null : localDateOf(why.preferredAt, zone) };
  }
  const passed = passedOf(why);
  return passed.length > 0 ? { kind: 'fallback', passed } : { kind: 'first' };
}

/** A contact that was queued and did not leave. */
function ofCancelled(reason: string, why: Read, zone: string): Decision {
  if (reason === 'suspended') return { kind: 'suspended', promise: why.promise ?? null };
  if (reason === 'unreachable') return { kind: 'lost', passed: passedOf(why) };
  if (reason !== 'exit') return { kind: 'ruled', rule: reason.replace(/^(denied|deferred):/, ''), until: momentOf(why.until, zone) };
  const paid = momentOf(why.paidAt, zone);
  const isSettled = why.status === 'paid' || (why.balance ?? 1) <= 0;
  if (isSettled && paid) return { kind: 'paid', paid, outcome: why.outcome ?? '' };
  return { kind: 'left', status: why.status ?? null, outcome: why.outcome ?? null };
}

/** A step that was to tell and did not. */
function ofSilence({ outcome, reason, why }: ReadStep, topic: string, zone: string): Decision | null {
  if (outcome === 'exit' && reason === null) return ofCancelled('exit', why, zone);
  if (reason === 'missed') {
    const wasThere = why.at != null && why.arrivedAt !== undefined && why.arrivedAt < why.at;
    return { kind: 'missed', at: momentOf(why.at, zone), arrived: momentOf(why.arrivedAt, zone), wasThere };
  }
  if (reason === 'unreachable') return { kind: 'unreachable', passed: passedOf(why) };
  if (reason === 'duplicate') {
    return { kind: 'duplicate', topic, told: momentOf(why.told, zone), by: why.toldBy ?? null, days: why.topicDays ?? null };
  }
  const [, kind, rule] = /^(denied|deferred):(.+)$/s.exec(reason ?? '') ?? [];
  if (kind === 'denied' && rule) return { kind, rule };
  if (kind === 'deferred' && rule) return { kind, rule, until: momentOf(why.until, zone), lastDate: why.lastDate ?? null };
  return reason === null ? null : ofCancelled(reason, why, zone);
}

/** `sms address`, `email rule:co-hours`, as steps write them. */
function passedOf({ passed = [] }: Read): Passed[] {
  return passed.flatMap((text) => {
    const [, channel, lack, rule] = /^(\S+) (address|denied|failed|rule)(?::(.*))?$/s.exec(text) ?? [];
    const known = (['address', 'denied', 'failed', 'rule'] as const).find((one) => one === lack);
    return channel && known ? [{ channel, lack: known, rule: rule ?? null }] : [];
  });
}

function momentOf(at: Instant | null | undefined, zone: string): Moment | null {
  return at === null || at === undefined ? null : localClock(at, zone);
}
