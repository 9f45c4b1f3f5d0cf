'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { fieldName, operatorName } from '#lib/api/predicate-sentence.ts';
import { FIELDS, type Field, fieldAt } from '#lib/facts/catalogue.ts';
import { operatorsOf } from '#lib/facts/operators.ts';
import { isGroup, type Predicate, type Rule, rulesOf } from '#lib/facts/predicate.ts';
import { useLooseWords } from './loose-words.ts';

const GROUPS = ['account', 'debtor', 'enrollment', 'event'] as const;

/** The fields a rule can ask, in groups, with those that this predicate asks beside them. */
export function useConditionFields(query: Predicate) {
  const t = useTranslations('fieldGroups');
  const fields = useLooseWords('fields');
  const own = [...new Set(rulesOf(query).map(({ field }) => field))]
    .filter((path) => !FIELDS.some((field) => field.path === path))
    .join('\n');
  return useMemo(() => {
    const option = (path: string) => ({ name: path, value: path, label: fieldName(fields, path) });
    const groups = GROUPS.map((group) => ({
      label: t(group),
      options: FIELDS.filter(({ path }) => path.startsWith(`${group}.`)).map(({ path }) => option(path)),
    }));
    return own === '' ? groups : [...groups, { label: t('own'), options: own.split('\n').map(option) }];
  }, [t, fields, own]);
}

/** The operators of a field's type, named as they read beside it. */
export function useConditionOperators(): (path: string) => { name: string; value: string; label: string }[] {
  const operators = useLooseWords('operators');
  return useMemo(
    () => (path) => {
      const type = fieldAt(path)?.type ?? 'any';
      return operatorsOf(type).map((name) => ({ name, value: name, label: operatorName(operators, type, name) }));
    },
    [operators],
  );
}

/** A value to begin with, such that the rule is one: what suits the field's type. */
export function firstValueOf(field: Field | null): unknown {
  switch (field?.type) {
    case 'money':
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return true;
    case 'enum':
    case 'consent':
      return field.values?.[0] ?? '';
    case 'time':
      return '09:00';
    default:
      return '';
  }
}

/** A predicate as the document keeps it: without what the builder adds for itself. */
export function bare(query: Predicate): Predicate {
  const { combinator, not } = query;
  const rules = query.rules.map((member) => (isGroup(member) ? bare(member) : bareRule(member)));
  return not ? { combinator, rules, not } : { combinator, rules };
}

function bareRule({ field, operator, value }: Rule): Rule {
  return operator === 'null' || operator === 'notNull' ? { field, operator } : { field, operator, value };
}
