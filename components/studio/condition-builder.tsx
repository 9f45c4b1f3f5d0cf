'use client';

import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder';
import { canonicalJson } from '#lib/base/canonical-json.ts';
import { fieldAt } from '#lib/facts/catalogue.ts';
import type { Predicate } from '#lib/facts/predicate.ts';
import { conditionControls } from './condition-controls.tsx';
import type { ConditionFieldProps } from './condition-field.tsx';
import { bare, firstValueOf, useConditionFields, useConditionOperators } from './condition-fields.ts';
import { useStudio } from './studio-context.tsx';

const LOOKS = { ruleGroup: 'condition-group', header: 'condition-head', body: 'condition-body', rule: 'condition-rule' };

/** Draws a condition: rules of field, operator and value, joined by “and” or “or”, in groups. */
export function ConditionBuilder({ label, empty, value, onChange }: ConditionFieldProps) {
  const t = useTranslations('studio');
  const canEdit = useStudio((studio) => studio.canEdit);
  const shown = canonicalJson(bare(value));
  // The builder names rules by ids of its own, which the document does not keep; they live here for as long as it agrees.
  const [query, setQuery] = useState<{ readonly drawn: RuleGroupType; readonly as: string }>({ drawn: asQuery(value), as: shown });
  const drawn = query.as === shown ? query.drawn : asQuery(value);
  const fields = useConditionFields(drawn);
  const operators = useConditionOperators();
  const combinators = useMemo(
    () => [
      { name: 'and', value: 'and', label: t('all') },
      { name: 'or', value: 'or', label: t('any') },
    ],
    [t],
  );
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="pb-1 text-ink-2 text-sm">{label}</legend>
      <QueryBuilder
        query={drawn}
        onQueryChange={(next: RuleGroupType) => {
          const kept = bare(next);
          setQuery({ drawn: next, as: canonicalJson(kept) });
          if (canonicalJson(kept) !== shown) onChange(kept, fieldOfChange(drawn, next));
        }}
        fields={fields}
        combinators={combinators}
        getOperators={operators}
        getDefaultField="account.balance"
        getDefaultOperator={(path) => (fieldAt(path)?.path === 'account.balance' ? '>' : (operators(path)[0]?.name ?? '='))}
        getDefaultValue={({ field }) => firstValueOf(fieldAt(field))}
        controlElements={conditionControls}
        showNotToggle
        resetOnOperatorChange={false}
        resetOnFieldChange
        enableMountQueryChange={false}
        listsAsArrays
        suppressStandardClassnames
        controlClassnames={LOOKS}
        disabled={!canEdit}
      />
      {drawn.rules.length === 0 ? <p className="text-ink-3 text-xs">{empty}</p> : null}
    </fieldset>
  );
}

function asQuery(predicate: Predicate): RuleGroupType {
  // The builder's type and ours are the same shape; its own asks for arrays that can be written to.
  return structuredClone(predicate) as RuleGroupType;
}

/** What is being typed in, so that it is one step of the history: null where rules came or went. */
function fieldOfChange(before: Predicate, after: Predicate): string | null {
  const shape = (predicate: Predicate): string => JSON.stringify(predicate, (key, value) => (key === 'value' ? undefined : value));
  return shape(before) === shape(after) ? 'value' : null;
}
