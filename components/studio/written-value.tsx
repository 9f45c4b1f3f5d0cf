'use client';

import { useTranslations } from 'next-intl';
import type { NodeOf } from '#lib/journey/nodes/index.ts';
import { ChoiceField, TypedField } from './fields.tsx';
import { TextSetting } from './typed-fields.tsx';
import type { TextRead } from './use-typed.ts';

type Setting = NodeOf<'update'>['config']['set'][number];
type Value = Setting['value'];

const KINDS = ['text', 'number', 'boolean', 'list', 'empty'] as const;
type ValueKind = (typeof KINDS)[number];

const FIRST: { readonly [K in ValueKind]: Value } = { text: '', number: 0, boolean: true, list: [], empty: null };

interface WrittenValueProps {
  readonly write: Setting;
  readonly fault: string | null;
  readonly onChange: (value: Value, field: string | null) => void;
}

/** What is written, and of what kind it is: predicates compare numbers with numbers and texts with texts. */
export function WrittenValue({ write: { field, value }, fault, onChange }: WrittenValueProps) {
  const t = useTranslations('studio');
  const kinds = kindsFor(field);
  const kind = kindOf(value);
  return (
    <>
      {kinds.length > 1 || !kinds.includes(kind) ? (
        <ChoiceField
          label={t('valueKind')}
          value={kind}
          fault={kinds.includes(kind) ? null : fault}
          options={[...new Set([kind, ...kinds])].map((one) => ({ value: one, label: t(`valueKind-${one}`) }))}
          onChange={(next) => onChange(FIRST[KINDS.find((one) => one === next) ?? 'text'], null)}
        />
      ) : null}
      <ValueField value={value} fault={kinds.includes(kind) ? fault : null} onChange={onChange} />
    </>
  );
}

function ValueField({ value, fault, onChange }: Omit<WrittenValueProps, 'write'> & { readonly value: Value }) {
  const t = useTranslations('studio');
  const label = t('writtenValue');
  if (value === null) return null;
  if (typeof value === 'string')
    return <TextSetting label={label} value={value} fault={fault} onChange={(text) => onChange(text, 'value')} />;
  if (typeof value === 'boolean') {
    const options = [true, false].map((one) => ({ value: String(one), label: t(one ? 'valueYes' : 'valueNo') }));
    return <ChoiceField label={label} value={String(value)} options={options} onChange={(next) => onChange(next === 'true', null)} />;
  }
  if (typeof value === 'number') {
    const read = (text: string): TextRead<number> =>
      /^\s*[-−]?\d{1,12}([.,]\d{1,9})?\s*$/.test(text)
        ? { ok: true, value: Number(text.replace('−', '-').replace(',', '.')) }
        : { ok: false, fault: t('faultNumber') };
    return (
      <TypedField
        label={label}
        shown={String(value)}
        read={read}
        show={String}
        fault={fault}
        inputMode="decimal"
        onChange={(number) => onChange(number, 'value')}
      />
    );
  }
  return (
    <TypedField
      label={label}
      hint={t('listHint')}
      shown={value.join(', ')}
      read={(text) => ({ ok: true, value: membersOf(text) })}
      show={(members) => members.join(', ')}
      fault={fault}
      onChange={(members) => onChange(members, 'value')}
    />
  );
}

function kindsFor(field: string): readonly ValueKind[] {
  if (field === 'account.tags') return ['list'];
  return field === 'account.segment' ? ['text', 'empty'] : KINDS;
}

function kindOf(value: Value): ValueKind {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

function membersOf(text: string): string[] {
  const members = text.split(',').map((one) => one.trim());
  return members.filter((one) => one !== '');
}
