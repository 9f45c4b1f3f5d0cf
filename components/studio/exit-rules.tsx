'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, IconButton } from '#components/ui/button.tsx';
import type { ExitRule } from '#lib/journey/document.ts';
import { setExitWhen } from '#lib/journey/edits/settings.ts';
import { ConditionField } from './condition-field.tsx';
import { useStudio } from './studio-context.tsx';
import { TextSetting } from './typed-fields.tsx';

/** When accounts leave, and what that is called; the first rule that holds wins. */
export function ExitRules({ rules }: { readonly rules: readonly ExitRule[] }) {
  const t = useTranslations('studio');
  const make = useStudio((studio) => studio.make);
  const canEdit = useStudio((studio) => studio.canEdit);
  const replace = (index: number, rule: ExitRule, field: string | null) =>
    make(
      setExitWhen(
        rules.map((one, i) => (i === index ? rule : one)),
        field && `${index} ${field}`,
      ),
    );
  return (
    <>
      {rules.map((rule, index) => (
        <section
          key={keyOf(rules, index)}
          aria-label={t('exitRule', { number: index + 1 })}
          className="flex flex-col gap-2 rounded-lg border p-2.5"
        >
          <div className="flex items-end gap-1">
            <TextSetting
              className="flex-1"
              label={t('outcome')}
              value={rule.outcome}
              needed={t('faultOutcome')}
              onChange={(outcome) => replace(index, { ...rule, outcome }, 'outcome')}
            />
            {canEdit ? (
              <IconButton label={t('take', { name: rule.outcome })} onClick={() => make(setExitWhen(rules.filter((one) => one !== rule)))}>
                <X aria-hidden className="size-4" />
              </IconButton>
            ) : null}
          </div>
          <ConditionField
            label={t('whereExit')}
            empty={t('everyAccount')}
            value={rule.where}
            onChange={(where, field) => replace(index, { ...rule, where }, field)}
          />
        </section>
      ))}
      {canEdit ? (
        <Button
          size="small"
          className="self-start"
          onClick={() =>
            make(
              setExitWhen([
                ...rules,
                { outcome: t('newOutcome'), where: { combinator: 'and', rules: [{ field: 'account.balance', operator: '<=', value: 0 }] } },
              ]),
            )
          }
        >
          <Plus aria-hidden className="size-4" />
          {t('addExit')}
        </Button>
      ) : null}
    </>
  );
}

/** A rule has no name of its own: it is known by its place. */
function keyOf(rules: readonly ExitRule[], index: number): string {
  return `${rules.length} ${index}`;
}
