'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { TextField } from '#components/ui/field.tsx';
import { IMPORT_FIELDS } from '#lib/api/import-fields.ts';
import { fieldLabel } from './field-words.ts';
import type { Draft } from './mapping-draft.ts';

/** Offered at once, since few files say them of every debtor. */
const USUAL = ['debtor.email', 'debtor.phone', 'debtor.country'];

/** What is taken where a cell is empty, or no column says it. */
export function DefaultsPanel({ draft, onChange }: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }) {
  const t = useTranslations('importing');
  const shown = [...new Set([...USUAL, ...draft.defaults.keys()])];
  const more = IMPORT_FIELDS.filter(({ name, hasDefault }) => hasDefault && !shown.includes(name));
  const put = (field: string, value: string) => onChange({ ...draft, defaults: new Map(draft.defaults).set(field, value) });
  const remove = (field: string) => onChange({ ...draft, defaults: new Map([...draft.defaults].filter(([name]) => name !== field)) });
  return (
    <section aria-labelledby="defaults" className="flex flex-col gap-4 rounded-xl border bg-surface p-4 shadow-1">
      <div>
        <h2 id="defaults" className="font-semibold text-lg">
          {t('defaults')}
        </h2>
        <p className="text-ink-2 text-sm">{t('defaultsLead')}</p>
      </div>
      <div className="grid items-end gap-4 sm:grid-cols-3">
        {shown.map((field) => (
          <TextField
            key={field}
            label={t('defaultFor', { field: fieldLabel(t, field) })}
            value={draft.defaults.get(field) ?? ''}
            onChange={(event) => put(field, event.target.value)}
            end={USUAL.includes(field) ? null : <Remove field={fieldLabel(t, field)} onClick={() => remove(field)} />}
          />
        ))}
      </div>
      <Combobox
        label={t('addDefault')}
        options={[
          { value: '', label: t('addDefault') },
          ...more.map(({ name, group }) => ({ value: name, label: fieldLabel(t, name), group: t(`group.${group}`) })),
        ]}
        value=""
        isQuiet
        placeholder={t('searchField')}
        none={t('noField')}
        onChange={(field) => put(field, '')}
      />
    </section>
  );
}

function Remove({ field, onClick }: { readonly field: string; readonly onClick: () => void }) {
  const t = useTranslations('importing');
  return (
    <IconButton label={t('removeDefault', { field })} onClick={onClick}>
      <X aria-hidden className="size-4" />
    </IconButton>
  );
}
