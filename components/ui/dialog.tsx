'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classes } from './classes.ts';

interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What the cross in the corner is called. */
  readonly closeLabel: string;
  /** Asked for by the cross, Escape or a click beside it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Stand below, at the end: what one decides here. */
  readonly actions?: ReactNode;
  readonly size?: 'usual' | 'wide' | 'full';
}

const widths = { usual: 'max-w-md', wide: 'max-w-2xl', full: 'max-w-5xl' };

/** A question over the page: the browser keeps the focus in it and the rest of the page out of reach. On a phone it stands at the foot. */
export function Dialog({ isOpen, title, closeLabel, onClose, children, actions, size = 'usual' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const askToClose = useRef(onClose);
  useEffect(() => {
    askToClose.current = onClose;
  }, [onClose]);
  useEffect(() => {
    const dialog = ref.current;
    if (!isOpen || !dialog) return;
    const ask = (event: Event) => {
      if (event.type === 'click' && event.target !== dialog) return;
      event.preventDefault();
      askToClose.current();
    };
    for (const type of ['cancel', 'click'] as const) dialog.addEventListener(type, ask);
    dialog.showModal();
    return () => {
      for (const type of ['cancel', 'click'] as const) dialog.removeEventListener(type, ask);
      dialog.close();
    };
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      className={classes(
        'dialog-place w-full flex-col overflow-hidden rounded-xl border bg-raised text-ink shadow-3 open:flex',
        widths[size],
      )}
    >
      <div className="flex items-center gap-3 border-b py-2.5 pr-2.5 pl-5">
        <h2 id={id} className="line-clamp-2 min-w-0 flex-1 font-semibold text-lg">
          {title}
        </h2>
        <IconButton label={closeLabel} onClick={onClose}>
          <X aria-hidden className="size-4.5" />
        </IconButton>
      </div>
      <div className="thin-scroll min-h-0 flex-1 overflow-y-auto px-5 py-5">{children}</div>
      {actions ? <div className="flex flex-wrap items-center justify-end gap-2 border-t bg-surface px-5 py-3.5">{actions}</div> : null}
    </dialog>
  );
}
