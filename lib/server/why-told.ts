import 'server-only';
import { z } from 'zod';
import type { Why } from '#lib/api/contacts.ts';
import { localDateOf } from '#lib/base/civil.ts';
import type { ContactWhole } from '#lib/db/queries/contacts.ts';
import { whenSchema } from '#lib/journey/when.ts';

/** What this reads of a step's frozen settings; a step of another type has neither and nothing is said. */
const settingsSchema = z.object({
  when: whenSchema.optional(),
  channel: z.object({ mode: z.enum(['fixed', 'preferred', 'first']) }).optional(),
});

/** The one thing of a step's trace that is told: a rule of the policy that made it wait. */
const traceSchema = z.object({ deferred: z.string() });

/** Why a debtor was told, as facts that the screen puts in words: the step's time, its choice of channel, a wait for the policy, and whether accounts were told together. */
export function whyTold(contact: ContactWhole, config: unknown): Why[] {
  const settings = settingsSchema.safeParse(config);
  if (!settings.success) return [];
  const { when, channel } = settings.data;
  return [
    ...(when ? [whyThen(when)] : []),
    ...(channel ? [whyChannel(channel.mode, contact)] : []),
    ...contact.trace.flatMap(({ detail }) => whyDeferred(detail)),
    ...(contact.accounts.length > 1 ? [{ kind: 'together' as const, accounts: contact.accounts.length }] : []),
  ];
}

function whyThen(when: z.infer<typeof whenSchema>): Why {
  if (when.kind === 'now') return when;
  if (when.kind === 'due') return { kind: 'due', days: when.days, time: when.at };
  return { kind: 'after', amount: when.amount, unit: when.unit, time: when.at ?? null };
}

function whyChannel(mode: 'fixed' | 'preferred' | 'first', contact: ContactWhole): Why {
  if (mode === 'fixed') return { kind: 'fixed-channel' };
  if (mode === 'first' || contact.preferredChannel !== contact.channel) return { kind: 'first-channel' };
  return { kind: 'preferred-channel', since: contact.preferenceAt === null ? null : localDateOf(contact.preferenceAt, contact.zone) };
}

function whyDeferred(detail: string | null): Why[] {
  const read = traceSchema.safeParse(parsed(detail));
  return read.success ? [{ kind: 'deferred', rule: read.data.deferred }] : [];
}

function parsed(detail: string | null): unknown {
  if (detail === null) return null;
  try {
    return JSON.parse(detail);
  } catch {
    return null;
  }
}
