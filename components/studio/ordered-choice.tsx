'use client';

import { ArrowUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { useStudio } from './studio-context.tsx';

interface OrderedChoiceProps {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly options: readonly string[];
  readonly nameOf: (option: string) => string;
  readonly onChange: (chosen: readonly string[]) => void;
  readonly addLabel: string;
  /** What is wrong with the list, in a sentence. */
  readonly fault?: string | null;
}

/** Several of a list, in an order that counts. */
export function OrderedChoice({ label, chosen, options, nameOf, onChange, addLabel, fault = null }: OrderedChoiceProps) {
  const t = useTranslations('studio');
  const canEdit = useStudio((studio) => studio.canEdit);
  const free = options.filter((option) => !chosen.includes(option));
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-ink-2 text-sm">{label}</legend>
      <ol className="flex flex-col gap-1">
        {chosen.map((option, index) => (
          <li key={option} className="flex h-9 items-center gap-1 rounded-md border bg-surface pr-0.5 pl-2.5">
            <span className="w-4 text-ink-3 text-xs">{index + 1}</span>
            <span className="min-w-0 flex-1 truncate">{nameOf(option)}</span>
            {canEdit && index > 0 ? (
              <IconButton className="size-8" label={t('moveUp', { name: nameOf(option) })} onClick={() => onChange(raised(chosen, index))}>
                <ArrowUp aria-hidden className="size-3.5" />
              </IconButton>
            ) : null}
            {canEdit ? (
              <IconButton
                className="size-8"
                label={t('take', { name: nameOf(option) })}
                onClick={() => onChange(chosen.filter((one) => one !== option))}
              >
                <X aria-hidden className="size-3.5" />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ol>
      {canEdit && free.length > 0 ? (
        <select
          aria-label={addLabel}
          value=""
          onChange={(event) => onChange([...chosen, event.target.value])}
          className={classes(control, 'h-9 px-2 text-base text-ink-2')}
        >
          <option value="" disabled>
            {addLabel}
          </option>
          {free.map((option) => (
            <option key={option} value={option} className="bg-surface text-ink">
              {nameOf(option)}
            </option>
          ))}
        </select>
      ) : null}
      {fault ? (
        <p role="alert" className="text-bad-text text-xs">
          {fault}
        </p>
      ) : null}
    </fieldset>
  );
}

function raised(list: readonly string[], index: number): readonly string[] {
  const [above, one] = [list[index - 1], list[index]];
  if (above === undefined || one === undefined) return list;
  return [...list.slice(0, index - 1), one, above, ...list.slice(index + 1)];
}
