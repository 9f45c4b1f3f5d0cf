'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, IconButton } from '#components/ui/button.tsx';
import type { FactWrite } from '#lib/facts/fact-write.ts';
import type { NodeOf } from '#lib/journey/nodes/index.ts';
import { ChoiceField } from '../fields.tsx';
import { useStudio } from '../studio-context.tsx';
import { TextSetting } from '../typed-fields.tsx';
import { WrittenValue } from '../written-value.tsx';
import type { NodeFormProps } from './node-form.ts';

type Setting = NodeOf<'update'>['config']['set'][number];

/** What a step may write: whole fields, and attributes of any name. */
const TARGETS = ['account.attributes.', 'debtor.attributes.', 'account.segment', 'account.tags'] as const;
type Target = (typeof TARGETS)[number];

/** What is written, one after the other. */
export function UpdateForm({ config: { set }, onChange, faultAt }: NodeFormProps<'update'>) {
  const t = useTranslations('studio');
  const canEdit = useStudio((studio) => studio.canEdit);
  const replace = (index: number, one: Setting, field: string | null) =>
    onChange({ set: set.map((other, i) => (i === index ? one : other)) }, field && `${index} ${field}`);
  return (
    <>
      {set.map((one, index) => (
        <section
          key={placeOf(set, index)}
          aria-label={t('written', { number: index + 1 })}
          className="flex flex-col gap-2 rounded-lg border p-2.5"
        >
          <WrittenField
            number={index + 1}
            setting={one}
            fault={faultAt(`set[${index}].field`)}
            onChange={(next, field) => replace(index, next, field)}
            onTake={canEdit && set.length > 1 ? () => onChange({ set: set.filter((other) => other !== one) }, null) : null}
          />
          <WrittenValue
            write={one}
            fault={faultAt(`set[${index}].value`)}
            onChange={(value, field) => replace(index, { ...one, value }, field)}
          />
        </section>
      ))}
      {canEdit ? (
        <Button
          size="small"
          className="self-start"
          onClick={() => onChange({ set: [...set, { field: 'account.attributes.', value: '' }] }, null)}
        >
          <Plus aria-hidden className="size-4" />
          {t('addWritten')}
        </Button>
      ) : null}
      <p className="text-ink-2 text-sm">{t('updateHint')}</p>
    </>
  );
}

interface WrittenFieldProps {
  readonly number: number;
  readonly setting: Setting;
  readonly fault: string | null;
  readonly onChange: (setting: Setting, field: string | null) => void;
  readonly onTake: (() => void) | null;
}

/** Which field: an attribute is named. A field that none of these is, from a document that came from outside, is shown as it stands. */
function WrittenField({ number, setting, fault, onChange, onTake }: WrittenFieldProps) {
  const t = useTranslations('studio');
  const target = targetOf(setting);
  const hasName = target === 'account.attributes.' || target === 'debtor.attributes.';
  return (
    <>
      <div className="flex items-end gap-1">
        <ChoiceField
          className="flex-1"
          label={t('written', { number })}
          value={target ?? setting.field}
          fault={hasName ? null : fault}
          options={[
            ...(target === null ? [{ value: setting.field, label: setting.field }] : []),
            ...TARGETS.map((one) => ({ value: one, label: t(labelOf(one)) })),
          ]}
          onChange={(next) => onChange(beginning(next), null)}
        />
        {onTake ? (
          <IconButton label={t('take', { name: t('written', { number }) })} onClick={onTake}>
            <X aria-hidden className="size-4" />
          </IconButton>
        ) : null}
      </div>
      {hasName ? (
        <TextSetting
          label={t('attributeName')}
          value={setting.field.slice(target.length)}
          fault={fault}
          onChange={(name) => onChange({ ...setting, field: `${target}${name}` }, 'field')}
        />
      ) : null}
    </>
  );
}

function labelOf(target: Target) {
  if (target === 'account.segment') return 'writtenSegment' as const;
  if (target === 'account.tags') return 'writtenTags' as const;
  return target === 'account.attributes.' ? ('writtenAccount' as const) : ('writtenDebtor' as const);
}

function targetOf({ field }: FactWrite): Target | null {
  return TARGETS.find((one) => (one.endsWith('.') ? field.startsWith(one) : field === one)) ?? null;
}

/** A field with a value of its kind. */
function beginning(field: string): Setting {
  return { field, value: field === 'account.tags' ? [] : '' };
}

/** A row has no name of its own: it is known by its place. */
function placeOf(set: readonly Setting[], index: number): string {
  return `${set.length} ${index}`;
}
