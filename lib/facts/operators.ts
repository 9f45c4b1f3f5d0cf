/** The types of the catalogue. `any` is a value whose type is known only when it is seen (attributes, event payloads); `object` is one that can only be asked for presence. */
export type FieldType =
  | 'money'
  | 'integer'
  | 'number'
  | 'text'
  | 'time'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'list'
  | 'enum'
  | 'consent'
  | 'object'
  | 'any';

const PRESENCE = ['null', 'notNull'] as const;
const EQUALITY = ['=', '!='] as const;
const MEMBERSHIP = ['in', 'notIn'] as const;
const ORDER = ['<', '<=', '>', '>=', 'between', 'notBetween'] as const;
const CONTENT = ['contains', 'doesNotContain'] as const;
const AFFIX = ['beginsWith', 'doesNotBeginWith', 'endsWith', 'doesNotEndWith'] as const;

/** Every operator a rule may use, by its React Query Builder name. */
export const OPERATORS = [...EQUALITY, ...ORDER, ...MEMBERSHIP, ...CONTENT, ...AFFIX, ...PRESENCE] as const;
export type Operator = (typeof OPERATORS)[number];

const ORDERED: readonly Operator[] = [...EQUALITY, ...ORDER, ...MEMBERSHIP, ...PRESENCE];
const CHOICE: readonly Operator[] = [...EQUALITY, ...MEMBERSHIP, ...PRESENCE];

const BY_TYPE: { readonly [T in FieldType]: readonly Operator[] } = {
  money: ORDERED,
  integer: ORDERED,
  number: ORDERED,
  time: ORDERED,
  date: ORDERED,
  instant: ORDERED,
  text: [...CHOICE, ...CONTENT, ...AFFIX],
  enum: CHOICE,
  consent: CHOICE,
  boolean: [...EQUALITY, ...PRESENCE],
  list: [...CONTENT, ...MEMBERSHIP, ...PRESENCE],
  object: PRESENCE,
  any: OPERATORS,
};

/** The operators that a field of this type allows, in the order a form offers them. On a list, `contains` asks for one member and `in` for any of several. */
export function operatorsOf(type: FieldType): readonly Operator[] {
  return BY_TYPE[type];
}

/** Narrows a rule's operator to one that the type allows; null where it does not. */
export function operatorFor(type: FieldType, operator: string): Operator | null {
  return BY_TYPE[type].find((allowed) => allowed === operator) ?? null;
}
