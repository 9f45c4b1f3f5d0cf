import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

interface FieldFrameProps {
  readonly label: string;
  /** What is wrong with it, in a sentence; it is read with the field. */
  readonly fault?: string | null | undefined;
  /** Says more about it, below; it is read with the field. */
  readonly hint?: string | null | undefined;
  readonly className?: string | undefined;
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-invalid': true | undefined;
    readonly 'aria-describedby': string | undefined;
  }) => ReactNode;
}

/** A field with its label above, and below it what is wrong with it and what else there is to say. */
export function FieldFrame({ label, fault, hint, className, children }: FieldFrameProps) {
  const id = useId();
  const notes = [fault ? `${id}-fault` : null, hint ? `${id}-hint` : null].filter((note) => note !== null);
  return (
    <div className={classes('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-ink-2 text-sm">
        {label}
      </label>
      {children({ id, 'aria-invalid': fault ? true : undefined, 'aria-describedby': notes.length > 0 ? notes.join(' ') : undefined })}
      {fault ? (
        <p id={`${id}-fault`} className="text-bad-text text-sm">
          {fault}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-ink-3 text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
