'use client';

import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { minorDigits } from '#lib/base/money.ts';
import { type Field, fieldAt } from '#lib/facts/catalogue.ts';
import { readNumber } from '#lib/facts/comparison.ts';
import { isGroup, type Predicate, type Rule } from '#lib/facts/predicate.ts';
import { type LooseWords, useLooseWords } from './loose-words.ts';
import { useStudioPlace } from './studio-context.tsx';

/** The name of an operator for a field of this type: `=` for numbers, “es” for the rest. */
export function operatorName(operators: LooseWords, type: Field['type'], operator: string): string {
  const isNumber = type === 'money' || type === 'integer' || type === 'number';
  const isTime = type === 'date' || type === 'instant';
  const equality = isNumber ? 'equal' : 'text';
  const order = { '<': ['less', 'before'], '<=': ['lessOrEqual', 'until'], '>': ['more', 'after'], '>=': ['moreOrEqual', 'since'] };
  if (operator === '=') return operators(`is.${equality}`) ?? operator;
  if (operator === '!=') return operators(`isNot.${equality}`) ?? operator;
  const known = Object.entries(order).find(([sign]) => sign === operator);
  return operators(known?.[1][isTime ? 1 : 0] ?? operator) ?? operator;
}

/** The name of a field; one that the catalogue lacks is shown by its path. */
export function fieldName(fields: LooseWords, path: string): string {
  return fields(path) ?? path.replace(/^(account|debtor)\.attributes\./, '');
}

/** The name of one of the values that an enum, a consent or a boolean can have. */
export function useValueName(): (field: Pick<Field, 'path' | 'type'>, value: unknown) => string {
  const values = useLooseWords('fieldValues');
  const statuses = useLooseWords('accountStatus');
  const steps = useLooseWords('steps');
  return useMemo(
    () => (field, value) => {
      const text = String(value);
      if (typeof value === 'boolean') return values(value ? 'yes' : 'no') ?? text;
      if (field.path === 'account.status') return statuses(text) ?? text;
      if (field.path === 'account.bucket') return values(text) ?? values('bucket', { bucket: text }) ?? text;
      if (field.path === 'debtor.preferredChannel') return steps(`by.${text}`) ?? text;
      return (field.type === 'consent' ? values(text) : null) ?? text;
    },
    [values, statuses, steps],
  );
}

/** Puts a predicate into a line of words: `Saldo > 0 · Días de mora ≤ 10`. Empty where it asks nothing. */
export function usePredicateWords(): (predicate: Predicate) => string {
  const locale = useLocale();
  const { currency } = useStudioPlace();
  const fields = useLooseWords('fields');
  const operators = useLooseWords('operators');
  const steps = useLooseWords('steps');
  const valueName = useValueName();
  return useMemo(() => {
    const one = (field: Field | null, value: unknown): string => {
      const number = field?.type === 'money' ? readNumber(value) : null;
      if (number !== null) return (number / 10 ** minorDigits(currency)).toLocaleString(locale);
      return field ? valueName(field, value) : String(value);
    };
    const rule = ({ field: path, operator, value }: Rule): string => {
      const field = fieldAt(path);
      const head = `${fieldName(fields, path)} ${operatorName(operators, field?.type ?? 'any', operator)}`;
      if (operator === 'null' || operator === 'notNull') return head;
      const list = Array.isArray(value) ? value : [value];
      const joint = operator === 'between' || operator === 'notBetween' ? ` ${steps('says.and')} ` : ', ';
      return `${head} ${list.map((item) => one(field, item)).join(joint)}`;
    };
    const group = ({ combinator, rules, not }: Predicate): string => {
      const parts = rules.map((member) => (isGroup(member) ? bracketed(group(member)) : rule(member))).filter((part) => part !== '');
      const text = parts.join(combinator === 'or' ? ` ${steps('says.or')} ` : ' · ');
      return not && text ? (steps('says.not', { text }) ?? text) : text;
    };
    return group;
  }, [locale, currency, fields, operators, steps, valueName]);
}

function bracketed(text: string): string {
  return text === '' ? '' : `(${text})`;
}
