/** How a field's cells are read: what a values map may give, and which evidence counts. */
export type ImportKind = 'text' | 'date' | 'money' | 'number' | 'boolean' | 'status' | 'channel' | 'consent' | 'attribute';

/** A field that a column can fill; its label stands in the catalogues under `importing.field`. */
export interface ImportField {
  readonly name: string;
  readonly group: 'identity' | 'account' | 'payment' | 'debtor' | 'reach' | 'preference' | 'event';
  readonly kind: ImportKind;
  /** False where a value for every row makes no sense. */
  readonly hasDefault: boolean;
}

const field = (name: string, group: ImportField['group'], kind: ImportKind, hasDefault = true): ImportField => ({
  name,
  group,
  kind,
  hasDefault,
});

/** Every field with a name of its own, in the order in which it is offered; attributes are named by whoever maps. */
export const IMPORT_FIELDS: readonly ImportField[] = [
  field('account.id', 'identity', 'text', false),
  field('debtor.id', 'identity', 'text', false),
  field('account.balance', 'account', 'money', false),
  field('account.dueDate', 'account', 'date'),
  field('account.openedAt', 'account', 'date'),
  field('account.product', 'account', 'text'),
  field('account.currency', 'account', 'text', false),
  field('account.principal', 'account', 'money'),
  field('account.status', 'account', 'status'),
  field('account.segment', 'account', 'text'),
  field('account.score', 'account', 'number'),
  field('account.tags', 'account', 'text'),
  field('account.asOf', 'account', 'date'),
  field('payment.at', 'payment', 'date', false),
  field('payment.amount', 'payment', 'money', false),
  field('debtor.name', 'debtor', 'text'),
  field('debtor.language', 'debtor', 'text'),
  field('debtor.country', 'debtor', 'text'),
  field('debtor.subdivision', 'debtor', 'text'),
  field('debtor.timezone', 'debtor', 'text'),
  field('debtor.email', 'reach', 'text'),
  field('debtor.phone', 'reach', 'text'),
  field('debtor.whatsapp', 'reach', 'text'),
  field('debtor.postal', 'reach', 'text'),
  field('debtor.pushCount', 'reach', 'number'),
  field('debtor.preferredChannel', 'preference', 'channel'),
  field('debtor.preferredFrom', 'preference', 'text'),
  field('debtor.preferredTo', 'preference', 'text'),
  field('debtor.paperless', 'preference', 'boolean'),
  field('debtor.ceaseRequest', 'preference', 'boolean'),
  field('debtor.attorneyRepresented', 'preference', 'boolean'),
  field('debtor.callConsentAt', 'preference', 'date'),
  field('debtor.consent.email', 'preference', 'consent'),
  field('debtor.consent.sms', 'preference', 'consent'),
  field('debtor.consent.whatsapp', 'preference', 'consent'),
  field('debtor.consent.voice', 'preference', 'consent'),
  field('event.account.cancelled.at', 'event', 'date', false),
  field('event.dispute.opened.at', 'event', 'date', false),
  field('event.dispute.closed.at', 'event', 'date', false),
  field('event.invoice.issued.at', 'event', 'date', false),
  field('event.paperless.set.at', 'event', 'date', false),
];

const BY_NAME = new Map(IMPORT_FIELDS.map((one) => [one.name, one]));

/** How the cells of a field are read; of a field that is not in the list: an attribute, or the date of an event. */
export function kindOf(name: string): ImportKind {
  return BY_NAME.get(name)?.kind ?? (name.startsWith('event.') ? 'date' : 'attribute');
}

/** The names a values map may give in place of a cell, for a field that takes only these; null where any text will do. */
export function wordsOf(kind: ImportKind): readonly (string | boolean)[] | null {
  switch (kind) {
    case 'boolean':
    case 'attribute':
      return [true, false];
    case 'status':
      return ['current', 'overdue', 'paid', 'cancelled', 'disputed', 'legal', 'written_off'];
    case 'channel':
      return ['email', 'sms', 'whatsapp', 'push', 'voice', 'letter'];
    case 'consent':
      return ['granted', 'denied', 'unknown'];
    default:
      return null;
  }
}
