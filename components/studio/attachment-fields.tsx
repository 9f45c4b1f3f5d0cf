'use client';

import { FileText, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { fieldName } from '#lib/api/predicate-sentence.ts';
import { OPEN_PREFIXES } from '#lib/facts/catalogue.ts';
import { AddLine } from './add-line.tsx';
import { ChoiceField } from './fields.tsx';
import { useLooseWords } from './loose-words.ts';
import { useStudio } from './studio-context.tsx';

interface AttachmentFieldsProps {
  /** Paths of the fields that hold the documents: `account.attributes.factura`. */
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  /** What is wrong with the attachment at a place of the list, in a sentence. */
  readonly faultAt: (index: number) => string | null;
}

/** Words as an import or an event names its fields; a path keeps its own dots. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N} ._-]{0,63}$/u;

/** The documents that go with a message, each by the field of the account, the debtor or the event that holds it. */
export function AttachmentFields({ value, onChange, faultAt }: AttachmentFieldsProps) {
  const t = useTranslations('studio');
  const groups = useTranslations('fieldGroups');
  const fields = useLooseWords('fields');
  const canEdit = useStudio((studio) => studio.canEdit);
  const [prefix, setPrefix] = useState<(typeof OPEN_PREFIXES)[number]>(OPEN_PREFIXES[0]);
  const faultOf = (name: string) => {
    if (!NAME.test(name)) return t('faultAttachment');
    return value.includes(prefix + name) ? t('faultAttachmentTaken') : null;
  };
  const groupOf = (path: string) => (['debtor', 'event'] as const).find((group) => path.startsWith(`${group}.`)) ?? 'account';
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1 text-ink-2 text-sm">{t('attachments')}</legend>
      {value.length > 0 ? (
        <ul className="flex flex-col gap-1">
          {value.map((path, index) => {
            const name = fieldName(fields, path).replace(/^event\./, '');
            const fault = faultAt(index);
            return (
              <li key={path} className="flex flex-col gap-0.5">
                <div className="flex h-9 items-center gap-2 rounded-md border bg-surface pr-0.5 pl-2.5">
                  <FileText aria-hidden className="size-3.5 shrink-0 text-ink-3" />
                  <span className="min-w-0 flex-1 truncate">{name}</span>
                  <span className="shrink-0 text-ink-3 text-xs">{groups(groupOf(path))}</span>
                  {canEdit ? (
                    <IconButton
                      className="size-8"
                      label={t('take', { name })}
                      onClick={() => onChange(value.filter((one) => one !== path))}
                    >
                      <X aria-hidden className="size-3.5" />
                    </IconButton>
                  ) : null}
                </div>
                {fault ? (
                  <p role="alert" className="text-bad-text text-xs">
                    {fault}
                  </p>
                ) : null}
              </li>
            );
          })}
        </ul>
      ) : null}
      {value.length === 0 && !canEdit ? <p className="text-ink-3 text-sm">{t('attachmentsNone')}</p> : null}
      {canEdit ? (
        <div className="grid grid-cols-5 items-start gap-2">
          <ChoiceField
            className="col-span-2"
            label={t('attachmentOf')}
            value={prefix}
            options={OPEN_PREFIXES.map((one) => ({ value: one, label: groups(groupOf(one)) }))}
            onChange={(next) => setPrefix(OPEN_PREFIXES.find((one) => one === next) ?? prefix)}
          />
          <AddLine
            className="col-span-3"
            label={t('attachmentName')}
            addLabel={t('addAttachment')}
            faultOf={faultOf}
            onAdd={(name) => onChange([...value, prefix + name])}
          />
          <p className="col-span-full text-ink-3 text-xs">{t('attachmentsHint')}</p>
        </div>
      ) : null}
    </fieldset>
  );
}
