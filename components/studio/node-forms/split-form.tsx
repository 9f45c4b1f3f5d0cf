'use client';

import { ArrowUp, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, IconButton } from '#components/ui/button.tsx';
import type { NodeOf } from '#lib/journey/nodes/index.ts';
import { ConditionField } from '../condition-field.tsx';
import { useStudio } from '../studio-context.tsx';
import { TextSetting } from '../typed-fields.tsx';
import { newId } from '../use-drawing.ts';
import type { NodeFormProps } from './node-form.ts';

type Branch = NodeOf<'split'>['config']['branches'][number];

/** The branches, asked from top to bottom; whoever takes none goes by “si no”. */
export function SplitForm({ config: { branches }, onChange }: NodeFormProps<'split'>) {
  const t = useTranslations('studio');
  const canEdit = useStudio((studio) => studio.canEdit);
  const replace = (index: number, branch: Branch, field: string | null) =>
    onChange({ branches: branches.map((one, i) => (i === index ? branch : one)) }, field && `${branch.id} ${field}`);
  return (
    <>
      <p className="text-ink-2 text-sm">{t('splitHint')}</p>
      {branches.map((branch, index) => (
        <section key={branch.id} className="flex flex-col gap-2 rounded-lg border p-2.5">
          <div className="flex items-end gap-1">
            <TextSetting
              className="flex-1"
              label={t('branch', { number: index + 1 })}
              value={branch.label ?? ''}
              needed={t('faultBranch')}
              onChange={(label) => replace(index, { ...branch, label }, 'label')}
            />
            {canEdit && index > 0 ? (
              <IconButton
                label={t('moveUp', { name: branch.label || branch.id })}
                onClick={() => onChange({ branches: raised(branches, index) }, null)}
              >
                <ArrowUp aria-hidden className="size-4" />
              </IconButton>
            ) : null}
            {canEdit && branches.length > 1 ? (
              <IconButton
                label={t('take', { name: branch.label || branch.id })}
                onClick={() => onChange({ branches: branches.filter((one) => one !== branch) }, null)}
              >
                <X aria-hidden className="size-4" />
              </IconButton>
            ) : null}
          </div>
          <ConditionField
            label={t('whereBranch')}
            empty={t('everyAccount')}
            value={branch.where}
            onChange={(where, field) => replace(index, { ...branch, where }, field)}
          />
        </section>
      ))}
      {canEdit ? (
        <Button
          size="small"
          className="self-start"
          onClick={() => {
            const id = newId('branch');
            onChange(
              {
                branches: [
                  ...branches,
                  { id, label: t('newBranch', { number: branches.length + 1 }), where: { combinator: 'and', rules: [] } },
                ],
              },
              null,
            );
          }}
        >
          <Plus aria-hidden className="size-4" />
          {t('addBranch')}
        </Button>
      ) : null}
    </>
  );
}

function raised(list: readonly Branch[], index: number): Branch[] {
  const [above, one] = [list[index - 1], list[index]];
  return above && one ? [...list.slice(0, index - 1), one, above, ...list.slice(index + 1)] : [...list];
}
