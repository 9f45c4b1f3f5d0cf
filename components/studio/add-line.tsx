'use client';

import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { classes } from '#components/ui/classes.ts';
import { control } from '#components/ui/field.tsx';
import { useStudio } from './studio-context.tsx';

interface AddLineProps {
  readonly label: string;
  readonly addLabel: string;
  /** What is wrong with a name that is typed, in a sentence; null where it may be added. */
  readonly faultOf: (name: string) => string | null;
  readonly onAdd: (name: string) => void;
  readonly className?: string;
}

/** Adds one of the company's own names to a list: by the button, or by Enter. A bad one stays in the field with what is wrong with it. */
export function AddLine({ label, addLabel, faultOf, onAdd, className }: AddLineProps) {
  const canEdit = useStudio((studio) => studio.canEdit);
  const id = useId();
  const [text, setText] = useState('');
  if (!canEdit) return null;
  const name = text.trim();
  const fault = name === '' ? null : faultOf(name);
  const add = () => {
    if (name === '' || fault) return;
    onAdd(name);
    setText('');
  };
  return (
    <div className={classes('flex flex-col gap-1', className ?? null)}>
      <label htmlFor={id} className="text-ink-2 text-sm">
        {label}
      </label>
      <div className="flex gap-1">
        <input
          id={id}
          value={text}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-fault` : undefined}
          autoComplete="off"
          onChange={(change) => setText(change.target.value)}
          onKeyDown={(press) => press.key === 'Enter' && add()}
          className={classes(control, 'h-9 px-2.5 text-base')}
        />
        <IconButton label={addLabel} disabled={name === '' || fault !== null} onClick={add}>
          <Plus aria-hidden className="size-4" />
        </IconButton>
      </div>
      {fault ? (
        <p id={`${id}-fault`} className="text-bad-text text-xs">
          {fault}
        </p>
      ) : null}
    </div>
  );
}
