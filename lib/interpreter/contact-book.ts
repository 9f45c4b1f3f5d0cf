import type { Instant } from '#lib/base/instant.ts';
import type { Why } from '#lib/journey/nodes/node-definition.ts';
import type { ContactRecord } from '#lib/policy/verdict.ts';
import { type Effect, type EffectKey, stepName, type TraceStep } from './effects.ts';
import type { Enrollment } from './enrollment.ts';
import type { ChangedContact, NewContact } from './world.ts';

type Queue = Extract<Effect, { kind: 'queue' }>;

/** The debtor's contacts during one turn: those that stood before, those it makes, those it joins or withdraws from. */
export class ContactBook {
  /** Not cancelled, oldest first: what policies, topics and counts see. */
  records: readonly ContactRecord[];
  readonly reported: ContactRecord[] = [];
  readonly trace: TraceStep[] = [];
  readonly #made = new Map<string, NewContact>();
  readonly #changed = new Map<string, ChangedContact>();
  readonly #order: ReadonlyMap<string, string>;

  /** `externalIds`: each account's external id by its internal one; accounts of a contact are sorted by it. */
  constructor(records: readonly ContactRecord[], externalIds: ReadonlyMap<string, string>) {
    this.records = records;
    this.#order = externalIds;
  }

  get made(): readonly NewContact[] {
    return [...this.#made.values()];
  }

  get changed(): readonly ChangedContact[] {
    return [...this.#changed.values()];
  }

  queue(effect: Queue, enrollment: Enrollment): void {
    const { key, node, visit, channel, template, topic, at, accountId } = effect;
    const { journeyId, versionId } = enrollment;
    const about = { accountIds: [accountId], enrollmentIds: [enrollment.id] };
    this.#made.set(stepName(key), {
      key,
      journeyId,
      versionId,
      node,
      visit,
      channel,
      template,
      topic,
      queuedAt: at,
      ...about,
      status: 'queued',
      reason: null,
    });
    this.records = [...this.records, { ...key, journeyId, node, channel, topic, queuedAt: at, status: 'queued', ...about }];
  }

  /** Keeps a contact that another system made, in its place in time. */
  report(contact: ContactRecord): void {
    this.reported.push(contact);
    this.records = inTime([...this.records, contact]);
  }

  join(contact: EffectKey, enrollmentId: string, accountId: string): void {
    this.#rewrite(contact, (about) => [...about, { accountId, enrollmentId }], null);
  }

  /** Takes an enrollment out of every contact of it that is still queued; a contact about nobody else is cancelled. */
  withdraw(objection: Objection, at: Instant): void {
    const { enrollmentId } = objection;
    const queued = this.records.filter((record) => record.status === 'queued' && record.enrollmentIds.includes(enrollmentId));
    for (const record of queued) this.strike(record, [objection], at);
  }

  /** Takes enrollments out of one contact, all at once; where nobody is left it is cancelled with the first one's reason. */
  strike(record: ContactRecord, objections: readonly Objection[], at: Instant): void {
    const struck = new Set(objections.map((one) => one.enrollmentId));
    this.#rewrite(record, (about) => about.filter((one) => !struck.has(one.enrollmentId)), objections[0]?.reason ?? null);
    for (const { enrollmentId, accountId, reason, why } of objections) {
      this.trace.push({ enrollmentId, accountId, seq: record.seq, at, node: record.node, outcome: 'cancelled', reason, why });
    }
  }

  #rewrite(key: EffectKey, edit: (about: readonly About[]) => readonly About[], reason: string | null): void {
    const record = this.records.find((candidate) => candidate.enrollmentId === key.enrollmentId && candidate.seq === key.seq);
    if (!record) throw new Error(`no contact ${stepName(key)}`);
    const about = record.accountIds.map((accountId, index) => ({ accountId, enrollmentId: record.enrollmentIds[index] ?? '' }));
    const left = [...edit(about)].sort((a, b) => this.#compare(a.accountId, b.accountId));
    const isEmpty = left.length === 0;
    // A cancelled contact keeps the accounts it was meant for: the record says about whom nothing was sent.
    const kept = isEmpty ? about : left;
    const change = { accountIds: kept.map((one) => one.accountId), enrollmentIds: kept.map((one) => one.enrollmentId) };
    const status = isEmpty ? ('cancelled' as const) : ('queued' as const);
    const text = stepName(key);
    const made = this.#made.get(text);
    if (made) this.#made.set(text, { ...made, ...change, status, reason: isEmpty ? reason : null });
    else
      this.#changed.set(text, {
        key: { enrollmentId: key.enrollmentId, seq: key.seq },
        ...change,
        status,
        reason: isEmpty ? reason : null,
      });
    this.records = isEmpty
      ? this.records.filter((other) => other !== record)
      : this.records.map((other) => (other === record ? { ...record, ...change } : other));
  }

  #compare(a: string, b: string): number {
    return compareText(this.#order.get(a) ?? a, this.#order.get(b) ?? b);
  }
}

interface About {
  readonly accountId: string;
  readonly enrollmentId: string;
}

/** Why an enrollment has no part in a contact any more. */
export interface Objection extends About {
  readonly reason: string;
  /** What the trace keeps of it. */
  readonly why: Why;
}

/** Oldest first; those of one instant as they stand. */
export function inTime(records: readonly ContactRecord[]): readonly ContactRecord[] {
  return records.toSorted((a, b) => a.queuedAt - b.queuedAt);
}

/** Order by code unit, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
