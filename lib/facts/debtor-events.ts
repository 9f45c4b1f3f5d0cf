import type { Instant } from '#lib/base/instant.ts';
import { inOrderOfTime } from './account-events.ts';
import type { DebtorState } from './debtor.ts';
import type { DebtorInput } from './debtor-input.ts';
import type { EventFact } from './facts.ts';

/**
 * From when on events change what an import said about a debtor, by field; null (or no entry) where it said nothing, so
 * that every event counts. An instant alone stands for all of them.
 */
export type DebtorAsOf =
  | Instant
  | {
      readonly preference: Instant | null;
      readonly paperless: Instant | null;
      readonly consent: Readonly<Partial<Record<string, Instant>>>;
    };

/** The event types that change a debtor; the others need not be folded in. */
const TYPES: ReadonlySet<string> = new Set([
  'preference.set',
  'paperless.set',
  'consent.granted',
  'consent.denied',
  'contact.replied',
  'contact.failed',
]);

/** True where an event of this type can change a debtor. */
export function concernsDebtor(type: string): boolean {
  return TYPES.has(type);
}

/** A debtor as an import says it, before any event. `zone` is the zone in force. */
export function importedDebtor(input: DebtorInput, id: string, zone: string): DebtorState {
  return {
    id,
    externalId: input.externalId,
    name: input.name ?? null,
    language: input.language ?? null,
    country: input.country ?? null,
    subdivision: input.subdivision ?? null,
    timezone: input.timezone ?? null,
    zone,
    email: input.email ?? null,
    phone: input.phone ?? null,
    whatsapp: input.whatsapp ?? null,
    pushCount: input.pushCount ?? 0,
    postal: input.postal ?? null,
    hoursOverride: input.hoursOverride ?? null,
    ceaseRequest: input.ceaseRequest ?? null,
    attorneyRepresented: input.attorneyRepresented ?? null,
    callConsentAt: input.callConsentAt ?? null,
    preferredChannel: input.preferredChannel ?? null,
    preferredFrom: input.preferredFrom ?? null,
    preferredTo: input.preferredTo ?? null,
    preferenceSource: input.preferenceSource ?? null,
    preferenceAt: input.preferenceAt ?? null,
    paperless: input.paperless ?? null,
    consent: knownConsent(input.consent ?? {}),
    hardFailed: [],
    lastReplyAt: null,
    attributes: input.attributes ?? {},
  };
}

/** The debtor after one more event, which must not be older than those folded before (else fold anew: `foldDebtor`). */
export function applyDebtorEvent(state: DebtorState, event: EventFact, asOf: DebtorAsOf): DebtorState {
  const { at, payload } = event;
  switch (event.type) {
    case 'preference.set':
      return at < since(asOf, 'preference') ? state : withPreference(state, event);
    case 'paperless.set':
      return typeof payload.on !== 'boolean' || at < since(asOf, 'paperless') ? state : { ...state, paperless: payload.on };
    case 'consent.granted':
    case 'consent.denied':
      if (typeof payload.channel !== 'string' || at < consentSince(asOf, payload.channel)) return state;
      return { ...state, consent: { ...state.consent, [payload.channel]: event.type === 'consent.granted' ? 'granted' : 'denied' } };
    case 'contact.replied':
      return { ...state, lastReplyAt: at };
    case 'contact.failed':
      return payload.hard === true && typeof payload.channel === 'string' ? withHardFailure(state, payload.channel) : state;
    default:
      return state;
  }
}

/** An imported debtor and all its events up to and including `until`, in order of `at`, ties as given (by arrival). */
export function foldDebtor(imported: DebtorState, events: readonly EventFact[], asOf: DebtorAsOf, until: Instant): DebtorState {
  let state = imported;
  for (const event of inOrderOfTime(events)) {
    if (event.at > until) break;
    state = applyDebtorEvent(state, event, asOf);
  }
  return state;
}

function since(asOf: DebtorAsOf, field: 'preference' | 'paperless'): Instant {
  return typeof asOf === 'number' ? asOf : (asOf[field] ?? Number.NEGATIVE_INFINITY);
}

function consentSince(asOf: DebtorAsOf, channel: string): Instant {
  return typeof asOf === 'number' ? asOf : (asOf.consent[channel] ?? Number.NEGATIVE_INFINITY);
}

/** A new preference replaces the old one whole: an hour that it does not name is no longer asked for. */
function withPreference(state: DebtorState, event: EventFact): DebtorState {
  const { channel, from, to, source } = event.payload;
  return {
    ...state,
    preferredChannel: typeof channel === 'string' ? channel : null,
    preferredFrom: typeof from === 'string' ? from : null,
    preferredTo: typeof to === 'string' ? to : null,
    preferenceSource: typeof source === 'string' ? source : null,
    preferenceAt: event.at,
  };
}

function withHardFailure(state: DebtorState, channel: string): DebtorState {
  return state.hardFailed.includes(channel) ? state : { ...state, hardFailed: [...state.hardFailed, channel].sort() };
}

function knownConsent(consent: Readonly<Partial<Record<string, string>>>): DebtorState['consent'] {
  const known: Partial<Record<string, 'granted' | 'denied'>> = {};
  for (const [channel, state] of Object.entries(consent)) if (state === 'granted' || state === 'denied') known[channel] = state;
  return known;
}
