import { CONSENT_CHANNELS } from '#lib/facts/debtor.ts';
import { isAccountEvent, readEventPayload } from '#lib/facts/event-payload.ts';
import type { NoField } from './mapping-fault.ts';

/** How a cell is read. `attribute`: number, true or false, or text, as it looks. */
export type CellKind =
  | 'text'
  | 'lower'
  | 'upper'
  | 'money'
  | 'date'
  | 'instant'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'time'
  | 'list'
  | 'json'
  | 'attribute';

/** Where a column goes. `name` is the field as a mapping writes it. */
export type FileField =
  | { readonly of: 'debtor' | 'account'; readonly name: string; readonly key: string; readonly kind: CellKind }
  | { readonly of: 'consent'; readonly name: string; readonly key: string; readonly kind: 'lower' }
  | { readonly of: 'debtor attribute' | 'account attribute'; readonly name: string; readonly key: string; readonly kind: 'attribute' }
  | {
      readonly of: 'event';
      readonly name: string;
      readonly key: string;
      readonly kind: 'instant' | 'money';
      readonly needsAccount: boolean;
    };

const DEBTOR: Readonly<Record<string, CellKind>> = {
  id: 'text',
  name: 'text',
  language: 'text',
  country: 'upper',
  subdivision: 'text',
  timezone: 'text',
  email: 'text',
  phone: 'text',
  whatsapp: 'text',
  pushCount: 'integer',
  postal: 'text',
  hoursOverride: 'json',
  ceaseRequest: 'boolean',
  attorneyRepresented: 'boolean',
  callConsentAt: 'instant',
  preferredChannel: 'lower',
  preferredFrom: 'time',
  preferredTo: 'time',
  preferenceSource: 'text',
  preferenceAt: 'instant',
  paperless: 'boolean',
};

const ACCOUNT: Readonly<Record<string, CellKind>> = {
  id: 'text',
  product: 'text',
  currency: 'upper',
  balance: 'money',
  principal: 'money',
  dueDate: 'date',
  openedAt: 'instant',
  status: 'lower',
  segment: 'text',
  score: 'number',
  tags: 'list',
  asOf: 'instant',
};

/** Fields of the catalogue that an import cannot say, and what to write instead. */
const DERIVED = new Map([
  ['account.lastPaymentAt', 'payment.at'],
  ['account.lastPaymentAmount', 'payment.amount'],
  ['account.paidTotal', 'payment.amount'],
]);

/** What an event that a column dates holds, where its type needs something and there is only one thing to say. */
const SAID_BY_A_DATE = new Map<string, Readonly<Record<string, unknown>>>([['paperless.set', { on: true }]]);

/** The field that a mapping names, or why there is none such. */
export function fileField(name: string): FileField | NoField {
  const [of = '', key = '', ...rest] = name.split('.');
  const tail = [key, ...rest].join('.');
  if (name === 'payment.at') return { of: 'event', name, key: 'payment.received', kind: 'instant', needsAccount: true };
  if (name === 'payment.amount') return { of: 'event', name, key: 'amount', kind: 'money', needsAccount: true };
  if (of === 'event') return eventField(name, tail);
  if (key === 'attributes' && rest.join('.') !== '') {
    if (of === 'debtor') return { of: 'debtor attribute', name, key: rest.join('.'), kind: 'attribute' };
    if (of === 'account') return { of: 'account attribute', name, key: rest.join('.'), kind: 'attribute' };
  }
  const channel = rest.join('.');
  if (of === 'debtor' && key === 'consent' && CONSENT_CHANNELS.some((known) => known === channel)) {
    return { of: 'consent', name, key: channel, kind: 'lower' };
  }
  const kinds = of === 'debtor' ? DEBTOR : of === 'account' ? ACCOUNT : {};
  const kind = Object.hasOwn(kinds, tail) ? kinds[tail] : undefined;
  if (kind && (of === 'debtor' || of === 'account')) return { of, name, key: tail === 'id' ? 'externalId' : tail, kind };
  return whyNone(name, of);
}

/** `data` of an event that a date column stores; empty but for the types that need more. */
export function datedPayload(type: string): Readonly<Record<string, unknown>> {
  return SAID_BY_A_DATE.get(type) ?? {};
}

function eventField(name: string, tail: string): FileField | NoField {
  const type = tail.replace(/\.at$/, '');
  if (!tail.endsWith('.at')) {
    const reason = `"${name}" is no field; an event column is written event.<type>.at`;
    return { reason, fault: { code: 'noEventField', values: { field: name } } };
  }
  if (type === 'payment.received') return fileField('payment.at');
  const read = readEventPayload(type, datedPayload(type));
  if (read.ok) return { of: 'event', name, key: type, kind: 'instant', needsAccount: isAccountEvent(type) };
  const reasons = read.problems.map(({ message }) => message).join('; ');
  return { reason: `${name} cannot be filled by a date alone (${reasons})`, fault: { code: 'notByDate', values: { field: name } } };
}

function whyNone(name: string, of: string): NoField {
  const instead = DERIVED.get(name);
  if (instead) {
    const reason = `${name} comes from events; map the column to ${instead}`;
    return { reason, fault: { code: 'fromEvents', values: { field: name, instead } } };
  }
  if (/^account\.(promise|brokenPromises|daysPastDue|bucket)/.test(name)) {
    const reason = `${name} is worked out from events and dates; it cannot be imported`;
    return { reason, fault: { code: 'workedOut', values: { field: name } } };
  }
  const known = of === 'debtor' ? Object.keys(DEBTOR) : of === 'account' ? Object.keys(ACCOUNT) : null;
  const list = known ? `${known.join(', ')}, attributes.<name>` : 'debtor.*, account.*, payment.at, payment.amount, event.<type>.at';
  const reason = `"${name}" is no field; there are ${known ? `${of}.` : ''}${list}`;
  return { reason, fault: { code: 'noField', values: { field: name } } };
}
